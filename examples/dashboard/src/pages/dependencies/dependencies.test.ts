import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dependenciesAddressOf, dependenciesViewOf, ONLY, WAYS } from './dependencies-view.ts'
import { NODE_HEIGHT, NODE_WIDTH, pathOf, placesOf } from './graph-layout.ts'
import { foundOfPair, withFound, type FoundLink } from './found-links.ts'
import { pairLinks } from './pair-links.ts'
import { edgeText, shownOf, signsOf, toneOf, type ProjectEdge } from './network.ts'

const edge = (from: string, to: string, more: Partial<ProjectEdge> = {}): ProjectEdge => ({
  from,
  to,
  links: 1,
  acrossTools: 0,
  unconfirmed: 0,
  contradictions: 0,
  cyclic: 0,
  critical: 0,
  inRing: false,
  ...more,
})
const node = (id: string, incoming = 1) => ({ id, name: id.toUpperCase(), incoming, outgoing: 0 })

/** Id of a project; empty: items of none. */
const end = fc.string().filter((text) => text === '' || text.trim() !== '')

test('a view is its address again, and nonsense in an address is passed over', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(WAYS) as (keyof typeof WAYS)[])),
      fc.constantFrom(...(Object.keys(ONLY) as (keyof typeof ONLY)[])),
      fc.option(fc.tuple(end, end), { nil: undefined }),
      (way, only, pair) => {
        fc.pre(pair === undefined || pair[0] !== pair[1])
        const view = { way, only, ...(pair !== undefined && { pair }) }
        expect(dependenciesViewOf(dependenciesAddressOf(view))).toEqual(view)
      },
    ),
  )
  expect(dependenciesViewOf({ way: 'toString', only: 7, from: 'a', project: ['x'] })).toEqual({
    way: 'graph',
    only: 'all',
  })
})

test('boxes of any network, rings and all, lie apart and within the picture, and every edge has its way', () => {
  const ids = fc.uniqueArray(fc.constantFrom('', '__proto__', 'a', 'b', 'c', 'd', 'e', 'f'), { minLength: 2 })
  fc.assert(
    fc.property(ids, fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }), (names, pairs) => {
      const keys = new Set<string>()
      const edges = pairs.flatMap(([a, b]) => {
        const [from, to] = [names[a % names.length] ?? '', names[b % names.length] ?? '']
        const key = `${from}\n${to}`
        if (from === to || keys.has(key)) return []
        keys.add(key)
        return [{ from, to }]
      })
      const places = placesOf(
        names.map((id) => ({ id })),
        edges,
      )
      for (const [index, one] of places.nodes.entries()) {
        expect(one.x - NODE_WIDTH / 2).toBeGreaterThanOrEqual(0)
        expect(one.x + NODE_WIDTH / 2).toBeLessThanOrEqual(places.width)
        expect(one.y + NODE_HEIGHT / 2).toBeLessThanOrEqual(places.height)
        for (const other of places.nodes.slice(index + 1)) {
          expect(
            Math.abs(one.x - other.x) >= NODE_WIDTH - 0.01 || Math.abs(one.y - other.y) >= NODE_HEIGHT - 0.01,
          ).toBe(true)
        }
      }
      for (const { points } of places.edges) {
        expect(points.length).toBeGreaterThanOrEqual(2)
        expect(pathOf(points)).toMatch(/^M[-\d.,]+[QL]/)
      }
    }),
    { numRuns: 40 },
  )
})

test('what waits stands to the right of what it waits for', () => {
  const { nodes } = placesOf([{ id: 'b' }, { id: 'a' }], [edge('a', 'b')])
  const [b, a] = nodes
  expect(b?.x).toBeGreaterThan((a?.x ?? 0) + NODE_WIDTH)
})

test('a path begins and ends where its edge does', () => {
  const points = [0, 10, 20, 30].map((x) => ({ x, y: x }))
  expect(pathOf(points)).toBe('M0.0,0.0Q10.0,10.0 15.0,15.0Q20.0,20.0 30.0,30.0')
  expect(pathOf(points.slice(0, 2))).toBe('M0.0,0.0L10.0,10.0')
})

test('a filter keeps its edges and their ends; who is tied to nobody is told apart', () => {
  const network = {
    nodes: [node('a'), node('b'), node('c'), node('alone', 0)],
    edges: [edge('a', 'b', { contradictions: 2 }), edge('b', 'c', { inRing: true })],
  }
  expect(shownOf(network, 'all').tied.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  const shown = shownOf(network, 'contradictions')
  expect(shown.edges).toEqual([network.edges[0]])
  expect(shown.tied.map(({ id }) => id)).toEqual(['a', 'b'])
  // C has dependencies that the filter hides: that is not the same as having none.
  expect(shown.alone.map(({ id }) => id)).toEqual(['alone'])
})

test('an edge says what is wrong with it in words and signs; a contradiction counts more than a ring', () => {
  const bad = edge('a', 'b', { links: 3, contradictions: 2, inRing: true, unconfirmed: 1 })
  expect(toneOf(bad)).toBe('bad')
  expect(signsOf(bad)).toBe('!↻?')
  expect(edgeText(bad, (id) => id.toUpperCase())).toBe(
    'B waits for A: 3 links, 2 contradicted by dates, the projects wait for each other in a ring, 1 found in texts and not confirmed',
  )
  expect(toneOf(edge('a', 'b', { inRing: true, critical: 1 }))).toBe('ring')
  expect(signsOf(edge('a', 'b', { critical: 1 }))).toBe('')
})

test('the links of a pair are those of its direction, contradicted ones first; items of no project are a project of their own', () => {
  const bar = (of: number, project?: string) => ({
    node: of,
    kind: 'workItem' as const,
    connection: 'c',
    ref: String(of),
    title: `Item ${of}`,
    ...(project !== undefined && { project }),
    critical: false,
    late: false,
    done: false,
    milestone: false,
    summary: false,
    assumed: false,
  })
  const link = (from: number, to: number, broken = false) => ({
    from,
    to,
    type: 'FS' as const,
    origin: 'tracker' as const,
    confirmed: true,
    acrossTools: false,
    critical: false,
    broken,
    inCycle: false,
  })
  const bars = [bar(1, 'a'), bar(2, 'b'), bar(3, 'b'), bar(4)]
  const links = [link(1, 2), link(1, 3, true), link(3, 1), link(4, 1), link(1, 9)]
  const ends = (pair: readonly [string, string]) =>
    pairLinks(bars, links, pair).map(({ from, to }) =>
      [from, to].map((end) => (end.kind === 'project' ? end.id : end.node)),
    )
  expect(ends(['a', 'b'])).toEqual([
    [1, 3],
    [1, 2],
  ])
  expect(ends(['b', 'a'])).toEqual([[3, 1]])
  expect(ends(['', 'a'])).toEqual([[4, 1]])
})

test('what texts tell is counted beside what is confirmed, also where nothing else ties two projects', () => {
  const found = (id: string, from: string | undefined, to: string): FoundLink => ({
    id,
    origin: 'found',
    confirmed: false,
    type: 'blocks',
    from: from === undefined ? {} : { project: from },
    to: { project: to },
  })
  const texts = [found('1', 'a', 'b'), found('2', 'a', 'b'), found('3', 'b', 'c'), found('4', 'c', 'c')]
  const nodes = ['a', 'b', 'c'].map((id) => ({ id, name: id, incoming: 0, outgoing: 0 }))
  const { edges } = withFound({ nodes, edges: [edge('a', 'b', { links: 3 })] }, texts)
  expect(edges).toMatchObject([
    { from: 'a', to: 'b', links: 3, unconfirmed: 2 },
    { from: 'b', to: 'c', links: 0, unconfirmed: 1 },
  ])
  expect(shownOf({ nodes, edges }, 'all').alone).toEqual([])
  expect(foundOfPair(texts, ['a', 'b']).map(({ id }) => id)).toEqual(['1', '2'])
  // Of an end that belongs to no project.
  const outside = withFound({ nodes, edges: [] }, [found('5', undefined, 'a')])
  expect(outside.edges).toMatchObject([{ from: '', to: 'a', unconfirmed: 1 }])
  expect(outside.nodes.at(-1)).toMatchObject({ id: '', name: 'No project' })
})

test('items that wait for each other are marked before anything else', () => {
  const cyclic = edge('a', 'b', { links: 2, cyclic: 2, inRing: true })
  expect(toneOf(cyclic)).toBe('bad')
  expect(signsOf(cyclic)).toBe('∞↻')
  expect(edgeText(cyclic, (id) => id)).toContain('2 between items that wait for each other')
  expect(shownOf({ nodes: [], edges: [cyclic, edge('b', 'c')] }, 'cycles').edges).toEqual([cyclic])
})
