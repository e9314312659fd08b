import type { Outputs } from '../../ui/api-types.ts'
import { ageText, instantText } from '../../ui/format.ts'

export type Run = Outputs['sync']['run']

const WORDS: Readonly<Record<Run['state'], string>> = {
  queued: 'waits for its turn',
  running: 'runs',
  waiting: 'waits for the tracker',
  ok: 'ended well',
  partial: 'ended in part',
  failed: 'failed',
  cancelled: 'was stopped',
}
const TONES: Readonly<Record<Run['state'], string>> = {
  queued: 'none',
  running: 'none',
  waiting: 'amber',
  ok: 'green',
  partial: 'amber',
  failed: 'red',
  cancelled: 'unknown',
}

/** Whether a run is still under way. */
export function isUnderWay({ state }: Pick<Run, 'state'>): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting'
}

/** How a run goes, in words. */
export function RunState({ run }: { readonly run: Run }) {
  return (
    <>
      <span className={`light light-${TONES[run.state]}`}>{WORDS[run.state]}</span>{' '}
      <span className="quiet">
        {ageText(run.endedAt ?? run.startedAt ?? run.queuedAt)}
        {run.dryRun && ', dry run'}
        {run.full && ', all anew'}
        {run.wait !== undefined && `, until ${instantText(run.wait.until)}: ${run.wait.reason}`}
      </span>
    </>
  )
}
