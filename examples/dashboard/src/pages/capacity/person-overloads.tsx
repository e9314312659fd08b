import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { ProjectShares } from './project-shares.tsx'

/** Which projects compete for a person in a period. */
export function PersonOverloads({
  person,
  weekly,
  period,
}: {
  readonly person: string
  readonly weekly: boolean
  readonly period: string
}) {
  const { trpc } = usePmo()
  const query = useQuery(
    trpc.capacity.overloads.queryOptions({
      person,
      period: weekly ? 'week' : 'month',
      months: 12,
      limit: 500,
    }),
  )
  return (
    <QueryView query={query} what="the projects">
      {({ items }) => {
        const overload = items.find((one) => one.period.id === period)
        if (overload === undefined) return <p>No more is asked than can be worked.</p>
        return <ProjectShares overload={overload} />
      }}
    </QueryView>
  )
}
