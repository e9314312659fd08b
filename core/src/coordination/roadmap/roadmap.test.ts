import fc from 'fast-check'
import { expect, test } from 'vitest'
import { home, item, link, record, scheduled, task } from '../network/test-support/portfolio.ts'
import { projectNetwork } from './project-network.ts'
import { barNodes, barOf } from './roadmap-bars.ts'
import { roadmapLinks } from './roadmap-links.ts'

const PROJECTS = [
  { id: 'web', name: 'Web', sources: [{ connection: 'gh' }] },
  { id: 'app', name: 'App', sources: [{ connection: 'jira' }] },
]
const order = new Map(PROJECTS.map(({ id }, place) => [id, place]))
const inWeb = { project: 'web' }
const inApp = { project: 'app' }

function refs(portfolio: ReturnType<typeof scheduled>, more: Partial<Parameters<typeof barNodes>[1]> = {}) {
  const nodes = barNodes(portfolio, { over: false, critical: false, ...more }, order)
  return nodes.map((node) => portfolio.portfolio.nodes[node]?.ref)
}

test('bars come by project in its configured order, by start, what belongs to no project last', () => {
  const portfolio = scheduled(
    [
      home(),
      item('z'),
      task('late', 1, {}, inApp),
      task('a', 2, {}, inWeb),
      task('b', 1, {}, inWeb),
      link('a', 'b'),
    ],
    { projects: PROJECTS },
  )
  expect(refs(portfolio)).toEqual(['a', 'b', 'late', 'z'])
})

test('done items, other projects, other times and other words are left out where that is asked for', () => {
  const portfolio = scheduled(
    [
      home(),
      item('done', { statusCategory: 'done' }, inWeb),
      task('a', 2, { title: 'Sign in' }, inWeb),
      task('b', 2, { title: 'Pay' }, inApp),
    ],
    { projects: PROJECTS },
  )
  expect(refs(portfolio)).toEqual(['a', 'b'])
  expect(refs(portfolio, { over: true })).toContain('done')
  expect(refs(portfolio, { projects: new Set(['app']) })).toEqual(['b'])
  expect(refs(portfolio, { text: 'SIGN' })).toEqual(['a'])
  const [start] = [portfolio.schedule.start[portfolio.portfolio.indexOf('gh', 'a') ?? 0] ?? 0]
  expect(refs(portfolio, { until: start })).toEqual([])
  expect(refs(portfolio, { from: start })).toEqual(['a', 'b'])
})

test('a bar tells its dates, its baseline and what no tracker states', () => {
  const portfolio = scheduled([home(), item('guess', {}, inWeb), task('firm', 2, {}, inWeb)], {
    projects: PROJECTS,
  })
  const bar = (ref: string) =>
    barOf(portfolio, portfolio.portfolio.indexOf('gh', ref) ?? -1, { finish: '2026-05-01' })
  expect(bar('guess')).toMatchObject({ assumed: true, baselineFinish: '2026-05-01', project: 'web' })
  const { start = 0, finish = 0, assumed } = bar('firm')
  expect([new Date(start).toISOString().slice(0, 10), assumed]).toEqual(['2026-05-04', false])
  expect(new Date(finish).toISOString().slice(0, 10)).toBe('2026-05-05')
})

test('links between projects are drawn, and those within one where that is asked for', () => {
  const portfolio = scheduled(
    [
      home(),
      task('a', 1, {}, inWeb),
      task('b', 1, {}, inWeb),
      task('c', 1, {}, inApp),
      link('a', 'b'),
      link('b', 'c'),
    ],
    { projects: PROJECTS },
  )
  const ends = (within: boolean) =>
    roadmapLinks(portfolio, { withinProjects: within }).map(({ from, to }) =>
      [from, to].map((node) => portfolio.portfolio.nodes[node]?.ref).join('-'),
    )
  expect(ends(false)).toEqual(['b-c'])
  expect(ends(true)).toEqual(['a-b', 'b-c'])
})

test('a link is contradicted where the successor is planned to start before its predecessor is to finish', () => {
  const withDates = (finish: string) =>
    roadmapLinks(
      scheduled(
        [
          home(),
          item('a', { plannedFinish: finish }, inWeb),
          item('b', { plannedStart: '2026-06-10' }, inApp),
          link('a', 'b', { type: 'blocks' }),
        ],
        { projects: PROJECTS },
      ),
      { withinProjects: false },
    ).map(({ broken }) => broken)
  expect(withDates('2026-06-12')).toEqual([true])
  // The same day is no contradiction: trackers know days, not hours.
  expect(withDates('2026-06-10')).toEqual([false])
})

test('links are added up by project, with those that lead back', () => {
  const portfolio = scheduled(
    [
      home(),
      task('a', 1, {}, inWeb),
      task('b', 1, {}, inApp),
      task('c', 1, {}, inWeb),
      task('d', 1, {}, inApp),
      link('a', 'b'),
      link('c', 'd'),
      link('b', 'c'),
      record({ kind: 'milestone', ref: 'm', container: 'home', name: 'M', state: 'open' }),
    ],
    { projects: PROJECTS },
  )
  const { nodes, edges } = projectNetwork(
    portfolio,
    roadmapLinks(portfolio, { withinProjects: false }),
    new Map(PROJECTS.map(({ id, name }) => [id, name])),
  )
  expect(nodes).toEqual([
    { id: 'web', name: 'Web', incoming: 1, outgoing: 2 },
    { id: 'app', name: 'App', incoming: 2, outgoing: 1 },
  ])
  expect(edges).toMatchObject([
    { from: 'web', to: 'app', links: 2, inRing: true },
    { from: 'app', to: 'web', links: 1, inRing: true },
  ])
})

test('projects are in a ring exactly where each can be reached from the other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 14 }), (pairs) => {
      const ids = Array.from({ length: 7 }, (_, n) => `p${n}`)
      const portfolio = { portfolio: { nodes: ids.map((project) => ({ project })) } }
      const links = pairs.map(([from, to]) => ({
        from,
        to,
        acrossTools: false,
        confirmed: true,
        critical: false,
        broken: false,
      }))
      // Named boundary: only the projects of the nodes are looked at.
      const { edges } = projectNetwork(portfolio as never, links, new Map(ids.map((id) => [id, id])))
      const reach = (from: string, to: string, seen = new Set<string>()): boolean =>
        edges.some(
          (edge) =>
            edge.from === from &&
            (edge.to === to || (!seen.has(edge.to) && reach(edge.to, to, seen.add(edge.to)))),
        )
      for (const { from, to, inRing } of edges) expect(inRing).toBe(reach(to, from))
    }),
  )
})
