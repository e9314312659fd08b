import type { LimitReason, RateLimit, RefusedReply } from '@headless-pmo/sdk'
import fc from 'fast-check'
import {
  cleanSync,
  connectorOf,
  differences,
  isAllWell,
  needsWeb,
  openTrial,
  partOf,
  stateOf,
  transcriptOf,
  tryCases,
  type CleanSync,
  type Trial,
} from '../../trial/index.ts'
import {
  keepsBudget,
  keepsPolicies,
  throttles,
  throttlesLikeGitHub,
  type WireFault,
} from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

/** How a tracker asks to be left alone for a while. */
interface Throttle {
  readonly words: string
  readonly fault: WireFault
  /** No request before so many milliseconds have passed. */
  readonly leastMs: number
}

/** Where a tracker says nothing, at once is always too early. */
const LEAST_UNSTATED_MS = 1000

const throttlings: readonly Throttle[] = [
  { words: '429 with Retry-After: 30', fault: throttles({ retryAfterSeconds: 30 }), leastMs: 30_000 },
  {
    words: '429 with Retry-After as a date 45 seconds ahead',
    fault: throttles({ retryAfterSeconds: 45, asDate: true }),
    // Dates are whole seconds.
    leastMs: 44_000,
  },
  { words: '429 without a word of how long', fault: throttles(), leastMs: LEAST_UNSTATED_MS },
  {
    words: '503 with Retry-After: 20',
    fault: throttles({ status: 503, retryAfterSeconds: 20 }),
    leastMs: 20_000,
  },
  { words: '403 with Retry-After: 60', fault: throttlesLikeGitHub(60), leastMs: 60_000 },
]

/** Calls of `fetch` that may follow the host's word that the wait would be too long, by stream that is read. */
const MOST_AFTER_REFUSAL = 2

export const h1Throttling: Law = {
  id: 'H1',
  title: 'No request goes out before the tracker allows it, and waits are bounded',
  why: 'A tracker that is asked too early blocks the token for everybody; a run that waits without bound holds its connection.',
  file: 'src/laws/wire/h1-throttling.ts',
  kinds: ['connector'],
  applies: needsWeb,
  async check(subject, rounds) {
    const clean = await cleanSync(subject)
    const last = Math.max(0, clean.run.sent.length - 1)
    const cases = fc.record({ at: fc.nat(last), how: fc.constantFrom(...throttlings) })
    await tryCases(partOf(rounds, 0.5), cases, ({ at, how }) => isLeftAlone(subject, clean, { at, how }))
    await keepsBudgets(subject, clean)
    await takesUnknownReasonsAsQuota(subject)
    await givesUp(subject)
  },
}

async function isLeftAlone(
  subject: LawSubject,
  clean: CleanSync,
  { at, how }: { readonly at: number; readonly how: Throttle },
): Promise<void> {
  await using trial = await openTrial(subject)
  trial.wire.fault({ fault: how.fault, after: at })
  const run = await trial.sync()
  const refused = run.sent[at]
  const early = run.sent.find(
    ({ number, at: sent, repliesBefore }) =>
      refused !== undefined &&
      number > refused.number &&
      // What was under way with it could not know.
      repliesBefore >= (refused.reply ?? 0) &&
      sent < refused.at + how.leastMs,
  )
  if (refused !== undefined && early !== undefined)
    throw new LawBroken({
      message: `Request ${at + 1} was answered with ${how.words}, and the next one went out ${early.at - refused.at} ms later. Say under rateLimit how the tracker throttles, and let the host wait.`,
      transcript: transcriptOf(run),
    })
  await assertSame(trial, clean, run, `after ${how.words} at request ${at + 1}`)
}

async function assertSame(
  trial: Trial,
  clean: CleanSync,
  run: Parameters<typeof transcriptOf>[0],
  when: string,
): Promise<void> {
  const different = differences(await stateOf(trial), clean.state)
  if (isAllWell(run) && different.length === 0) return
  throw new LawBroken({
    message: `The sync does not get over being throttled ${when}.`,
    transcript: [...transcriptOf(run), ...different],
  })
}

/** Budgets that the connector says its replies state: half of each is spent when the sync begins. */
async function keepsBudgets(subject: LawSubject, clean: CleanSync): Promise<void> {
  const { headers, policies } = await limitsOf(subject)
  const limit = Math.max(8, Math.ceil(clean.run.sent.length))
  const budget = { limit, windowMs: 60_000, used: Math.floor(limit / 2) }
  if (headers !== undefined) await keepsTo(subject, clean, { fault: keepsBudget(headers, budget), limit })
  if (policies !== undefined) await keepsTo(subject, clean, { fault: keepsPolicies(policies, budget), limit })
}

async function limitsOf(subject: LawSubject): Promise<RateLimit> {
  await using trial = await openTrial(subject, { items: 0 })
  const { rateLimit = {} } = trial.connector
  return typeof rateLimit === 'function' ? rateLimit(trial.config) : rateLimit
}

async function keepsTo(
  subject: LawSubject,
  clean: CleanSync,
  { fault, limit }: { readonly fault: WireFault; readonly limit: number },
): Promise<void> {
  await using trial = await openTrial(subject)
  trial.wire.fault({ fault, times: Number.POSITIVE_INFINITY })
  const run = await trial.sync()
  const refused = run.sent.filter(({ status }) => status === 429)
  if (refused.length > 0)
    throw new LawBroken({
      message: `The replies said what was left of a budget of ${limit} requests a minute, and ${refused.length} requests went out when nothing was. Check the names of the headers under rateLimit.`,
      transcript: transcriptOf(run),
    })
  await assertSame(trial, clean, run, `by a budget of ${limit} requests a minute`)
}

/** A word that no tracker has for a reason. */
const UNHEARD = 'x-kit-unheard-of-reason'

/** Refusals whose reason nobody can know: whatever they are about, everything has to wait. */
const UNKNOWN_REASONS: readonly { readonly words: string; readonly reply: RefusedReply }[] = [
  { words: 'without a reason', reply: { status: 429, header: () => null, body: '' } },
  { words: 'of a proxy', reply: { status: 503, header: () => null, body: '<html>busy</html>' } },
  { words: 'with a reason that is new', reply: { status: 429, header: () => UNHEARD, body: UNHEARD } },
  { words: 'with an empty reason', reply: { status: 429, header: () => '', body: '{}' } },
]

/** A reason that is not known may be a quota: whoever asks on loses the token for everybody. */
async function takesUnknownReasonsAsQuota(subject: LawSubject): Promise<void> {
  const { reason } = await limitsOf(subject)
  if (reason === undefined) return
  for (const { words, reply } of UNKNOWN_REASONS) {
    const told = await tell(reason, reply, words)
    const known: readonly unknown[] = [undefined, 'all']
    if (known.includes(told?.scope)) continue
    throw new LawBroken({
      message: `rateLimit.reason takes a refusal ${words} for one that holds back "${String(told?.scope)}" alone. Return undefined for what it does not know: then everything waits.`,
    })
  }
}

async function tell(
  reason: NonNullable<RateLimit['reason']>,
  reply: RefusedReply,
  words: string,
): Promise<LimitReason | undefined> {
  try {
    return await reason(reply)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LawBroken({
      message: `rateLimit.reason fails on a refusal ${words}: ${why}. Return undefined for what it does not know.`,
    })
  }
}

/** A tracker that wants to be left alone for longer than a run may wait. */
async function givesUp(subject: LawSubject): Promise<void> {
  await using trial = await openTrial(subject)
  trial.wire.fault({ fault: throttles({ retryAfterSeconds: 20 * 3600 }), times: Number.POSITIVE_INFINITY })
  const started = trial.clock.now()
  const run = await trial.sync()
  const waited = trial.clock.now() - started
  const told = run.asked.filter(({ refused }) => refused === 'budget-exhausted').length
  const streams = Object.keys(connectorOf(subject).streams).length
  if (
    run.ended.state === 'done' &&
    waited < 3_600_000 &&
    told <= MOST_AFTER_REFUSAL * streams &&
    !isAllWell(run)
  )
    return
  throw new LawBroken({
    message: isAllWell(run)
      ? 'The tracker refused everything for 20 hours, and the sync says that all went well. Let the error of fetch through.'
      : `The tracker asked to be left alone for 20 hours; the host said that this is too long, and the plugin asked ${told} times again. Let the error of fetch through: the next run goes on.`,
    transcript: transcriptOf(run),
  })
}
