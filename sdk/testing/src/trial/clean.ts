import { virtualClock } from '@headless-pmo/engine'
import { LawBroken } from '../laws/law-broken.ts'
import type { LawSubject } from '../laws/subject.ts'
import { isAllWell, stateOf, transcriptOf, type State } from './compare.ts'
import { openTrial, writtenConfig, type TrialOptions, type TrialRun } from './trial.ts'

/** A sync that nothing disturbs: what the others are measured by. */
export interface CleanSync {
  readonly run: TrialRun
  readonly state: State
}

/** Syncs a fresh tracker once. @throws LawBroken when even that does not go well */
export async function cleanSync(subject: LawSubject, options: TrialOptions = {}): Promise<CleanSync> {
  await using trial = await openTrial(subject, options)
  const run = await trial.sync()
  if (!isAllWell(run))
    throw new LawBroken({
      message: 'Already an undisturbed sync does not go well, so nothing can be said about a disturbed one.',
      transcript: transcriptOf(run),
    })
  return { run, state: await stateOf(trial) }
}

/** Why a law of the wire says nothing about a subject: there is no tracker to try it on. */
export function needsUpstream({ upstream }: LawSubject): true | string {
  return upstream === undefined ? 'the test gives no upstream to try it on' : true
}

/** Why a law of the network says nothing about a subject: there is no tracker, or it is a folder. */
export async function needsWeb(subject: LawSubject): Promise<true | string> {
  const needed = needsUpstream(subject)
  if (needed !== true) return needed
  await using trial = await openTrial(subject)
  const { sent } = await trial.sync()
  return sent.length > 0 && sent.every(({ url }) => url.startsWith('file:'))
    ? 'it reads files alone: nobody throttles them, and they lead nowhere else'
    : true
}

/** The config that works, as its user would write it, with what only the upstream knows. */
export async function workingConfig(subject: LawSubject): Promise<unknown> {
  if (subject.upstream === undefined) return writtenConfig(subject)
  const upstream = await subject.upstream({
    clock: virtualClock(),
    pageSize: 5,
    seed: 1,
    secrets: subject.secrets ?? {},
  })
  await upstream[Symbol.asyncDispose]?.()
  return writtenConfig(subject, upstream)
}
