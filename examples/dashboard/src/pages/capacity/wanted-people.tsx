import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { countText, effortText } from '../../ui/format.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Empty, Failed, Loading, Stale } from '../../ui/states.tsx'
import { tooMuchByPerson, type CapacityView, type TooMuch } from './capacity-view.ts'
import { CellItems } from './cell-items.tsx'
import { SharesTable } from './project-shares.tsx'
import { Standing } from './standing.tsx'

type Wanted = Outputs['capacity']['wanted']['items'][number]

const PAGE = 200

/**
 * The few people whom several projects need: what is promised of them decides what can be promised at all. Whether they have
 * the time stands beside it.
 */
export function WantedPeople({ view: { least, months, period } }: { readonly view: CapacityView }) {
  const { trpc } = usePmo()
  const [chosen, choose] = useState<Wanted>()
  const query = useInfiniteQuery({
    ...trpc.capacity.wanted.infiniteQueryOptions(
      { least, months, limit: PAGE },
      { getNextPageParam: ({ next }) => next },
    ),
    placeholderData: keepPreviousData,
  })
  const overloads = useQuery(trpc.capacity.overloads.queryOptions({ period, months, limit: 500 }))
  const tooMuch = useMemo(
    () => (overloads.data === undefined ? undefined : tooMuchByPerson(overloads.data.items)),
    [overloads.data],
  )
  const [first] = query.data?.pages ?? []
  if (first === undefined) {
    if (!query.isError) return <Loading what="who is wanted" />
    return <Failed error={query.error} what="who is wanted" retry={() => void query.refetch()} />
  }
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="stack">
      {query.isRefetchError && <Stale since={query.dataUpdatedAt} retry={() => void query.refetch()} />}
      <Standing of={first} />
      {rows.length === 0 ? (
        <Empty title={`No person is needed by ${least} projects or more`}>
          <p>Choose fewer projects, or look further ahead.</p>
        </Empty>
      ) : (
        <DataTable
          caption={`${countText(first.total, 'person', 'people')} whom ${least} projects or more need`}
          name="wanted-people"
          columns={columnsOf(choose, overloads.data?.next === undefined ? tooMuch : undefined)}
          rows={rows}
          rowKey={({ person }) => person}
        />
      )}
      <ShowMore query={query} />
      {chosen !== undefined && (
        <Dialog title={chosen.name} wide close={() => choose(undefined)}>
          <SharesTable
            caption={`${countText(chosen.projects.length, 'project')}; ${chosen.head ?? 'nobody'} answers for ${chosen.name}`}
            projects={chosen.projects}
          />
          <CellItems
            cell={{ by: 'person', kind: 'person', id: chosen.person, period: 'all', months }}
            people={false}
          />
        </Dialog>
      )}
    </div>
  )
}

/** @param tooMuch overloads by person; undefined: not known, or not all of them */
function columnsOf(
  choose: (row: Wanted) => void,
  tooMuch: ReadonlyMap<string, TooMuch> | undefined,
): readonly Column<Wanted>[] {
  const over = (person: string) => (tooMuch === undefined ? undefined : (tooMuch.get(person) ?? NONE))
  return [
    {
      id: 'name',
      title: 'Person',
      always: true,
      sortable: true,
      value: ({ name }) => name,
      cell: ({ name }) => name,
    },
    {
      id: 'count',
      title: 'Projects',
      numeric: true,
      sortable: true,
      value: ({ projects }) => projects.length,
      cell: (row) => (
        <button
          type="button"
          className="link figure"
          aria-label={`${row.name}: ${row.projects.length} projects; show them and the items`}
          onClick={() => choose(row)}
        >
          {row.projects.length}
        </button>
      ),
    },
    { id: 'projects', title: 'Which', cell: ({ projects }) => projects.map(({ name }) => name).join(', ') },
    {
      id: 'asked',
      title: 'Asked for in all',
      numeric: true,
      sortable: true,
      value: ({ stated, assumed }) => stated + assumed,
      cell: ({ stated, assumed }) => effortText(stated + assumed),
    },
    {
      id: 'periods',
      title: 'Periods too full',
      numeric: true,
      sortable: true,
      value: ({ person }) => over(person)?.periods,
      cell: ({ person }) => over(person)?.periods ?? 'unknown',
    },
    {
      id: 'over',
      title: 'Too much in them',
      numeric: true,
      sortable: true,
      value: ({ person }) => over(person)?.over,
      cell: ({ person }) => {
        const minutes = over(person)?.over
        return minutes === undefined ? 'unknown' : effortText(minutes)
      },
    },
    { id: 'head', title: 'Answers for them', cell: ({ head }) => head ?? 'nobody is named' },
  ]
}

const NONE: TooMuch = { periods: 0, over: 0 }
