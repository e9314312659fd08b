import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { ageText, instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { connectionsAddressOf } from './connections-view.ts'
import { runReason } from './run-reason.ts'
import { RunState, type Run } from './run-state.tsx'
import { SyncButtons } from './sync-buttons.tsx'

type Connection = Outputs['connections']['list']['connections'][number]

/** One connection: how fresh it is, how its last run ended, and what to do where it failed. */
export function ConnectionCard({ connection }: { readonly connection: Connection }) {
  const { id, title, plugin, every, problem, migrated } = connection
  return (
    <article className="card stack" aria-labelledby={`connection-${id}`}>
      <h2 id={`connection-${id}`}>
        <Link to="/connections" search={connectionsAddressOf({ tab: 'connections', connection: id })}>
          {title}
        </Link>
      </h2>
      <p className="quiet">
        <code>{id}</code>, read by {plugin}, {every === 'never' ? 'by hand only' : `every ${every ?? '15m'}`}
      </p>
      {problem !== undefined && <p className="notice notice-bad lines">{problem}</p>}
      {migrated !== undefined && (
        <p className="notice">It was written for an older version of its plugin, and runs as changed.</p>
      )}
      <Fresh id={id} />
      <LastRun id={id} />
      <SyncButtons id={id} disabled={problem !== undefined} />
    </article>
  )
}

/** Until when all of it is known: the oldest of its streams. */
export function Fresh({ id }: { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.sync.freshness.queryOptions({ connection: id }))
  return (
    <QueryView query={query} what="the freshness">
      {({ streams }) => {
        const oldest = streams.map(({ asOf }) => asOf).toSorted()[0]
        return oldest === undefined ? (
          <p className="notice notice-doubt">It was never read: nothing of it is known.</p>
        ) : (
          <p>
            As of {ageText(oldest)} <span className="quiet">({instantText(oldest)})</span>
          </p>
        )
      }}
    </QueryView>
  )
}

function Why({ run }: { readonly run: Run }) {
  const reason = runReason(run)
  if (reason === undefined) return null
  const tone = run.state === 'failed' ? 'notice-bad' : 'notice-doubt'
  return <p className={`notice ${tone} lines`}>{reason}</p>
}

function LastRun({ id }: { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.sync.runs.queryOptions({ connection: id, limit: 1 }))
  return (
    <QueryView query={query} what="the last run">
      {({ runs: [run] }) => {
        if (run === undefined) return <p className="quiet">It has not run yet.</p>
        return (
          <div className="stack">
            <p>
              <Link
                to="/connections"
                search={connectionsAddressOf({ tab: 'connections', connection: id, run: run.id })}
              >
                Last run
              </Link>{' '}
              <RunState run={run} />
            </p>
            <Why run={run} />
          </div>
        )
      }}
    </QueryView>
  )
}
