import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { ageText, dayText } from '../../ui/format.ts'
import { FindingCounts } from '../../ui/finding-counts.tsx'
import { unconfirmedText } from '../../ui/finding-kind.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { usePages } from '../../ui/pages.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useFindingKind } from '../../ui/use-finding-kind.ts'
import { ToldAsOfNow } from './as-of.tsx'

type Finding = Outputs['findings']['list']['items'][number]

const A_PAGE = 200
const STATES: ('open' | 'waived')[] = ['open', 'waived']

/** What rules have found in the project, the worst first. */
export function FindingsTab({
  project,
  asOf,
}: {
  readonly project: string
  readonly asOf: string | undefined
}) {
  const { client } = usePmo()
  const question = { project: [project], state: STATES, limit: A_PAGE }
  const query = usePages(['findings.list', question], (cursor, signal) =>
    client.api.findings.list.query({ ...question, ...(cursor !== undefined && { cursor }) }, { signal }),
  )
  const { counts, total, kind, chooseKind, rows } = useFindingKind(query)
  if (query.data === undefined) {
    return query.isError ? (
      <Failed error={query.error} what="the findings" retry={() => void query.refetch()} />
    ) : (
      <Loading what="the findings" />
    )
  }
  return (
    <div className="stack">
      <ToldAsOfNow what="The findings are told" asOf={asOf} />
      {total === 0 ? (
        <Empty title="No open findings">
          <p>
            That no rule failed says nothing of what could not be judged:{' '}
            <Link to="/standards" search={{ project }}>
              see the scorecard
            </Link>
            .
          </p>
        </Empty>
      ) : (
        <>
          <p className="row">
            <FindingCounts counts={counts} chosen={kind} choose={chooseKind} />
            <Link to="/standards" search={{ tab: 'findings', project }}>
              Decide about them under Standards
            </Link>
          </p>
          <DataTable
            name="project-findings"
            caption={`${rows.length} of ${total} findings, ${kind === undefined ? 'the worst first' : `only ${kind.severity} (${kind.state})`}`}
            columns={COLUMNS}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <ShowMore query={query} />
        </>
      )}
    </div>
  )
}

const COLUMNS: readonly Column<Finding>[] = [
  {
    id: 'severity',
    title: 'Severity',
    cell: ({ severity, state, unconfirmed }) => (
      <>
        <span className={`severity severity-${severity}`}>
          {severity}
          {state === 'waived' && ' (waived)'}
        </span>{' '}
        {unconfirmed !== undefined && (
          <span className="tag" title={unconfirmedText(unconfirmed)}>
            not confirmed
          </span>
        )}
      </>
    ),
  },
  {
    id: 'message',
    title: 'What was found',
    width: '22rem',
    always: true,
    cell: ({ id, message }) => (
      <Link to="/standards" search={{ tab: 'findings', finding: id }}>
        {message}
      </Link>
    ),
  },
  {
    id: 'about',
    title: 'About',
    cell: ({ subject, item }) =>
      subject.grain === 'item' ? (
        <ItemLink
          connection={subject.record.connection}
          itemRef={subject.record.ref}
          name={item?.key}
          title={item?.title ?? subject.record.ref}
        />
      ) : (
        `the ${subject.grain}`
      ),
  },
  { id: 'action', title: 'What to do', width: '18rem', cell: ({ action }) => action?.text ?? '–' },
  { id: 'owner', title: 'Owner', cell: ({ owner }) => owner ?? 'nobody' },
  { id: 'due', title: 'Due', sortable: true, value: ({ due }) => due, cell: ({ due }) => dayText(due) },
  {
    id: 'firstSeen',
    title: 'Known since',
    sortable: true,
    value: ({ firstSeen }) => firstSeen,
    cell: ({ firstSeen }) => ageText(firstSeen),
  },
  {
    id: 'rule',
    title: 'Rule',
    sortable: true,
    value: ({ rule }) => rule,
    cell: ({ rule }) => <code>{rule}</code>,
  },
]
