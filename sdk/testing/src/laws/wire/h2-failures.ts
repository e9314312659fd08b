import fc from 'fast-check'
import {
  cleanSync,
  differences,
  isAllWell,
  needsWeb,
  openTrial,
  partOf,
  stateOf,
  textOf,
  transcriptOf,
  tryCases,
  type CleanSync,
  type Trial,
  type TrialRun,
} from '../../trial/index.ts'
import {
  cuts,
  fails,
  misses,
  refuses,
  resets,
  timesOut,
  type FaultRule,
  type WireFault,
} from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'

interface Failure {
  readonly words: string
  readonly fault: WireFault
  /** The reply begins well. */
  readonly ends?: true
}

const FAILURES: readonly Failure[] = [
  { words: 'the status 500', fault: fails(500) },
  { words: 'the status 502', fault: fails(502) },
  { words: 'the status 503', fault: fails(503) },
  { words: 'no answer in time', fault: timesOut() },
  { words: 'a reset of the connection', fault: resets() },
  { words: 'a reply that broke off', fault: cuts('broken'), ends: true },
  { words: 'a reply that ended in its middle', fault: cuts('quiet'), ends: true },
]

/** Requests that may follow the first 401: those under way, and one more try with a new token. */
const MOST_AFTER_401 = 4

export const h2Failures: Law = {
  id: 'H2',
  title:
    'What fails on the way is tried again; 401 and 403 surface once; one item that is not found does not end a stream',
  why: 'A nightly sync that stops at the first hiccup is stale by morning; one that hides a refused login shows green over nothing.',
  file: 'src/laws/wire/h2-failures.ts',
  kinds: ['connector'],
  applies: needsWeb,
  async check(subject, rounds) {
    const clean = await cleanSync(subject)
    const cases = fc.record({
      at: fc.nat(Math.max(0, clean.run.sent.length - 1)),
      times: fc.integer({ min: 1, max: 3 }),
      what: fc.constantFrom(...FAILURES),
    })
    await tryCases(partOf(rounds, 0.6), cases, (one) => isGotOver(subject, clean, one))
    await surfacesOnce(subject, clean, 401)
    await surfacesOnce(subject, clean, 403)
    for (const place of placesOf(clean)) await admitsRefusal(subject, clean, place)
    await outlivesMissingItem(subject)
  },
}

async function isGotOver(
  subject: LawSubject,
  clean: CleanSync,
  { at, times, what }: { readonly at: number; readonly times: number; readonly what: Failure },
): Promise<void> {
  await using trial = await openTrial(subject)
  trial.wire.fault({ fault: what.fault, after: at, times })
  const run = await trial.sync()
  const different = differences(await stateOf(trial), clean.state)
  if (isAllWell(run) && different.length === 0) return
  const how = `Request ${at + 1} met ${what.words}${times === 1 ? '' : `, ${times} times`}`
  if (isAllWell(run))
    throw new LawBroken({
      message: `${how}, and the sync says that all went well; but it did not read everything. Let the error of fetch through, and check that a reply is whole.`,
      transcript: [...transcriptOf(run), ...different],
    })
  if (run.ended.state === 'done' && what.ends && !hostCouldTell(run, at))
    // Awaited here, or the trial would be over before it.
    return await assertHeals(trial, clean, `${how}, and the next sync did not make it good`)
  throw new LawBroken({ message: `${how}, and the sync did not get over it.`, transcript: transcriptOf(run) })
}

/**
 * Whether the host sees that a reply is not whole, and asks again: not where the plugin takes it as it arrives, nor
 * where something else than JSON ends quietly. Then it is enough that the plugin says so, and that the next run heals.
 */
function hostCouldTell({ sent, asked }: TrialRun, at: number): boolean {
  const met = sent[at]
  const asking = asked.find(({ url }) => met?.url.startsWith(url) === true)
  return (
    met === undefined || (asking?.headers['x-pmo-body'] !== 'stream' && met.type?.includes('json') === true)
  )
}

async function assertHeals(trial: Trial, clean: CleanSync, message: string): Promise<void> {
  trial.wire.mend()
  const again = await trial.sync()
  const different = differences(await stateOf(trial), clean.state)
  if (isAllWell(again) && different.length === 0) return
  throw new LawBroken({ message: `${message}.`, transcript: [...transcriptOf(again), ...different] })
}

/** Credentials that stop working between two syncs. */
async function surfacesOnce(subject: LawSubject, clean: CleanSync, status: 401 | 403): Promise<void> {
  await using trial = await openTrial(subject)
  await trial.sync()
  trial.wire.fault({ fault: refuses(status), times: Number.POSITIVE_INFINITY })
  const run = await trial.sync({ full: true })
  const lost = differences(await stateOf(trial), clean.state)
  const fault =
    brokenBy(run, status) ?? (lost.length === 0 ? undefined : 'and what had been read before was lost')
  if (fault !== undefined)
    throw new LawBroken({
      message: `The tracker answered ${status} to everything, ${fault}.`,
      transcript: [...transcriptOf(run), ...lost],
    })
  await assertHeals(
    trial,
    clean,
    `After the tracker had answered ${status} for a while, the next sync did not go well`,
  )
}

function brokenBy(run: TrialRun, status: 401 | 403): string | undefined {
  if (run.ended.state === 'hung') return 'and the sync did not end'
  const emptied = run.results.find(({ held, suspect, retired }) => held > 0 || suspect || retired > 0)
  if (emptied !== undefined)
    return `and the items of ${emptied.stream} were taken for gone: a list that is refused is not an empty one, so throw`
  const failed = run.results.filter(({ state }) => state === 'failed' || state === 'partial')
  if (failed.length === 0) return 'and no stream says that it failed: throw, with the status on the error'
  const again = repeated(run)
  if (again !== undefined) return `and ${again} was asked for again`
  if (status === 403) return undefined
  if (failed.length > 1)
    return `and ${failed.length} streams say so, one after the other: put the status on the error that is thrown, so that the others are not tried`
  if (run.sent.length > MOST_AFTER_401) return `and ${run.sent.length} requests went out all the same`
  return undefined
}

/** The same request more than once, although its answer would be the same. */
function repeated({ sent, results }: TrialRun): string | undefined {
  const seen = new Map<string, number>()
  for (const { method, url, body = '' } of sent) {
    const key = `${method} ${url} ${body}`
    const count = (seen.get(key) ?? 0) + 1
    // Each stream may ask for what they have in common.
    if (count > results.length + 1) return `${method} ${url}`
    seen.set(key, count)
  }
  return undefined
}

/** Addresses that are tried by themselves, of those that a sync asks. */
const MOST_PLACES = 12

const placesOf = ({ run }: CleanSync): readonly string[] =>
  [...new Set(run.sent.map(({ url }) => placeOf(url)))].slice(0, MOST_PLACES)

/** An address without its query: the pages of a list are one place. */
const placeOf = (url: string): string => url.split('?')[0] ?? url

/** The right to one address is missing: a list that may not be seen is not an empty one. */
async function admitsRefusal(subject: LawSubject, clean: CleanSync, place: string): Promise<void> {
  const fault = {
    fault: refuses(403),
    when: ({ url }: Request) => placeOf(url) === place,
    times: Number.POSITIVE_INFINITY,
  }
  await using trial = await openTrial(subject)
  trial.wire.fault(fault)
  const run = await trial.sync()
  const state = await stateOf(trial)
  const lacking = [...clean.state.keys()].filter((key) => !state.has(key))
  const warned = trial.log.some((line) => line.startsWith('warn '))
  if (isAllWell(run) && lacking.length > 0 && !warned)
    throw new LawBroken({
      message: `The tracker answered 403 to every request for ${place}, and the sync says that all went well although ${lacking.length} items are missing. Throw, with the status on the error; or where the rest can do without, say so with log.warn.`,
      transcript: [...transcriptOf(run), ...lacking.slice(0, 5).map((key) => `${key} is missing`)],
    })
  trial.wire.mend()
  await trial.sync()
  trial.wire.fault(fault)
  const again = await trial.sync({ full: true })
  const kept = await stateOf(trial)
  const lost = [...clean.state.keys()].filter((key) => !kept.has(key))
  if (lost.length === 0) return
  throw new LawBroken({
    message: `The right to ${place} was taken away (403), and ${lost.length} items that had been read before were taken for gone. Throw, with the status on the error: what may not be seen is still there.`,
    transcript: [...transcriptOf(again), ...lost.slice(0, 5).map((key) => `${key} was lost`)],
  })
}

/** Three items are read again by name, and one of them is not found. */
async function outlivesMissingItem(subject: LawSubject): Promise<void> {
  await using trial = await openTrial(subject)
  await trial.sync()
  for (const [stream, { readItems }] of Object.entries(trial.connector.streams)) {
    if (readItems === undefined) continue
    const items = [...(await trial.items()).values()].filter((item) => item.stream === stream)
    const [victim, ...others] = items.slice(0, 3)
    if (victim === undefined || others.length === 0) continue
    const own = await ownRequests(trial, stream, [victim.ref, ...others.map(({ ref }) => ref)])
    if (own.size === 0) continue
    const theirs = { when: ({ url }: Request) => own.has(url), times: Number.POSITIVE_INFINITY }
    await isNotTakenForDeleted(trial, { stream, ref: victim.ref, fault: { fault: refuses(403), ...theirs } })
    trial.wire.fault({ fault: misses(), ...theirs })
    const run = await trial.sync({
      refresh: new Map([[stream, [victim, ...others].map(({ ref }) => ({ ref }))]]),
    })
    trial.wire.mend()
    const now = await trial.items()
    const changed = others.filter((item) => {
      const found = now.get(`${stream} ${item.ref}`)
      return found === undefined || textOf(found) !== textOf(item)
    })
    const failed = run.results.some(({ state }) => state === 'failed' || state === 'partial')
    if (run.ended.state === 'done' && !failed && changed.length === 0) continue
    throw new LawBroken({
      message: `Of three items of ${stream} that were read again, ${victim.ref} was not found (404), and the others suffered. Give { ref, reason } under gone for it, and go on.`,
      transcript: transcriptOf(run),
    })
  }
}

/** One item is read again by name, and may not be seen any more. */
async function isNotTakenForDeleted(
  trial: Trial,
  { stream, ref, fault }: { readonly stream: string; readonly ref: string; readonly fault: FaultRule },
): Promise<void> {
  trial.wire.fault(fault)
  const run = await trial.sync({ refresh: new Map([[stream, [{ ref }]]]) })
  trial.wire.mend()
  if (!trial.store.log.writes.some(({ gone }) => gone === 'deleted')) return
  throw new LawBroken({
    message: `${stream} ${ref} was read again and refused (403), and counts as deleted since. Throw, or give the reason 'no_access' under gone: it is there, for those who may see it.`,
    transcript: transcriptOf(run),
  })
}

/** Addresses that are asked for only because of the first of these items. */
async function ownRequests(
  trial: Trial,
  stream: string,
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  const [own = new Set<string>(), ...others] = await addressesOf(trial, stream, refs)
  return new Set([...own].filter((url) => !others.some((other) => other.has(url))))
}

async function addressesOf(
  trial: Trial,
  stream: string,
  refs: readonly string[],
): Promise<readonly ReadonlySet<string>[]> {
  const found: Set<string>[] = []
  for (const ref of refs) {
    const run = await trial.sync({ refresh: new Map([[stream, [{ ref }]]]) })
    found.push(new Set(run.sent.map(({ url }) => url)))
  }
  return found
}
