import { useQueries } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Inputs } from '../../ui/api-types.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { StatePanel } from '../../ui/states.tsx'
import { ToldAsOfNow } from './as-of.tsx'
import { FiguresGrid } from './figures-grid.tsx'

/** A family of measures. */
export type Family = NonNullable<Inputs['measures']['get']['family']>

const TITLES: Readonly<Record<Family, string>> = {
  'earned-value': 'Earned value',
  'earned-schedule': 'Earned schedule',
  budget: 'Budget',
  flow: 'Flow',
  delivery: 'Delivery',
}

/** Measures of a project, family by family, now or as of a day. */
export function Measures({
  project,
  asOf,
  families,
}: {
  readonly project: string
  readonly asOf: string | undefined
  readonly families: readonly Family[]
}) {
  const { trpc } = usePmo()
  // The server keeps no past of a budget, and says so when it is asked.
  const isTold = (family: Family) => asOf === undefined || family !== 'budget'
  const queries = useQueries({
    queries: families.map((family) => ({
      ...trpc.measures.get.queryOptions({
        project,
        family,
        ...(asOf !== undefined && isTold(family) && { asOf }),
      }),
    })),
  })
  return families.map((family, index) => {
    const query = queries[index]
    if (query === undefined) return null
    return (
      <section key={family} className="stack" aria-label={TITLES[family]}>
        <h2>{TITLES[family]}</h2>
        {!isTold(family) && <ToldAsOfNow what="The budget and its use are told" asOf={asOf} />}
        <QueryView query={query} what={TITLES[family].toLowerCase()}>
          {({ indicators }) =>
            indicators.length === 0 ? (
              <StatePanel title="Nothing is measured here" level={3}>
                <p>No figure of this family fits what is known of the project.</p>
              </StatePanel>
            ) : (
              <FiguresGrid indicators={indicators} />
            )
          }
        </QueryView>
      </section>
    )
  })
}
