import type { NotifyResult } from '@headless-pmo/sdk'

/** Longest word of a receiver that is passed on, in letters. */
const MOST_TOLD = 200

/** Seconds of a `Retry-After` header: a number, or an HTTP date measured by the receiver's own clock. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const [until, now] = [Date.parse(text), Date.parse(headers.get('date') ?? '')]
  // Without the receiver's clock a date says nothing that could be trusted.
  if (Number.isNaN(until) || Number.isNaN(now)) return undefined
  return Math.max(0, Math.ceil((until - now) / 1000))
}

/** The first line of what the receiver says, where it is plain text. */
async function wordOf(reply: Response): Promise<string> {
  if (reply.headers.get('content-type')?.startsWith('text/plain') !== true) return ''
  const line = (await reply.text()).trim().split(/\r?\n/, 1)[0] ?? ''
  return line === '' ? '' : `: ${line.slice(0, MOST_TOLD).replace(/\.$/, '')}`
}

/** Statuses by which a receiver says that the same request may succeed later. */
const LATER = new Set([408, 409, 425, 429])

/** What a receiver's answer means for a delivery, as Standard Webhooks has it. */
export async function resultOf(reply: Response): Promise<NotifyResult> {
  const { status } = reply
  if (status >= 200 && status < 300) return { ok: true }
  if (status === 410) {
    return {
      ok: false,
      retry: false,
      disable: true,
      message: `The receiver answered 410 and wants no more deliveries${await wordOf(reply)}.`,
    }
  }
  if (status >= 300 && status < 400) {
    return {
      ok: false,
      retry: false,
      message: `The receiver answered ${status} and sends its callers elsewhere; set url to the new address.`,
    }
  }
  const retry = status >= 500 || LATER.has(status)
  const retryAfterSeconds = retryAfterOf(reply.headers)
  return {
    ok: false,
    retry,
    message: `The receiver answered ${status}${await wordOf(reply)}.`,
    ...(retry && retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}
