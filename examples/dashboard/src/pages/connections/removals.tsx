import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { countText } from '../../ui/format.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
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
  const [decided, tell] = useState('')
  if (query.isError) return <Refusal error={query.error} what="Asking for held-back removals" />
  return (
    <>
      {[...new Set(removals.map(({ run }) => run))].map((run) => (
        <OfRun key={run} run={run} removals={removals.filter((one) => one.run === run)} decided={tell} />
      ))}
      {/* What was decided goes away with its question; that it was done is said here. */}
      <div role="status">{decided !== '' && <p className="notice notice-good">{decided}</p>}</div>
    </>
  )
}

/** Rows that are listed of a removal: nobody looks through thousands. */
const MOST_LISTED = 200

const REASONS: Readonly<Record<string, string>> = {
  deleted: 'deleted in the tracker',
  out_of_scope: 'not listed any more',
  no_access: 'not shown to us any more',
  moved: 'moved elsewhere',
}

function OfRun({
  run,
  removals,
  decided,
}: {
  readonly run: string
  readonly removals: readonly Removal[]
  /** Told in words what was decided. */
  readonly decided: (words: string) => void
}) {
  const { trpc, queries, session } = usePmo()
  const count = removals.reduce((sum, { items }) => sum + items.length, 0)
  const of = removals[0]?.connection ?? 'a connection'
  const tell = (words: string) => {
    decided(`Of ${of}: ${words}`)
    return queries.invalidateQueries()
  }
  const approve = useMutation(
    trpc.sync.approve.mutationOptions({
      onSuccess: ({ removed, kept }) =>
        tell(
          `${countText(removed, 'record')} removed here, too${kept === 0 ? '' : `; ${kept} stay, as they were seen again`}.`,
        ),
    }),
  )
  const reject = useMutation(
    trpc.sync.reject.mutationOptions({
      onSuccess: ({ kept }) => tell(`${countText(kept, 'record')} kept.`),
    }),
  )
  const busy = approve.isPending || reject.isPending
  return (
    <section className="notice notice-doubt stack" aria-label="Removals held back">
      <h2>
        {countText(count, 'removal')} of {of} {count === 1 ? 'is' : 'are'} held back
      </h2>
      {removals.map(({ id, stream, cause, live, items }) => (
        <details key={id}>
          <summary>
            {items.length} of {live} in {stream}: {CAUSES[cause]}
          </summary>
          <ul>
            {items.slice(0, MOST_LISTED).map(({ ref, title, url, reason }) => (
              <li key={ref}>
                {url === undefined ? (title ?? ref) : <OutwardLink url={url}>{title ?? ref}</OutwardLink>}{' '}
                <span className="quiet">{REASONS[reason] ?? reason}</span>
              </li>
            ))}
          </ul>
          {items.length > MOST_LISTED && <p className="quiet">and {items.length - MOST_LISTED} more</p>}
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
