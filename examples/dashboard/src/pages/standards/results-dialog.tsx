import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Inputs, Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ageText } from '../../ui/format.ts'
import { usePages } from '../../ui/pages.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { resultText } from './result-text.ts'
import { standardsAddressOf } from './standards-view.ts'

export type Verdict = NonNullable<Inputs['standards']['results']['verdict']>
/** Which results are shown. */
export type ResultsQuestion = Pick<Inputs['standards']['results'], 'projects' | 'rules'>
type Result = Outputs['standards']['results']['items'][number]

const A_PAGE = 200

/** What rules say of projects, one row for each of both: what a number of verdicts is made of. */
export function ResultsDialog({
  title,
  question: { verdict, ...about },
  close,
}: {
  readonly title: string
  readonly question: ResultsQuestion & { readonly verdict: Verdict }
  readonly close: () => void
}) {
  const { client, trpc } = usePmo()
  const question = { ...about, verdict, limit: A_PAGE }
  const query = usePages(['standards.results', question], (cursor, signal) =>
    client.api.standards.results.query({ ...question, ...(cursor !== undefined && { cursor }) }, { signal }),
  )
  const projects = useQuery(trpc.projects.list.queryOptions({}))
  const names = useMemo(
    () => new Map(projects.data?.projects.map(({ id, name }) => [id, name])),
    [projects.data],
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const columns = useMemo(() => columnsOf(verdict, names), [verdict, names])
  return (
    <Dialog title={title} wide close={close}>
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} what="the results" retry={() => void query.refetch()} />
        ) : (
          <Loading what="the results" />
        )
      ) : (
        <>
          <DataTable
            name="results"
            caption="By project and rule"
            columns={columns}
            rows={rows}
            rowKey={({ unit, rule }) => `${unit} ${rule}`}
          />
          <ShowMore query={query} />
        </>
      )}
    </Dialog>
  )
}

const COUNT_OF = {
  pass: 'pass',
  fail: 'fail',
  not_applicable: 'notApplicable',
  unknown: 'unknown',
  error: 'error',
} as const satisfies Readonly<Record<Verdict, keyof Result['counts']>>

const sumOf = (counts: Result['counts']): number => Object.values(counts).reduce((sum, one) => sum + one, 0)

function columnsOf(verdict: Verdict, names: ReadonlyMap<string, string>): readonly Column<Result>[] {
  const unitOf = ({ unit, project }: Result): string =>
    project === undefined
      ? unit === 'portfolio'
        ? 'the portfolio'
        : 'no project'
      : (names.get(project) ?? project)
  return [
    {
      id: 'rule',
      title: 'Rule',
      always: true,
      sortable: true,
      value: ({ rule, title }) => title ?? rule,
      cell: ({ rule, title }) => (
        <Link to="/standards" search={standardsAddressOf({ tab: 'rules', state: 'current', rule })}>
          {title ?? rule}
        </Link>
      ),
    },
    {
      id: 'project',
      title: 'Project',
      sortable: true,
      value: unitOf,
      cell: (result) =>
        result.project === undefined ? (
          unitOf(result)
        ) : (
          <Link
            to="/standards"
            search={standardsAddressOf({ tab: 'scorecards', state: 'current', project: result.project })}
          >
            {unitOf(result)}
          </Link>
        ),
    },
    {
      id: 'count',
      title: 'Subjects',
      numeric: true,
      sortable: true,
      value: ({ counts }) => counts[COUNT_OF[verdict]],
      cell: ({ counts }) => counts[COUNT_OF[verdict]],
    },
    {
      id: 'said',
      title: 'What it says',
      width: '22rem',
      cell: (result) => resultText({ ...result, subjects: sumOf(result.counts) }, verdict),
    },
    {
      id: 'since',
      title: 'Since',
      sortable: true,
      value: ({ since }) => since,
      cell: ({ since }) => ageText(since),
    },
  ]
}
