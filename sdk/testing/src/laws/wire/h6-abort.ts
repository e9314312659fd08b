import fc from 'fast-check'
import { watchAmbient } from '../../ambient/index.ts'
import {
  cleanSync,
  needsUpstream,
  openTrial,
  partOf,
  tryCases,
  turn,
  type CleanSync,
  type Trial,
  type TrialRun,
} from '../../trial/index.ts'
import { dawdles, hangs, refuses, showsLoginPage, throttles, type WireFault } from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

/** What the run is waiting for when it is stopped. */
const MOMENTS: readonly { readonly words: string; readonly fault: WireFault }[] = [
  { words: 'while it waited for a reply', fault: hangs() },
  { words: 'in the middle of a slow reply', fault: dawdles(600_000) },
  { words: 'while it waited for the tracker to allow more', fault: throttles({ retryAfterSeconds: 600 }) },
]

/** Turns of the event loop in which everything has to be over. */
const MOST_TURNS = 60

/** Calls of `fetch` that may still follow: those that were about to be made. */
const MOST_LATE = 4

export const h6Abort: Law = {
  id: 'H6',
  title: 'A run that is stopped ends at once and leaves nothing behind',
  why: 'A server that shuts down, or a person who cancels, must not wait for a plugin; what stays behind piles up until nothing goes any more.',
  file: 'src/laws/wire/h6-abort.ts',
  kinds: ['connector'],
  applies: needsUpstream,
  async check(subject, rounds) {
    const clean = await cleanSync(subject)
    const cases = fc.record({
      at: fc.nat(Math.max(0, clean.run.sent.length - 1)),
      moment: fc.constantFrom(...MOMENTS),
    })
    await tryCases(partOf(rounds, 0.5), cases, (one) => endsAtOnce(subject, clean, one))
    await endsCleanly(subject)
  },
}

async function endsAtOnce(
  subject: LawSubject,
  clean: CleanSync,
  { at, moment }: { readonly at: number; readonly moment: (typeof MOMENTS)[number] },
): Promise<void> {
  using watch = watchAmbient()
  const open = new Map<symbol, string>()
  await using trial = await openTrial(subject, {
    watch,
    around: (phase, call) => {
      const result = call()
      const id = Symbol(phase.name)
      open.set(id, phase.stream === undefined ? phase.name : `${phase.name} of ${phase.stream}`)
      void over(result, () => open.delete(id))
      return result
    },
  })
  const end = new AbortController()
  trial.wire.fault({
    after: at,
    fault: (exchange) => {
      // After the request has begun to wait.
      void turn().then(() => end.abort(new Error('The run was cancelled.')))
      return moment.fault(exchange)
    },
  })
  const run = await trial.sync({ signal: end.signal })
  const when = `The run was stopped at request ${at + 1} of ${clean.run.sent.length}, ${moment.words}`
  if (!end.signal.aborted) return
  for (let turns = 0; turns < MOST_TURNS; turns++) await turn()
  const left = leftBehind({ trial, run, open, watch })
  if (left === undefined) return
  throw new LawBroken({ message: `${when}, and ${left}` })
}

/** Ends when a result does, whichever way; a generator's step is one. */
async function over(result: unknown, ended: () => void): Promise<void> {
  try {
    await result
  } catch {
    // Told by the run itself.
  }
  ended()
}

interface Left {
  readonly trial: Trial
  readonly run: TrialRun
  readonly open: ReadonlyMap<symbol, string>
  readonly watch: { timers(): readonly string[] }
}

function leftBehind({ trial, run, open, watch }: Left): string | undefined {
  if (run.ended.state === 'hung') return `it did not end: ${run.ended.why}.`
  const late = run.asked.filter(({ late: after }) => after).length
  if (late > MOST_LATE)
    return `the plugin asked ${late} times after that. Let the error of fetch through, or look at signal.aborted.`
  const [phase] = open.values()
  if (phase !== undefined)
    return `${phase} never ended: it waits for something else than fetch. Give signal to whatever it waits for.`
  const [timer] = watch.timers()
  if (timer !== undefined) return `a ${timer} of the plugin was left behind. Clear it in a finally.`
  const [body] = [...run.open, ...trial.wire.openBodies()]
  if (body !== undefined) return `the reply of ${body} was left open. Read it to its end, or cancel its body.`
  if (trial.clock.next() !== undefined) return 'somebody still sleeps.'
  const [rejection] = trial.rejections
  if (rejection !== undefined)
    return `a promise failed that nobody waited for (${rejection}). Await every fetch.`
  return undefined
}

/** How a run ends by itself: well, or because the plugin gives up on what it is answered. */
const ENDINGS: readonly { readonly words: string; readonly fault?: WireFault }[] = [
  { words: 'The run ended by itself' },
  { words: 'The run ended because everything was refused (403)', fault: refuses(403) },
  { words: 'The run ended because everything was answered with a login page', fault: showsLoginPage() },
]

/** Also a run that nobody stops leaves nothing behind, however it ends. */
async function endsCleanly(subject: LawSubject): Promise<void> {
  for (const { words, fault } of ENDINGS) {
    using watch = watchAmbient()
    await using trial = await openTrial(subject, { watch })
    if (fault !== undefined) trial.wire.fault({ fault, times: Number.POSITIVE_INFINITY })
    const run = await trial.sync()
    for (let turns = 0; turns < MOST_TURNS; turns++) await turn()
    const left = leftBehind({ trial, run, open: new Map(), watch })
    if (left !== undefined) throw new LawBroken({ message: `${words}, and ${left}` })
  }
}
