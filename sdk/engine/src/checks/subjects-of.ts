import type { AnyCheck } from '@headless-pmo/sdk'
import type { CheckSubject } from './check-result.ts'
import type { PortfolioIndex } from './portfolio-index.ts'

/** What a check is run for, one after the other: the order is the same wherever it runs. */
export function subjectsOf(check: AnyCheck, index: PortfolioIndex): readonly CheckSubject[] {
  switch (check.grain) {
    case 'item':
      return index.ofKind('workItem').map(({ connection, kind, ref, project }) => ({
        grain: 'item',
        record: { connection, kind, ref },
        ...(project === undefined ? {} : { project }),
      }))
    case 'project':
      return index.data.projects.map(({ id }) => ({ grain: 'project', project: id }))
    case 'portfolio':
      return [{ grain: 'portfolio' }]
    default:
      return check.grain satisfies never
  }
}
