import { useMutation } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { instantText, numberText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { RunDifference } from './run-difference.tsx'
import { isUnderWay, RunState, type Run } from './run-state.tsx'
import { useRun } from './use-run.ts'

/** One run: how it goes, stream by stream, what failed and why, and what it changed or would change. */
export function RunPanel({ id }: { readonly id: string }) {
  const query = useRun(id)
  return (
    <QueryView query={query} what="run">
      {(run) => (
        <section className="card stack" aria-label="Run">
          <h3>{run.dryRun ? 'Dry run' : 'Run'}</h3>
          <p role="status">
            <RunState run={run} />
          </p>
          {run.problem !== undefined && <p className="notice notice-bad lines">{run.problem}</p>}
          <p className="row quiet">
            <span>
              {run.startedAt === undefined ? 'Not begun yet' : `Began ${instantText(run.startedAt)}`}
            </span>
            <span>set off {SET_OFF[run.trigger]}</span>
            <span>{numberText(run.requests)} requests</span>
            {run.rateRemaining !== undefined && (
              <span>{numberText(run.rateRemaining)} left by the tracker’s limit</span>
            )}
            {run.heldRemovals > 0 && <span>{run.heldRemovals} removals wait for a decision</span>}
          </p>
          {isUnderWay(run) && <Cancel id={id} />}
          <Streams run={run} />
          {run.difference !== undefined && <RunDifference difference={run.difference} />}
        </section>
      )}
    </QueryView>
  )
}

const SET_OFF: Readonly<Record<Run['trigger'], string>> = {
  manual: 'by hand',
  schedule: 'by plan',
  webhook: 'by a webhook',
  gap: 'to fill a gap',
  start: 'by the start of the server',
  config: 'by a change of the configuration',
}

const COUNTS = {
  items: 'Read',
  created: 'New',
  updated: 'Changed',
  retired: 'Gone',
  restored: 'Back',
  held: 'Held',
  refused: 'Refused',
} as const
const NAMES = Object.keys(COUNTS) as (keyof typeof COUNTS)[]

function Streams({ run }: { readonly run: Run }) {
  // A stream may have found nothing, and that be what is wrong.
  const told = run.streams.filter(
    ({ idle, reasons, held }) => idle !== true || reasons.length > 0 || held > 0,
  )
  if (told.length === 0)
    return (
      <p className="quiet">
        {isUnderWay(run) ? 'No stream has begun yet.' : 'No stream had anything to tell.'}
      </p>
    )
  // What was not tried has no figures; why, is the same of many.
  const streams = told.filter(({ state }) => state !== 'skipped')
  const skipped = Map.groupBy(
    told.filter(({ state }) => state === 'skipped'),
    ({ reasons }) => reasons.join(' '),
  )
  return (
    <>
      {streams.length > 0 && <StreamTable streams={streams} />}
      {[...skipped].map(([reason, of]) => (
        <p key={reason} className="notice notice-doubt">
          Not read: {of.map(({ stream }) => stream).join(', ')}. {reason}
        </p>
      ))}
    </>
  )
}

function StreamTable({ streams }: { readonly streams: Run['streams'] }) {
  return (
    <div className="scroll-x" role="region" aria-label="Streams of the run" tabIndex={0}>
      <table className="table">
        <caption>What was read, stream by stream</caption>
        <thead>
          <tr>
            <th scope="col">Stream</th>
            <th scope="col">State</th>
            <th scope="col">Progress</th>
            {NAMES.map((name) => (
              <th key={name} scope="col" className="number">
                {COUNTS[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {streams.map((one) => (
            <tr key={one.stream}>
              <td>{one.stream}</td>
              <td>
                {one.state}
                {one.suspect && ' (suspect)'}
                {one.reasons.map((reason) => (
                  <p key={reason} className="field-problem">
                    {reason}
                  </p>
                ))}
              </td>
              <td>
                {one.total === undefined ? (
                  `${one.pages} ${one.pages === 1 ? 'page' : 'pages'}`
                ) : (
                  <>
                    <progress
                      max={Math.max(1, one.total)}
                      value={Math.min(one.items, one.total)}
                      aria-label={`Progress of ${one.stream}`}
                    />{' '}
                    {one.items} of {one.total}
                  </>
                )}
              </td>
              {NAMES.map((name) => (
                <td key={name} className="number">
                  {one[name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cancel({ id }: { readonly id: string }) {
  const { trpc, session } = usePmo()
  const cancel = useMutation(trpc.sync.cancel.mutationOptions())
  if (!may(session, 'contributor')) return null
  return (
    <>
      <p>
        <button
          type="button"
          className="button"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate({ run: id })}
        >
          Stop it
        </button>{' '}
        <span className="quiet">What was committed stays.</span>
      </p>
      <Refusal error={cancel.error} what="Stopping it" />
    </>
  )
}
