import type { AnyCheck } from '@headless-pmo/sdk'
import type { CheckSubject } from './check-result.ts'
import { freezeData } from './freeze-data.ts'
import type { PortfolioIndex } from './portfolio-index.ts'

function itemsOf(index: PortfolioIndex): readonly CheckSubject[] {
  return index.derive('items', () =>
    index.ofKind('workItem').map(({ connection, kind, ref, project }) =>
      freezeData({
        grain: 'item' as const,
        record: { connection, kind, ref },
        ...(project === undefined ? {} : { project }),
      }),
    ),
  )
}

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
      // The same ones for every check: what is looked up of an item is looked up once.
      return only === undefined
        ? itemsOf(index)
        : index.derive(`items-of:${JSON.stringify(only.project)}`, () =>
            itemsOf(index).filter((subject) => subject.grain === 'item' && subject.project === only.project),
          )
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
