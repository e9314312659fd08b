import type { PortfolioData, RecordKey } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { buildFacts } from './build-facts.ts'
import { buildRecords, itemRefs } from './build-records.ts'
import { drawnProject, type DrawnProject } from './drawn-project.ts'

/**
 * A portfolio of drawn projects. Two projects share a connection; every id and ref begins with `name`, so that
 * portfolios of two names have nothing in common.
 */
export function buildPortfolio(name: string, projects: readonly DrawnProject[]): PortfolioData {
  const connectionOf = (index: number): string => `${name}-tracker-${Math.floor(index / 2) + 1}`
  const prefixOf = (index: number): string => `${name}-${index + 1}`
  const facts = projects.map((drawn, index) => {
    const items = drawn.claimed ? itemRefs(prefixOf(index), drawn) : []
    const keys = items.map((ref): RecordKey => ({ connection: connectionOf(index), kind: 'workItem', ref }))
    return buildFacts(prefixOf(index), drawn, keys)
  })
  return {
    projects: projects.map(({ phase }, index) => ({
      id: prefixOf(index),
      title: `Project ${prefixOf(index)}`,
      ...(phase === undefined ? {} : { phase }),
    })),
    records: projects.flatMap((drawn, index) =>
      buildRecords(drawn, {
        connection: connectionOf(index),
        prefix: prefixOf(index),
        project: drawn.claimed ? prefixOf(index) : undefined,
        neighbours: projects.flatMap((other, at) =>
          connectionOf(at) === connectionOf(index) ? itemRefs(prefixOf(at), other) : [],
        ),
      }),
    ),
    facts: {
      schedule: facts.map(({ schedule }) => schedule),
      capacity: facts.map(({ capacity }) => capacity),
      indicator: facts.flatMap(({ indicators }) => indicators),
      whatIf: facts.flatMap(({ whatIfs }) => whatIfs),
    },
  }
}

/**
 * Random valid portfolios with dates around {@link PORTFOLIO_DAY}: projects, their items with everything that
 * hangs on them, and computed facts.
 *
 * @param name in front of every id and ref
 * @example
 * ```ts
 * import fc from 'fast-check'
 *
 * fc.assert(fc.property(portfolios('a'), (data) => data.projects.every(({ id }) => id.startsWith('a'))))
 * ```
 */
export function portfolios(name: string): fc.Arbitrary<PortfolioData> {
  return fc
    .array(drawnProject, { minLength: 1, maxLength: 3 })
    .map((projects) => buildPortfolio(name, projects))
}
