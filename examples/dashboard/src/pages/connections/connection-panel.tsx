import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { ageText, instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import type { ConnectionsPart } from './connections-page.tsx'
import { connectionsAddressOf } from './connections-view.ts'
import { EditConnection } from './edit-connection.tsx'
import { Probe } from './probe.tsx'
import { Removals } from './removals.tsx'
import { RemoveConnection } from './remove-connection.tsx'
import { RunPanel } from './run-panel.tsx'
import { runReason } from './run-reason.ts'
import { RunState } from './run-state.tsx'
import { ScopeBrowser } from './scope-browser.tsx'
import { SyncButtons } from './sync-buttons.tsx'

/** One connection whole: its runs and their errors, how fresh each stream is, its settings, and its test. */
export function ConnectionPanel({ id, view, show }: ConnectionsPart & { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.connections.get.queryOptions({ id }))
  return (
    <div className="stack">
      <p>
        <Link to="/connections">All connections</Link>
      </p>
      <QueryView query={query} what="connection">
        {(connection) => <Shown connection={connection} run={view.run} show={show} />}
      </QueryView>
    </div>
  )
}

function Shown({
  connection,
  run,
  show,
}: {
  readonly connection: Outputs['connections']['get']
  readonly run: string | undefined
  readonly show: ConnectionsPart['show']
}) {
  const { session } = usePmo()
  const { id, title, plugin, managed, every, changedBy, changedAt, problem, migrated } = connection
  return (
    <>
      <h2>{title}</h2>
      <p className="quiet">
        <code>{id}</code>, read by {plugin}, {every === 'never' ? 'by hand only' : `every ${every ?? '15m'}`}.
        Changed by {changedBy}, {instantText(changedAt)}.
      </p>
      {problem !== undefined && <p className="notice notice-bad lines">{problem}</p>}
      {migrated !== undefined && (
        <div className="notice">
          Its settings were written for version {migrated.from} of its plugin’s config; it runs as version{' '}
          {migrated.to}:
          <ul>
            {migrated.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </div>
      )}
      <SyncButtons id={id} disabled={problem !== undefined} />
      <Removals connection={id} />
      {run !== undefined && <RunPanel key={run} id={run} />}
      <div className="columns">
        <Runs id={id} />
        <Freshness id={id} />
      </div>
      {may(session, 'contributor') && (
        <section className="card stack">
          <h3>Test</h3>
          <Probe connection={connection} />
          <ScopeBrowser connection={connection} />
        </section>
      )}
      <section className="card stack">
        <h3>Settings</h3>
        <pre className="scroll-x">{JSON.stringify(connection.config, undefined, 2)}</pre>
        <p>
          {connection.secrets.length === 0
            ? 'It has no secrets.'
            : `Secrets, by name only: ${connection.secrets.map(({ name, from }) => `${name} (${from})`).join(', ')}.`}
        </p>
        {managed === 'file' ? (
          <p className="quiet">It is written in pmo.config.ts; change it there.</p>
        ) : (
          may(session, 'administrator') && (
            <details>
              <summary>Change settings or secrets</summary>
              <EditConnection key={connection.version} connection={connection} />
            </details>
          )
        )}
        <RemoveConnection connection={connection} removed={() => show({ tab: 'connections' })} />
      </section>
    </>
  )
}

function Runs({ id }: { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.sync.runs.queryOptions({ connection: id, limit: 20 }))
  return (
    <section className="card stack">
      <h3>Last runs</h3>
      <QueryView query={query} what="the runs">
        {({ runs }) =>
          runs.length === 0 ? (
            <p className="quiet">It has not run yet.</p>
          ) : (
            <ul>
              {runs.map((run) => (
                <li key={run.id}>
                  <Link
                    to="/connections"
                    search={connectionsAddressOf({ tab: 'connections', connection: id, run: run.id })}
                    resetScroll={false}
                  >
                    {instantText(run.queuedAt)}
                  </Link>{' '}
                  <RunState run={run} />
                  <Why reason={runReason(run)} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  )
}

function Why({ reason }: { readonly reason: string | undefined }) {
  return reason === undefined ? null : <p className="field-problem lines">{reason}</p>
}

function Freshness({ id }: { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.sync.freshness.queryOptions({ connection: id }))
  return (
    <section className="card stack">
      <h3>Freshness</h3>
      <QueryView query={query} what="the freshness">
        {({ streams }) =>
          streams.length === 0 ? (
            <p className="notice notice-doubt">It was never read: nothing of it is known.</p>
          ) : (
            <dl className="facts">
              {streams.map(({ stream, asOf }) => (
                <div key={stream} className="facts-row">
                  <dt>{stream}</dt>
                  <dd>
                    {ageText(asOf)} <span className="quiet">({instantText(asOf)})</span>
                  </dd>
                </div>
              ))}
            </dl>
          )
        }
      </QueryView>
    </section>
  )
}
