import { useMutation, useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Refusal } from '../../ui/refusal.tsx'

type Removal = Outputs['sync']['removals']['removals'][number]

const CAUSES: Readonly<Record<Removal['cause'], string>> = {
  limit: 'more than usual would go at once',
  suspect: 'the listing looked incomplete',
}

/** Removals that runs held back, each run with its decision. Nothing where nothing waits. */
export function Removals({ connection }: { readonly connection?: string }) {
  const { trpc } = usePmo()
  const query = useQuery(
    trpc.sync.removals.queryOptions({ state: 'waiting', ...(connection !== undefined && { connection }) }),
  )
  const removals = query.data?.removals ?? []
  if (query.isError) return <Refusal error={query.error} what="Asking for held-back removals" />
  return [...new Set(removals.map(({ run }) => run))].map((run) => (
    <OfRun key={run} run={run} removals={removals.filter((one) => one.run === run)} />
  ))
}

function OfRun({ run, removals }: { readonly run: string; readonly removals: readonly Removal[] }) {
  const { trpc, queries, session } = usePmo()
  const done = { onSuccess: () => queries.invalidateQueries() }
  const approve = useMutation(trpc.sync.approve.mutationOptions(done))
  const reject = useMutation(trpc.sync.reject.mutationOptions(done))
  const count = removals.reduce((sum, { items }) => sum + items.length, 0)
  const busy = approve.isPending || reject.isPending
  return (
    <section className="notice notice-doubt stack" aria-label="Removals held back">
      <h2>
        {count} removals of {removals[0]?.connection ?? 'a connection'} are held back
      </h2>
      {removals.map(({ id, stream, cause, live, items }) => (
        <details key={id}>
          <summary>
            {items.length} of {live} in {stream}: {CAUSES[cause]}
          </summary>
          <ul>
            {items.map(({ ref, title, url, reason }) => (
              <li key={ref}>
                {url === undefined ? (
                  (title ?? ref)
                ) : (
                  <a href={url} target="_blank" rel="noreferrer">
                    {title ?? ref}
                  </a>
                )}{' '}
                <span className="quiet">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {may(session, 'pmo') ? (
        <p className="row">
          <button type="button" className="button" disabled={busy} onClick={() => approve.mutate({ run })}>
            Remove them here, too
          </button>
          <button type="button" className="button" disabled={busy} onClick={() => reject.mutate({ run })}>
            Keep them
          </button>
        </p>
      ) : (
        <p>The PMO decides whether they go here, too.</p>
      )}
      <Refusal error={approve.error ?? reject.error} what="The decision" />
    </section>
  )
}
