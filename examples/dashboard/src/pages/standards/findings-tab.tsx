import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { ageText, dayText } from '../../ui/format.ts'
import { FindingCounts } from '../../ui/finding-counts.tsx'
import { unconfirmedText } from '../../ui/finding-kind.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { usePages } from '../../ui/pages.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useFindingKind } from '../../ui/use-finding-kind.ts'
import { FindingFilters } from './finding-filters.tsx'
import type { StandardsPart } from './standards-page.tsx'
import { standardsAddressOf, type StandardsView } from './standards-view.ts'
import { Totals } from './totals.tsx'

export type Finding = Outputs['findings']['list']['items'][number]

const A_PAGE = 200
const BOTH: ('open' | 'waived')[] = ['open', 'waived']

/** What rules have found, the worst first, with what was waived and what could not be judged beside it. */
export function FindingsTab({ view, show }: StandardsPart) {
  const { client, trpc } = usePmo()
  const { project, rule, severity, owner, waiver, state } = view
  const about = {
    ...(project !== undefined && { project: [project] }),
    ...(rule !== undefined && { rule: [rule] }),
  }
  const question = {
    ...about,
    state: state === 'current' ? BOTH : [state],
    ...(severity !== undefined && { severity }),
    ...(owner !== undefined && { owner }),
    ...(waiver !== undefined && { waiver }),
    limit: A_PAGE,
  }
  const query = usePages(['findings.list', question], (cursor, signal) =>
    client.api.findings.list.query({ ...question, ...(cursor !== undefined && { cursor }) }, { signal }),
  )
  const totals = useQuery(trpc.findings.totals.queryOptions(about))
  const projects = useQuery(trpc.projects.list.queryOptions({}))
  const names = useMemo(
    () => new Map(projects.data?.projects.map(({ id, name }) => [id, name])),
    [projects.data],
  )
  const { counts, total, kind, chooseKind, rows } = useFindingKind(query)
  const columns = useMemo(() => columnsOf(view, names), [view, names])
  return (
    <div className="stack">
      <FindingFilters view={view} show={show} />
      <Totals query={totals} project={project} rule={rule} />
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} what="the findings" retry={() => void query.refetch()} />
        ) : (
          <Loading what="the findings" />
        )
      ) : total === 0 ? (
        <Empty title="No finding fits">
          <p>
            {(totals.data?.unknown ?? 0) + (totals.data?.error ?? 0) > 0
              ? 'That nothing was found does not say that all is well: some subjects could not be judged; see above why.'
              : 'Choose less above, or see under Scorecards what was judged.'}
          </p>
        </Empty>
      ) : (
        <>
          <p className="row">
            <FindingCounts counts={counts} chosen={kind} choose={chooseKind} />
          </p>
          <DataTable
            name="findings"
            caption={`${rows.length} of ${total} findings, ${kind === undefined ? 'the worst first' : `only ${kind.severity} (${kind.state})`}`}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
          />
          <ShowMore query={query} />
        </>
      )}
    </div>
  )
}

/** What a finding is about: the item with the way into its tracker, or the project, or everything. */
export function About({
  subject,
  item,
  projectName,
}: {
  readonly subject: Finding['subject']
  readonly item: Finding['item'] | undefined
  readonly projectName?: string | undefined
}) {
  switch (subject.grain) {
    case 'item':
      return (
        <>
          <ItemLink
            connection={subject.record.connection}
            itemRef={subject.record.ref}
            name={item?.key}
            title={item?.title ?? subject.record.ref}
          />
          {item?.url !== undefined && (
            <>
              {' '}
              <OutwardLink url={item.url}>in {subject.record.connection}</OutwardLink>
            </>
          )}
        </>
      )
    case 'project':
      return (
        <Link to="/projects/$project" params={{ project: subject.project }}>
          {projectName ?? subject.project}
        </Link>
      )
    case 'portfolio':
      return 'everything'
    default:
      return subject satisfies never
  }
}

function columnsOf(view: StandardsView, names: ReadonlyMap<string, string>): readonly Column<Finding>[] {
  return [
    {
      id: 'severity',
      title: 'Severity',
      cell: ({ severity, state, unconfirmed }) => (
        <>
          <span className={`severity severity-${severity}`}>
            {severity}
            {state !== 'open' && ` (${state})`}
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
        <Link to="/standards" search={standardsAddressOf({ ...view, finding: id })} resetScroll={false}>
          {message}
        </Link>
      ),
    },
    {
      id: 'about',
      title: 'About',
      width: '16rem',
      cell: ({ subject, item, project }) => (
        <About subject={subject} item={item} projectName={names.get(project ?? '')} />
      ),
    },
    {
      id: 'project',
      title: 'Project',
      cell: ({ project }) => (project === undefined ? 'none' : (names.get(project) ?? project)),
    },
    { id: 'action', title: 'What to do', width: '16rem', cell: ({ action }) => action?.text ?? '–' },
    { id: 'owner', title: 'Owner', cell: ({ owner }) => owner ?? 'nobody' },
    { id: 'due', title: 'Due', cell: ({ due }) => dayText(due) },
    { id: 'firstSeen', title: 'Known since', cell: ({ firstSeen }) => ageText(firstSeen) },
    {
      id: 'rule',
      title: 'Rule',
      cell: ({ rule }) => (
        <Link to="/standards" search={standardsAddressOf({ tab: 'rules', state: 'current', rule })}>
          <code>{rule}</code>
        </Link>
      ),
    },
  ]
}
