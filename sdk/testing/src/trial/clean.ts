import { LawBroken } from '../laws/law-broken.ts'
import type { LawSubject } from '../laws/subject.ts'
import { isAllWell, stateOf, transcriptOf, type State } from './compare.ts'
import { openTrial, type TrialOptions, type TrialRun } from './trial.ts'

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
