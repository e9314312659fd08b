import { z, type NotifyResult } from '@headless-pmo/sdk'

/** What Tidings answers where it takes no post; what else it says is its own business. */
const Refusal = z.looseObject({ refused: z.string(), waitSeconds: z.number().nonnegative().optional() })

/** The words of a refusal, where the answer is one: a proxy before the chat answers with pages. */
async function refusalOf(reply: Response): Promise<z.output<typeof Refusal> | undefined> {
  try {
    return Refusal.safeParse(await reply.json()).data
  } catch {
    return undefined
  }
}

/** What an answer of Tidings means for the delivery. */
export async function resultOf(reply: Response): Promise<NotifyResult> {
  const { status, headers } = reply
  const refusal = await refusalOf(reply)
  const why = refusal === undefined ? '' : `: ${refusal.refused}`
  const message = `Tidings answered ${status}${why}.`
  // It says 202 also where the room is full, and only the body tells.
  if (reply.ok) {
    if (refusal === undefined) return { ok: true }
    return { ok: false, retry: true, message, retryAfterSeconds: refusal.waitSeconds ?? 60 }
  }
  if (status === 410) return { ok: false, retry: false, disable: true, message }
  const wait = Math.max(refusal?.waitSeconds ?? 0, Number(headers.get('retry-after') ?? 0) || 0)
  return {
    ok: false,
    retry: status === 429 || status >= 500,
    message,
    ...(wait > 0 && { retryAfterSeconds: wait }),
  }
}
