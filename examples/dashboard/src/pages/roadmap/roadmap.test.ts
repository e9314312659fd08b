import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barAt, boxOf, daysMoved, ROW_HEIGHT, rowsWithin } from './roadmap-layout.ts'
import { roadmapAddressOf, roadmapViewOf } from './roadmap-view.ts'
import { rowsOf, type Bar } from './rows.ts'
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
  expect(roadmapViewOf({ project: [7], zoom: 'wide', at: 'yesterday' })).toEqual(roadmapViewOf({}))
})
