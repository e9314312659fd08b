import type { Need, PortfolioData, RecordKey } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { buildFacts } from './build-facts.ts'
import { buildFlow } from './build-flow.ts'
import { buildGovernance } from './build-governance.ts'
import { buildRecords, itemRefs, iterationRefs } from './build-records.ts'
import { buildSource } from './build-source.ts'
import { drawnProject, type DrawnProject } from './drawn-project.ts'

/**
 * A portfolio of drawn projects. Two projects share a connection; every id and ref begins with `name`, so that
 * portfolios of two names have nothing in common.
 */
export function buildPortfolio(name: string, projects: readonly DrawnProject[]): PortfolioData {
  const connectionOf = (index: number): string => `${name}-tracker-${Math.floor(index / 2) + 1}`
  const prefixOf = (index: number): string => `${name}-${index + 1}`
  const keyOf = (index: number, kind: 'workItem' | 'iteration', ref: string): RecordKey => ({
    connection: connectionOf(index),
    kind,
    ref,
  })
  const keysOf = projects.map((drawn, index) =>
    drawn.claimed ? itemRefs(prefixOf(index), drawn).map((ref) => keyOf(index, 'workItem', ref)) : [],
  )
  const together = (index: number): readonly number[] =>
    projects.flatMap((_, at) => (connectionOf(at) === connectionOf(index) ? [at] : []))
  const facts = projects.map((drawn, index) =>
    buildFacts(prefixOf(index), drawn, {
      items: keysOf[index] ?? [],
      neighbours: together(index).flatMap((at) => keysOf[at] ?? []),
    }),
  )
  return {
    projects: projects.map(({ standing }, index) => {
      const stated = Object.entries(standing).filter(([, value]) => value !== undefined)
      // What is left of the drawn fields has a value, and they bear the names of a project's own.
      return { id: prefixOf(index), title: `Project ${prefixOf(index)}`, ...Object.fromEntries(stated) }
    }),
    records: projects.flatMap((drawn, index) =>
      buildRecords(drawn, {
        connection: connectionOf(index),
        prefix: prefixOf(index),
        project: drawn.claimed ? prefixOf(index) : undefined,
        neighbours: together(index).flatMap((at) => itemRefs(prefixOf(at), projects[at] ?? drawn)),
      }),
    ),
    facts: {
      schedule: facts.map(({ schedule }) => schedule),
      capacity: facts.map(({ capacity }) => capacity),
      indicator: facts.flatMap(({ indicators }) => indicators),
      whatIf: facts.flatMap(({ whatIfs }) => whatIfs),
      flow: projects.map((drawn, index) =>
        buildFlow(prefixOf(index), drawn, {
          items: keysOf[index] ?? [],
          iterations: drawn.claimed
            ? iterationRefs(prefixOf(index), drawn).map((ref) => keyOf(index, 'iteration', ref))
            : [],
        }),
      ),
      source: projects.flatMap((drawn, index) => {
        const members = together(index)
        // One a connection, as the first of its projects has drawn it.
        if (members[0] !== index) return []
        const items = members.flatMap((at) => keysOf[at] ?? [])
        return [buildSource(connectionOf(index), drawn.source, { projects: members.map(prefixOf), items })]
      }),
      governance: projects.map(({ governance }, index) => buildGovernance(prefixOf(index), governance)),
    },
  }
}

/**
 * Random valid portfolios with dates around {@link PORTFOLIO_DAY}: projects, their items with everything that
 * hangs on them, and computed facts.
 *
 * @param name in front of every id and ref
 * @param needs what is looked at: the facts `flow`, `source` and `governance` hold nothing where they are not among it; without it all are drawn
 * @example
 * ```ts
 * import fc from 'fast-check'
 *
 * fc.assert(fc.property(portfolios('a'), (data) => data.projects.every(({ id }) => id.startsWith('a'))))
 * ```
 */
export function portfolios(name: string, needs?: ReadonlySet<Need>): fc.Arbitrary<PortfolioData> {
  return fc
    .array(drawnProject(needs), { minLength: 1, maxLength: 3 })
    .map((projects) => buildPortfolio(name, projects))
}
