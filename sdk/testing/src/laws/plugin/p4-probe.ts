import type { ProbeProblem, ProbeResult } from '@headless-pmo/sdk'
import { needsUpstream, openTrial, type AskRun } from '../../trial/index.ts'
import {
  fails,
  misses,
  refuses,
  refusesConnections,
  showsLoginPage,
  type WireFault,
} from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

interface Bad {
  readonly words: string
  readonly fault: WireFault
  /** What the answer may be; any problem where it is absent. */
  readonly reasons?: readonly ProbeProblem[]
  /** Whether fetch itself fails, so that the host may answer for the plugin. */
  readonly mayThrow?: true
}

const BAD: readonly Bad[] = [
  { words: 'answers 401 to everything', fault: refuses(401), reasons: ['unauthorized'] },
  { words: 'answers 403 to everything', fault: refuses(403) },
  { words: 'answers 404 to everything', fault: misses() },
  { words: 'shows a login page instead of an API', fault: showsLoginPage() },
  { words: 'fails with 500', fault: fails(500), mayThrow: true },
  { words: 'cannot be reached', fault: refusesConnections(), mayThrow: true },
]

const PROBLEMS: readonly ProbeProblem[] = [
  'unauthorized',
  'forbidden',
  'not_found',
  'unreachable',
  'throttled',
  'unsupported_version',
  'unsupported_sign_in',
  'wrong_reply',
  'invalid',
]

export const p4Probe: Law = {
  id: 'P4',
  title: 'A probe answers good and bad credentials with a type and a sentence',
  why: 'Connecting a tracker fails most often by a wrong token or address; who is told which one needs no support.',
  file: 'src/laws/plugin/p4-probe.ts',
  kinds: ['connector'],
  applies: needsUpstream,
  check: async (subject) => answers(subject),
}

async function answers(subject: LawSubject): Promise<void> {
  const good = await probed(subject)
  if (good.ended.state !== 'done' || !isResult(good.ended.value) || !good.ended.value.ok)
    throw new LawBroken({
      message: `With good credentials the probe has to answer { ok: true }; it ${wordsOf(good)}.`,
    })
  for (const bad of BAD) {
    const run = await probed(subject, bad.fault)
    const { ended } = run
    if (ended.state === 'threw' && bad.mayThrow === true) continue
    const result: unknown = ended.state === 'done' ? ended.value : undefined
    const right =
      isResult(result) && !result.ok && (bad.reasons === undefined || bad.reasons.includes(result.reason))
    if (right) continue
    throw new LawBroken({
      message: `When the tracker ${bad.words}, the probe has to answer { ok: false, reason: ${(bad.reasons ?? ['…']).map((one) => `'${one}'`).join(' or ')}, message: '…' }; it ${wordsOf(run)}.`,
    })
  }
}

async function probed(subject: LawSubject, fault?: WireFault): Promise<AskRun<ProbeResult>> {
  await using trial = await openTrial(subject)
  if (fault !== undefined) trial.wire.fault({ fault, times: Number.POSITIVE_INFINITY })
  // Awaited here, or the connection would be closed before the answer.
  return await trial.ask((context) => trial.connector.probe(context))
}

/** Plain JavaScript may answer anything. */
function isResult(value: unknown): value is ProbeResult {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false
  if (value.ok === true) return true
  const { reason, message } = value as { readonly reason?: unknown; readonly message?: unknown }
  return (
    value.ok === false &&
    PROBLEMS.some((problem) => problem === reason) &&
    typeof message === 'string' &&
    message.trim().length > 8
  )
}

function wordsOf({ ended }: AskRun<unknown>): string {
  if (ended.state === 'done') return `answered ${JSON.stringify(ended.value)}`
  return ended.state === 'hung' ? `did not end: ${ended.why}` : `threw ${String(ended.error)}`
}
