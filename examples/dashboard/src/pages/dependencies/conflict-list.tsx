import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { dayText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { Empty, Failed, Loading, Stale } from '../../ui/states.tsx'

type Conflict = Outputs['conflicts']['list']['items'][number]
type Evidence = Conflict['evidence'][number]

/** Kinds that are about links and the dates of their ends; those about people stand with people. */
const KINDS = [
  'cycle',
  'opposite-links',
  'dates-differ',
  'milestone-too-late',
  'successor-too-early',
  'unknown-end',
  'unconfirmed-link',
] as const

const TITLES: Readonly<Record<(typeof KINDS)[number], string>> = {
  cycle: '∞ Items wait for each other',
  'opposite-links': '∞ Two links say the opposite',
  'dates-differ': '! Two trackers state other dates of the same',
  'milestone-too-late': '! A milestone comes too late',
  'successor-too-early': '! What waits comes too early',
  'unknown-end': 'An end is not known',
  'unconfirmed-link': '? Found in a text',
}

const PAGE = 50

/** What cannot both be, each with the rows that it stands on and the way into their trackers. */
export function ConflictList() {
  const { trpc } = usePmo()
  const query = useInfiniteQuery(
    trpc.conflicts.list.infiniteQueryOptions(
      { kind: [...KINDS], limit: PAGE },
      { getNextPageParam: ({ next }) => next },
    ),
  )
  const [first] = query.data?.pages ?? []
  if (first === undefined) {
    if (!query.isError) return <Loading what="the contradictions" />
    return <Failed error={query.error} what="the contradictions" retry={() => void query.refetch()} />
  }
  const conflicts = query.data?.pages.flatMap(({ items }) => items) ?? []
  const unchecked = first.unchecked.filter(({ kind }) => KINDS.some((one) => one === kind))
  return (
    <div className="stack">
      {query.isRefetchError && <Stale since={query.dataUpdatedAt} retry={() => void query.refetch()} />}
      {unchecked.map(({ kind, why, action }) => (
        <p key={kind} className="notice notice-doubt">
          Not looked for: {titleOf(kind)}. {why} {action}
        </p>
      ))}
      {conflicts.length === 0 ? (
        <Empty title="Links and dates agree, as far as is known">
          <p>
            Told of links between tools or projects, of items that wait for each other, and of what two
            trackers state of the same.
          </p>
        </Empty>
      ) : (
        <ul className="conflicts">
          {conflicts.map((conflict) => (
            <OneConflict key={conflict.id} conflict={conflict} />
          ))}
        </ul>
      )}
      <ShowMore query={query} />
    </div>
  )
}

function titleOf(kind: Conflict['kind']): string {
  return KINDS.some((one) => one === kind) ? TITLES[kind as keyof typeof TITLES] : kind
}

function OneConflict({ conflict }: { readonly conflict: Conflict }) {
  const { id, kind, sentence, action, evidence, parties, assumed, firstSeen } = conflict
  return (
    <li className="card stack" aria-labelledby={id}>
      <h2 id={id}>{titleOf(kind)}</h2>
      <p>{sentence}</p>
      <p>
        <strong>To do:</strong> {action}
      </p>
      {assumed && <p className="notice notice-doubt">Some of it rests on dates that are assumed.</p>}
      <details>
        <summary>
          What it rests on<span className="visually-hidden">: {sentence}</span>
        </summary>
        <div className="scroll-x" role="region" aria-label="What it rests on" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Says</th>
                <th scope="col">By</th>
                <th scope="col">Tracker</th>
              </tr>
            </thead>
            <tbody>
              {evidence.map((one, index) => (
                <EvidenceRow key={index} evidence={one} />
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <p className="quiet">
        {parties.length > 0 && (
          <>
            Concerns{' '}
            {parties.map((party, index) => (
              <span key={`${party.kind} ${party.id}`}>
                {index > 0 && ', '}
                {party.kind === 'project' ? (
                  <Link to="/projects/$project" params={{ project: party.id }}>
                    {party.name}
                  </Link>
                ) : (
                  party.name
                )}
                {party.owner !== undefined && ` (${party.owner})`}
              </span>
            ))}
            .{' '}
          </>
        )}
        {firstSeen !== undefined && <span data-varies>Known since {dayText(firstSeen)}.</span>}
      </p>
    </li>
  )
}

function EvidenceRow({ evidence }: { readonly evidence: Evidence }) {
  const { source, connection, ref, key, url, what, value } = evidence
  // A link is a record of its own, and no item that could be opened.
  const isItem = connection !== undefined && ref !== undefined && what !== 'link'
  return (
    <tr>
      <td>
        {what}
        {isItem && (
          <>
            {' of '}
            <ItemLink connection={connection} itemRef={ref} title={key ?? ref} />
          </>
        )}
      </td>
      <td>{value}</td>
      <td>{source}</td>
      <td>
        {url === undefined ? (
          (connection ?? '–')
        ) : (
          <OutwardLink
            url={url}
            label={`Open ${key ?? ref ?? what}${connection === undefined ? '' : ` in ${connection}`}`}
          >
            {connection ?? 'Open'}
          </OutwardLink>
        )}
      </td>
    </tr>
  )
}
