import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeNetwork } from './change-network.ts'
import { criticalPaths } from './critical-paths.ts'
import { networkOf, type LinkSpec, type NetworkSpec } from './network-of.ts'
import { TOLERANCE } from './horizon.ts'
import { schedule } from './schedule.ts'
import { arbitraryLink, arbitraryNetwork } from './test-support/arbitrary-network.ts'
import { CALENDARS } from './test-support/calendars.ts'

const PLAIN = { summaries: true, lags: true, leads: true }
const RUNS = { numRuns: 300 }

/** Without percentages: those of a summary change with its length, which may shrink. */
function inMinutes(link: LinkSpec): LinkSpec {
  if (link.lagKind === 'percent') return { ...link, lagKind: 'working' }
  return link.lagKind === 'elapsedPercent' ? { ...link, lagKind: 'elapsed' } : link
}

/** The same network with its nodes and links in another order. */
function shuffled(spec: NetworkSpec, places: readonly number[]): { spec: NetworkSpec; at: number[] } {
  const order = [...spec.nodes.keys()].toSorted((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b)
  const at = [...spec.nodes.keys()].map((node) => order.indexOf(node))
  const moved = (node: number): number => at[node] ?? -1
  return {
    at,
    spec: {
      ...spec,
      nodes: order.map((node) => {
        const stated = spec.nodes[node] ?? {}
        return stated.parent === undefined ? stated : { ...stated, parent: moved(stated.parent) }
      }),
      links: (spec.links ?? [])
        .map((link) => ({ ...link, from: moved(link.from), to: moved(link.to) }))
        .toReversed(),
    },
  }
}

describe('the critical path method keeps its laws:', () => {
  test('one more link makes nothing earlier', () => {
    const some = arbitraryNetwork(PLAIN).chain((spec) =>
      arbitraryLink(spec.nodes.length, PLAIN).map((link) => ({ spec, link })),
    )
    fc.assert(
      fc.property(some, ({ spec, link: more }) => {
        const network = networkOf({ ...spec, links: (spec.links ?? []).map(inMinutes) })
        const link = inMinutes(more)
        const before = schedule(network, CALENDARS)
        const after = schedule(changeNetwork(network, [{ kind: 'addLink', ...link }]), CALENDARS)
        // A ring leaves out links, which may make things earlier.
        fc.pre(!after.problems.some(({ kind }) => kind === 'cycle'))
        for (const [node, start] of before.working.earlyStart.entries())
          expect(after.working.earlyStart[node]).toBeGreaterThanOrEqual(start - TOLERANCE)
      }),
      RUNS,
    )
  })

  test('without constraints and deadlines no float is negative, and no free float more than the total', () => {
    fc.assert(
      fc.property(arbitraryNetwork(PLAIN), fc.constantFrom('project', 'portfolio'), (spec, ends) => {
        const result = schedule(networkOf(spec), CALENDARS, { ends })
        for (const [node, float] of result.totalFloat.entries()) {
          if (result.order.head[node] !== -1) continue
          expect(float).toBeGreaterThanOrEqual(0)
          expect(result.freeFloat[node]).toBeLessThanOrEqual(float)
          expect(result.freeFloat[node]).toBeGreaterThanOrEqual(-TOLERANCE)
        }
      }),
      RUNS,
    )
  })

  test('the passes meet: what ends last has no float, and a path of nodes without float leads to it', () => {
    fc.assert(
      fc.property(arbitraryNetwork(PLAIN), (spec) => {
        const network = networkOf(spec)
        const result = schedule(network, CALENDARS, { ends: 'portfolio' })
        const last = [...result.earlyFinish.keys()].filter(
          (node) => result.order.head[node] === -1 && result.earlyFinish[node] === result.finishOfAll,
        )
        expect(last.length).toBeGreaterThan(0)
        for (const node of last) expect(result.totalFloat[node]).toBe(0)
        const { paths } = criticalPaths(network, result)
        for (const node of last) expect(paths.some(({ nodes }) => nodes.includes(node))).toBe(true)
      }),
      RUNS,
    )
  })

  test('the order of nodes and links changes no date and no float', () => {
    const traits = { ...PLAIN, special: true, rings: true }
    const some = arbitraryNetwork(traits).chain((spec) =>
      fc
        .array(fc.nat(100), { minLength: spec.nodes.length, maxLength: spec.nodes.length })
        .map((places) => ({ spec, places })),
    )
    fc.assert(
      fc.property(some, ({ spec, places }) => {
        const other = shuffled(spec, places)
        const one = schedule(networkOf(spec), CALENDARS)
        const two = schedule(networkOf(other.spec), CALENDARS)
        for (const column of [
          'start',
          'finish',
          'lateStart',
          'lateFinish',
          'totalFloat',
          'freeFloat',
        ] as const)
          expect(other.at.map((place) => two[column][place])).toEqual([...one[column]])
        expect(two.problems.map(({ kind }) => kind).toSorted()).toEqual(
          one.problems.map(({ kind }) => kind).toSorted(),
        )
      }),
      RUNS,
    )
  })

  test('a critical path lasts from its first start to its last finish, link by link', () => {
    fc.assert(
      fc.property(arbitraryNetwork({ summaries: true }), (spec) => {
        const network = networkOf(spec)
        const result = schedule(network, CALENDARS)
        for (const { nodes, links } of criticalPaths(network, result).paths)
          for (const [at] of links.entries()) {
            const [before = -1, after = -1] = [nodes[at], nodes[at + 1]]
            expect(result.earlyFinish[before]).toBeLessThanOrEqual(result.earlyStart[after] ?? Number.NaN)
          }
      }),
      RUNS,
    )
  })
})
