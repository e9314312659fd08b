import type { PortfolioData } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { drawnProject, type DrawnProject } from './drawn-project.ts'
import { buildPortfolio } from './portfolio-arbitrary.ts'

const LISTS = [
  'items',
  'dependencies',
  'worklogs',
  'changes',
  'assignments',
  'baselines',
  'milestones',
  'iterations',
  'risks',
  'sprints',
] as const

/** A project that is `times` the size of another: everything in it again, pointing to what is near it. */
function grown(base: DrawnProject, times: number): DrawnProject {
  const all = { ...base, accounts: base.accounts * times }
  for (const list of LISTS) {
    const copies = Array.from({ length: times }, (_, copy) =>
      base[list].map((one) => moved(one, { by: copy * base.items.length, size: base.items.length })),
    )
    Object.assign(all, { [list]: copies.flat() })
  }
  return { ...all, governance: repeated(base.governance, times), source: repeated(base.source, times) }
}

/** Every list in it as often again. */
function repeated<T extends object>(drawn: T, times: number): T {
  const entries = Object.entries(drawn).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? Array.from({ length: times }, (): readonly unknown[] => value).flat() : value,
  ])
  // The same fields as before, lists of the same things in them.
  return Object.fromEntries(entries) as T
}

/** Its pointers moved on, so that each copy points into itself and hubs do not grow with the size. */
function moved(drawn: object, to: { readonly by: number; readonly size: number }): object {
  const { by, size } = to
  return Object.fromEntries(
    Object.entries(drawn).map(([name, value]: [string, unknown]) => {
      if (name === 'item' && typeof value === 'object' && value !== null) return [name, moved(value, to)]
      const points = ['item', 'from', 'to', 'parent'].includes(name)
      // An end of a link leads to the same place in each copy, however many there are: one that leads to itself stays so.
      const isEnd = name === 'from' || name === 'to'
      if (points && typeof value === 'number') return [name, (isEnd ? value % size : value) + by]
      return [name, value]
    }),
  )
}

/** Portfolios of one project, each the given number of times as large as the first, and otherwise alike. */
export function growingPortfolios(seed: number, times: readonly number[]): readonly PortfolioData[] {
  const wanted = drawnProject().filter(
    ({ items, dependencies, claimed }) => claimed && items.length >= 6 && dependencies.length >= 4,
  )
  const [base] = fc.sample(wanted, { seed, numRuns: 1 })
  return base === undefined ? [] : times.map((one) => buildPortfolio('large', [grown(base, one)]))
}
