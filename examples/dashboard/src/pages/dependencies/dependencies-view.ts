import { wordOf } from '../../ui/address-word.ts'

/** In which ways the network is shown. */
export const WAYS = { graph: 'Graph', matrix: 'Matrix', list: 'List', conflicts: 'Contradictions' } as const
export type Way = keyof typeof WAYS

/** Which dependencies are shown. */
export const ONLY = {
  all: 'All',
  across: 'Between two tools',
  contradictions: 'Contradicted by dates',
  cycles: 'Items that wait for each other',
  rings: 'Projects in a ring',
  unconfirmed: 'Not confirmed',
  critical: 'On the critical path',
} as const
export type Only = keyof typeof ONLY

/** What the page shows, as it stands in the address. */
export interface DependenciesView {
  readonly way: Way
  readonly only: Only
  /** Id of the project whose dependencies stand out. */
  readonly project?: string
  /** Ids of the two projects whose links are opened; an empty id: items of no project. */
  readonly pair?: readonly [from: string, to: string]
}

/** The view that an address names; what it says otherwise is passed over. */
export function dependenciesViewOf(search: Readonly<Record<string, unknown>>): DependenciesView {
  const { way, only } = search
  const project = wordOf(search['project'])
  const from = endOf(search['from'])
  const to = endOf(search['to'])
  return {
    way: isKey(WAYS, way) ? way : 'graph',
    only: isKey(ONLY, only) ? only : 'all',
    ...(project !== undefined && { project }),
    ...(from !== undefined && to !== undefined && from !== to && { pair: [from, to] as const }),
  }
}

/** The end of a pair; an empty one names what is of no project. */
function endOf(value: unknown): string | undefined {
  return value === '' ? '' : wordOf(value)
}

/** The address of a view; what is as usual is left out. */
export function dependenciesAddressOf({
  way,
  only,
  project,
  pair,
}: DependenciesView): Record<string, string> {
  return {
    ...(way !== 'graph' && { way }),
    ...(only !== 'all' && { only }),
    ...(project !== undefined && { project }),
    ...(pair !== undefined && { from: pair[0], to: pair[1] }),
  }
}

function isKey<T extends object>(of: T, key: unknown): key is keyof T {
  return typeof key === 'string' && Object.hasOwn(of, key)
}
