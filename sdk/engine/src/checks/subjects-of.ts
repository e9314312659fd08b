import type { AnyCheck } from '@headless-pmo/sdk'
import type { CheckSubject } from './check-result.ts'
import type { PortfolioIndex } from './portfolio-index.ts'

/**
 * What a check is run for, one after the other: the order is the same wherever it runs.
 * @param only those of one project, or without an id those of none
 */
export function subjectsOf(
  check: AnyCheck,
  index: PortfolioIndex,
  only?: { readonly project?: string },
): readonly CheckSubject[] {
  switch (check.grain) {
    case 'item':
      return (
        only === undefined
          ? index.ofKind('workItem')
          : index.ofKind('workItem').filter(({ project }) => project === only.project)
      ).map(({ connection, kind, ref, project }) => ({
        grain: 'item',
        record: { connection, kind, ref },
        ...(project === undefined ? {} : { project }),
      }))
    case 'project':
      return index.data.projects
        .filter(({ id }) => only === undefined || id === only.project)
        .map(({ id }) => ({ grain: 'project', project: id }))
    case 'portfolio':
      return [{ grain: 'portfolio' }]
    default:
      return check.grain satisfies never
  }
}
