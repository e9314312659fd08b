import { z, type NotifyResult } from '@headless-pmo/sdk'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { deliver, type Delivered } from './deliver.ts'
import { notificationOf } from './drawn-notification.ts'

const resultSchema = z.union([
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({
    ok: z.literal(false),
    retry: z.boolean(),
    message: z.string().min(1),
    retryAfterSeconds: z.number().min(0).optional(),
    disable: z.literal(true).optional(),
  }),
])

interface Refusal {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Whether another attempt may succeed; absent: either may be. */
  readonly retry?: boolean
  readonly disable?: true
  readonly least?: number
}

const REFUSALS: readonly Refusal[] = [
  { status: 302, headers: { location: '/elsewhere' } },
  { status: 400, retry: false },
  { status: 401 },
  { status: 403 },
  { status: 404 },
  { status: 410, retry: false, disable: true },
  { status: 413, retry: false },
  { status: 422, retry: false },
  { status: 429, retry: true, headers: { 'retry-after': '120' }, least: 120 },
  { status: 500, retry: true },
  { status: 502, retry: true },
  { status: 503, retry: true, headers: { 'retry-after': '30' }, least: 30 },
]

/** Bodies that no notifier may stumble over. */
const BODIES = ['', '<html><body>Sorry</body></html>', '{"error":', '{"ok":false,"error":"nope"}'] as const

function checkResult(result: NotifyResult, refusal: Refusal): string | undefined {
  const { status, retry, disable, least } = refusal
  if (result.ok) return `says that it has delivered, although the receiver has answered ${status}`
  if (retry !== undefined && result.retry !== retry) {
    return retry
      ? `gives up for good on ${status}, which passes`
      : `wants to try again after ${status}, which will be the same again`
  }
  if (disable === true && result.disable !== true) {
    return `goes on after ${status}: the receiver wants nothing more, so set disable: true`
  }
  if (disable === undefined && result.disable === true) return `asks to be switched off for ${status}`
  if (least !== undefined && (result.retryAfterSeconds ?? 0) < least) {
    return `does not pass on that the receiver asked for ${least} seconds (Retry-After, status ${status})`
  }
  return undefined
}

function resultOf({ result, thrown }: Delivered, what: string): NotifyResult {
  if (thrown !== undefined) {
    throw new LawBroken({
      message: `The notifier throws where the receiver ${what}; give { ok: false, retry, message } instead.`,
      transcript: [thrown.message],
    })
  }
  const parsed = resultSchema.safeParse(result)
  if (parsed.success && result !== undefined) return result
  throw new LawBroken({
    message: `The notifier gives no result where the receiver ${what}; give { ok, … } as NotifyResult says.`,
    transcript: [JSON.stringify(result) ?? 'undefined'],
  })
}

/** See the law's own title. */
export const n5: Law = {
  id: 'N5',
  title: 'What a receiver refuses becomes a result that says whether to try again, and when',
  why: 'The queue goes by it: a wrong "no" loses an alarm, a wrong "yes" repeats it for days, and a receiver that has gone for good is called for ever.',
  file: 'src/laws/notifier/n5-refusals.ts',
  kinds: ['notifier'],
  applies: () => true,
  async check(subject) {
    const notification = notificationOf('run.failed', 'ntf_5')
    for (const refusal of REFUSALS) {
      for (const body of BODIES) {
        const { status, headers = {} } = refusal
        const receive = async (): Promise<Response> => new Response(body, { status, headers })
        const result = resultOf(await deliver(subject, { notification, receive }), `answers ${status}`)
        const wrong = checkResult(result, refusal)
        if (wrong !== undefined) throw new LawBroken({ message: `The notifier ${wrong}.` })
      }
    }
    const lost = await deliver(subject, {
      notification,
      receive: () => Promise.reject(new TypeError('fetch failed')),
    })
    // What the host's own fetch throws is understood by the host.
    if (lost.thrown?.byHost === true) return
    const result = resultOf(lost, 'cannot be reached')
    if (!result.ok && result.retry) return
    throw new LawBroken({ message: 'The notifier gives up for good where the receiver cannot be reached.' })
  },
}
