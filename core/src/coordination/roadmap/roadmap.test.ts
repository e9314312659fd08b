import fc from 'fast-check'
import { expect, test } from 'vitest'
import { home, item, link, record, scheduled, task } from '../network/test-support/portfolio.ts'
import { projectNetwork } from './project-network.ts'
import { progressOf } from './progress.ts'
import { barNodes, barOf } from './roadmap-bars.ts'
import { roadmapLinks } from './roadmap-links.ts'

const PROJECTS = [
  { id: 'web', name: 'Web', sources: [{ connection: 'gh' }] },
  { id: 'app', name: 'App', sources: [{ connection: 'jira' }] },
]
const order = new Map(PROJECTS.map(({ id }, place) => [id, place]))
const inWeb = { project: 'web' }
const inApp = { project: 'app' }

async function refs(
  portfolio: ReturnType<typeof scheduled>,
  more: Partial<Parameters<typeof barNodes>[1]> = {},
) {
  const nodes = await barNodes(portfolio, { over: false, critical: false, ...more }, order)
  return nodes.map((node) => portfolio.portfolio.nodes[node]?.ref)
}

test('bars come by project in its configured order, by start, what belongs to no project last', async () => {
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
  expect(await refs(portfolio)).toEqual(['a', 'b', 'late', 'z'])
  // Another order of the same schedule is another order of its rows.
  const turned = await barNodes(
    portfolio,
    { over: false, critical: false },
    new Map([
      ['app', 0],
      ['web', 1],
    ]),
  )
  expect(turned.map((node) => portfolio.portfolio.nodes[node]?.ref)).toEqual(['late', 'a', 'b', 'z'])
})

test('done items, other projects, other times and other words are left out where that is asked for', async () => {
  const portfolio = scheduled(
    [
      home(),
      item('done', { statusCategory: 'done' }, inWeb),
      task('a', 2, { title: 'Sign in' }, inWeb),
      task('b', 2, { title: 'Pay' }, inApp),
    ],
    { projects: PROJECTS },
  )
  expect(await refs(portfolio)).toEqual(['a', 'b'])
  expect(await refs(portfolio, { over: true })).toContain('done')
  expect(await refs(portfolio, { projects: new Set(['app']) })).toEqual(['b'])
  expect(await refs(portfolio, { text: 'SIGN' })).toEqual(['a'])
  const [start] = [portfolio.schedule.start[portfolio.portfolio.indexOf('gh', 'a') ?? 0] ?? 0]
  expect(await refs(portfolio, { until: start })).toEqual([])
  expect(await refs(portfolio, { from: start })).toEqual(['a', 'b'])
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

test('links between projects are drawn, and those within one where that is asked for', async () => {
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
  const ends = async (within: boolean, projects?: ReadonlySet<string>) =>
    (
      await roadmapLinks(portfolio, { withinProjects: within, ...(projects !== undefined && { projects }) })
    ).map(({ from, to }) => [from, to].map((node) => portfolio.portfolio.nodes[node]?.ref).join('-'))
  expect(await ends(false, new Set(['web']))).toEqual(['b-c'])
  expect(await ends(true, new Set(['app']))).toEqual(['b-c'])
  expect(await ends(true, new Set(['other']))).toEqual([])
  expect(await ends(false)).toEqual(['b-c'])
  expect(await ends(true)).toEqual(['a-b', 'b-c'])
})

test('a link is contradicted where the successor is planned to start before its predecessor is to finish', async () => {
  const withDates = async (finish: string) =>
    (
      await roadmapLinks(
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
      )
    ).map(({ broken }) => broken)
  expect(await withDates('2026-06-12')).toEqual([true])
  // The same day is no contradiction: trackers know days, not hours.
  expect(await withDates('2026-06-10')).toEqual([false])
})

test('a link is contradicted, too, where the successor is due before its predecessor is, or can be, done', async () => {
  const broken = async (first: Parameters<typeof item>[1], due: string) =>
    (
      await roadmapLinks(
        scheduled(
          [home(), item('a', first, inWeb), item('b', { due }, inApp), link('a', 'b', { type: 'blocks' })],
          { projects: PROJECTS },
        ),
        { withinProjects: false },
      )
    ).map((one) => one.broken)
  expect(await broken({ due: '2026-06-12' }, '2026-06-10')).toEqual([true])
  expect(await broken({ due: '2026-06-12' }, '2026-06-12')).toEqual([false])
  // What is overdue is done today at the earliest.
  expect(await broken({ due: '2026-04-01' }, '2026-04-02')).toEqual([true])
  expect(await broken({ due: '2026-04-01', statusCategory: 'done' }, '2026-04-02')).toEqual([false])
})

test('links are added up by project, with those that lead back', async () => {
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
    await roadmapLinks(portfolio, { withinProjects: false }),
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
        inCycle: false,
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

test('progress is what a tracker states; time that has passed is none, and where nothing tells it stays unknown', () => {
  const portfolio = scheduled(
    [
      home(),
      item('percent', { percentComplete: 40, statusCategory: 'in_progress' }, inWeb),
      item('not-begun', { percentComplete: 0 }, inWeb),
      item('work', { estimate: 100, spent: 300, remaining: 100, statusCategory: 'in_progress' }, inWeb),
      item('silent', { statusCategory: 'in_progress', started: '2026-04-01' }, inWeb),
      item('over', { percentComplete: 60, statusCategory: 'done' }, inWeb),
    ],
    { projects: PROJECTS },
  )
  const progress = (ref: string) => {
    const bar = barOf(portfolio, portfolio.portfolio.indexOf('gh', ref) ?? -1, undefined)
    return [bar.progress, bar.progressFrom]
  }
  expect(progress('percent')).toEqual([40, 'percent'])
  expect(progress('not-begun')).toEqual([0, 'percent'])
  expect(progress('work')).toEqual([75, 'work'])
  expect(progress('silent')).toEqual([undefined, undefined])
  expect(progress('over')).toEqual([100, 'state'])
  expect(progressOf({ statusCategory: 'cancelled', percentComplete: 50 })).toEqual({})
  expect(progressOf({ statusCategory: 'todo', work: { planned: 0, remaining: 0 } })).toEqual({})
  expect(progressOf({ statusCategory: 'todo', work: { planned: 100, remaining: 250 } }).progress).toBe(0)
})

test('a link that is stated between whole projects is one of the roadmap, and names them', async () => {
  const portfolio = scheduled([home(), task('a', 1, {}, inWeb), task('b', 1, {}, inApp)], {
    projects: PROJECTS,
    kept: [
      {
        id: 'stated:1',
        origin: 'stated',
        from: { kind: 'project', project: 'web' },
        to: { kind: 'project', project: 'app' },
        type: 'FS',
        by: 'pmo',
        at: '2026-05-01T00:00:00Z',
      },
    ],
  })
  const links = await roadmapLinks(portfolio, { withinProjects: false })
  expect(links).toMatchObject([{ fromProject: 'web', toProject: 'app', origin: 'stated', inCycle: false }])
  const { edges } = projectNetwork(portfolio, links, new Map(PROJECTS.map(({ id, name }) => [id, name])))
  expect(edges).toMatchObject([{ from: 'web', to: 'app', links: 1, cyclic: 0 }])
})

test('links whose ends wait for each other are marked, and others of the same projects are not', async () => {
  const portfolio = scheduled(
    [
      home(),
      task('a', 1, {}, inWeb),
      task('b', 1, {}, inApp),
      task('c', 1, {}, inWeb),
      task('d', 1, {}, inApp),
      link('a', 'b'),
      link('b', 'c'),
      link('c', 'a'),
      link('c', 'd'),
    ],
    { projects: PROJECTS },
  )
  const links = await roadmapLinks(portfolio, { withinProjects: true })
  const marked = links.map(
    ({ from, to, inCycle }) =>
      `${[from, to].map((node) => portfolio.portfolio.nodes[node]?.ref).join('-')} ${inCycle}`,
  )
  expect(marked.toSorted()).toEqual(['a-b true', 'b-c true', 'c-a true', 'c-d false'])
  const { edges } = projectNetwork(portfolio, links, new Map(PROJECTS.map(({ id, name }) => [id, name])))
  expect(edges).toMatchObject([
    { from: 'web', to: 'app', links: 2, cyclic: 1 },
    { from: 'app', to: 'web', links: 1, cyclic: 1 },
  ])
})
