import type { GovernanceFact } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'

/**
 * Budget that the definition of a project states, for projects of which the register holds none. An entry without days stands
 * for the whole project; where that has no days either, it is left out.
 */
export function statedBudget(
  project: Pick<ProjectDefinition, 'budget' | 'phases' | 'committedStart' | 'committedFinish'>,
): GovernanceFact['budget'] {
  const { phases = [] } = project
  const begins = project.committedStart ?? phases.flatMap(({ start }) => start ?? []).toSorted()[0]
  const ends =
    project.committedFinish ??
    phases
      .flatMap(({ finish }) => finish ?? [])
      .toSorted()
      .at(-1)
  return (project.budget ?? []).flatMap(({ amount, currency, ...period }, index) => {
    const from = period.from ?? begins
    const until = period.until ?? ends
    if (from === undefined || until === undefined) return []
    return [
      { id: `definition-budget-${index + 1}`, line: 'total', from, until, planned: { amount, currency } },
    ]
  })
}
