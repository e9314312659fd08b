import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barAt, boxOf, daysMoved, ROW_HEIGHT, rowsWithin } from './roadmap-layout.ts'
import { roadmapAddressOf, roadmapViewOf } from './roadmap-view.ts'
import { elbowsOf, rowPlaces } from './row-places.ts'
import { rowsOf, type Bar, type Link } from './rows.ts'
import { daysText, promiseText, withMove } from './scenario.ts'
import { DAY, fitted, panned, ticksOf, timeAt, xOf, zoomed } from './time-scale.ts'

const bar = (node: number, more: Partial<Bar> = {}): Bar => ({
  node,
  kind: 'workItem',
  connection: 'c',
  ref: String(node),
  title: `Item ${node}`,
  critical: false,
  late: false,
  done: false,
  milestone: false,
  summary: false,
  assumed: false,
  ...more,
})

const scales = fc.record({
  origin: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) }),
  msPerPx: fc.double({ min: DAY / 100, max: DAY * 300, noNaN: true }),
})

test('a place on the screen and its time are each other’s', () => {
  fc.assert(
    fc.property(scales, fc.double({ min: -5000, max: 5000, noNaN: true }), (scale, x) => {
      expect(xOf(scale, timeAt(scale, x))).toBeCloseTo(x, 3)
    }),
  )
})

test('zooming keeps what is under the pointer there, and panning moves everything alike', () => {
  fc.assert(
    fc.property(
      scales,
      fc.integer({ min: 0, max: 2000 }),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      (scale, x, factor) => {
        const before = timeAt(scale, x)
        const after = zoomed(scale, factor, x)
        expect(Math.abs(timeAt(after, x) - before)).toBeLessThan(after.msPerPx)
        expect(timeAt(panned(scale, x), 0)).toBeCloseTo(timeAt(scale, x), -1)
      },
    ),
  )
})

test('everything fits after fitting', () => {
  const [from, until] = [Date.UTC(2026, 0, 5), Date.UTC(2027, 5, 1)]
  const scale = fitted(from, until, 900)
  expect(xOf(scale, from)).toBeGreaterThanOrEqual(0)
  expect(xOf(scale, until)).toBeLessThanOrEqual(900)
})

test('an axis has lines in order, never so close that labels touch, at any zoom', () => {
  fc.assert(
    fc.property(scales, (scale) => {
      const { minor } = ticksOf(scale, 1200)
      const gaps = minor
        .slice(1)
        .map(({ time }, index) => (time - (minor[index]?.time ?? time)) / scale.msPerPx)
      // A February is shorter than the month that pixels are counted for, and 100 years are drawn for nobody.
      expect(gaps.every((gap) => gap > (scale.msPerPx < DAY * 10 ? 22 : 0))).toBe(true)
    }),
  )
})

test('parts stand below what they are part of, and nobody is lost, whatever names whom as its parent', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(12), { nil: undefined }), { maxLength: 12 }), (parents) => {
      const bars = parents.map((parent, node) =>
        bar(node, { project: 'p', ...(parent !== undefined && { parent }) }),
      )
      const rows = rowsOf(bars, [{ id: 'p', name: 'P' }], new Set())
      const nodes = rows.flatMap((row) => (row.kind === 'bar' ? row.bar.node : []))
      expect(nodes.toSorted((a, b) => a - b)).toEqual(bars.map(({ node }) => node))
    }),
  )
  const rows = rowsOf([bar(1, { parent: 2 }), bar(2), bar(3, { parent: 1 })], [], new Set())
  expect(rows.map((row) => (row.kind === 'bar' ? `${row.depth}:${row.bar.node}` : row.name))).toEqual([
    'No project',
    '0:2',
    '1:1',
    '2:3',
  ])
})

test('a closed project shows its own row alone', () => {
  const rows = rowsOf(
    [bar(1, { project: 'a' }), bar(2, { project: 'b' })],
    [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ],
    new Set(['a']),
  )
  expect(rows.map((row) => (row.kind === 'bar' ? row.bar.node : row.name))).toEqual(['A', 'B', 2])
})

test('a bar is hit where it is drawn, small ones too, and nothing beside it', () => {
  const scale = { origin: 0, msPerPx: DAY / 10 }
  const rows = rowsOf([bar(1, { start: 10 * DAY, finish: 10 * DAY })], [], new Set())
  const box = boxOf(scale, 1, 10 * DAY, 10 * DAY)
  expect(barAt(rows, scale, { x: box.x, y: ROW_HEIGHT * 1.5 })?.node).toBe(1)
  expect(barAt(rows, scale, { x: box.x + 30, y: ROW_HEIGHT * 1.5 })).toBeUndefined()
  expect(barAt(rows, scale, { x: box.x, y: ROW_HEIGHT / 2 })).toBeUndefined()
})

test('rows within a window are those that can be seen', () => {
  expect(rowsWithin(10_000, ROW_HEIGHT * 100, ROW_HEIGHT * 20)).toEqual({ first: 100, end: 120 })
  expect(rowsWithin(5, 0, 1000)).toEqual({ first: 0, end: 5 })
  expect(rowsWithin(5, 9000, 1000)).toEqual({ first: 5, end: 5 })
})

test('a bar is moved by whole days', () => {
  expect(daysMoved({ origin: 0, msPerPx: DAY / 10 }, 24)).toBe(2)
  expect(Object.is(daysMoved({ origin: 0, msPerPx: DAY / 10 }, -3), 0)).toBe(true)
})

test('a view is its address, and what an address says otherwise is passed over', () => {
  const view = roadmapViewOf({
    project: ['a'],
    text: 'pay',
    critical: true,
    links: false,
    zoom: '12.5',
    at: '2026-03-01',
  })
  expect(roadmapViewOf(roadmapAddressOf(view))).toEqual(view)
  expect(roadmapViewOf({ project: [{}, ''], zoom: 'wide', at: 'yesterday' })).toEqual(roadmapViewOf({}))
})

const link = (from: number, to: number, more: Partial<Link> = {}): Link => ({
  from,
  to,
  type: 'FS',
  origin: 'tracker',
  confirmed: true,
  acrossTools: false,
  critical: false,
  broken: false,
  inCycle: false,
  ...more,
})

test('a link leads to the row of a project that is closed, at the time of its bar, and is not drawn within one', () => {
  const bars = [
    bar(1, { project: 'a', start: 0, finish: 2 * DAY }),
    bar(2, { project: 'a', start: 0, finish: DAY }),
    bar(3, { project: 'b', start: 5 * DAY, finish: 6 * DAY }),
  ]
  const projects = [
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B' },
  ]
  const open = rowPlaces(rowsOf(bars, projects, new Set()), bars)
  expect(open.endsOf(link(1, 3))).toEqual({
    from: { row: 1, time: 2 * DAY },
    to: { row: 4, time: 5 * DAY },
  })
  const closed = rowPlaces(rowsOf(bars, projects, new Set(['a', 'b'])), bars)
  expect(closed.endsOf(link(1, 3))).toEqual({
    from: { row: 0, time: 2 * DAY },
    to: { row: 1, time: 5 * DAY },
  })
  expect(closed.endsOf(link(1, 2))).toBeUndefined()
  expect(open.endsOf(link(1, 99))).toBeUndefined()
  // Of whole projects it begins and ends where they do.
  expect(open.endsOf(link(90, 91, { fromProject: 'a', toProject: 'b', type: 'SF' }))).toEqual({
    from: { row: 0, time: 0 },
    to: { row: 3, time: 6 * DAY },
  })
})

test('a link leaves the end that it is of and comes in from outside, without crossing either bar', () => {
  const scale = { origin: 0, msPerPx: DAY / 10 }
  const types = fc.constantFrom('FS', 'SS', 'FF', 'SF')
  const time = fc.integer({ min: 0, max: 100 }).map((days) => days * DAY)
  fc.assert(
    fc.property(types, time, time, fc.boolean(), (type, first, second, isUp) => {
      const ends = {
        from: { row: isUp ? 7 : 2, time: first },
        to: { row: isUp ? 2 : 7, time: second },
      }
      const points = elbowsOf({ type }, scale, ends)
      const [begin, next] = points
      const [before, end] = points.slice(-2)
      expect(begin).toEqual({ x: xOf(scale, first), y: (ends.from.row + 0.5) * ROW_HEIGHT })
      expect(end).toEqual({ x: xOf(scale, second), y: (ends.to.row + 0.5) * ROW_HEIGHT })
      expect(Math.sign((next?.x ?? 0) - (begin?.x ?? 0))).toBe(type[0] === 'F' ? 1 : -1)
      expect(Math.sign((before?.x ?? 0) - (end?.x ?? 0))).toBe(type[1] === 'S' ? -1 : 1)
      // Only straight across and straight down.
      for (const [index, point] of points.slice(1).entries())
        expect(point.x === points[index]?.x || point.y === points[index]?.y).toBe(true)
    }),
  )
})

test('a bar that is moved again is supposed once, and one that is back is supposed no more', () => {
  const [a, b] = [bar(1, { key: 'A-1' }), bar(2, { kind: 'milestone' })]
  const one = withMove(withMove([], a, 3), b, -1)
  expect(one.map(({ item, days }) => [item, days])).toEqual([
    ['c/A-1', 3],
    ['c/milestone:2', -1],
  ])
  expect(withMove(one, a, 4).map(({ days }) => days)).toEqual([-1, 4])
  expect(withMove(one, a, 0).map(({ item }) => item)).toEqual(['c/milestone:2'])
  expect([daysText(1), daysText(-2), daysText(0)]).toEqual([
    '1 day later',
    '2 days earlier',
    'where it is scheduled',
  ])
})

test('a milestone that its tracker and a baseline promise is told as two promises', () => {
  const promise = {
    node: { connection: 'code', kind: 'milestone', ref: '2', title: '3.0' },
    project: 'web',
    by: { at: '2026-12-17T23:00:00Z', day: '2026-12-17' },
    lateAfter: 1,
    state: 'broken',
  } as const
  const nameOf = () => 'Web shop'
  expect(promiseText({ ...promise, kind: 'deadline' }, nameOf)).toBe('3.0 by Dec 17, 2026: 1 day late')
  expect(promiseText({ ...promise, kind: 'baseline', name: 'Agreed', lateAfter: 6.2 }, nameOf)).toBe(
    '3.0 in the baseline “Agreed” by Dec 17, 2026: 7 days late',
  )
  const { node: _node, ...project } = promise
  expect(promiseText({ ...project, kind: 'project', name: 'Launch' }, nameOf)).toBe(
    'Web shop “Launch” by Dec 17, 2026: 1 day late',
  )
})
