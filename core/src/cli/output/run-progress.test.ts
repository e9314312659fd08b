import { expect, test } from 'vitest'
import type { Run } from '../../sync/index.ts'
import { ProgressLog, progressLine } from './run-progress.ts'

type StreamResult = Run['streams'][number]
const stream = (changes: Partial<StreamResult>): StreamResult => ({
  stream: 'issues',
  state: 'running',
  reasons: [],
  pages: 4,
  items: 400,
  written: 0,
  unchanged: 0,
  refused: 0,
  unmapped: 0,
  created: 0,
  updated: 0,
  retired: 0,
  restored: 0,
  remapped: 0,
  held: 0,
  suspect: false,
  ...changes,
})
const run = (changes: Partial<Run>): Run => ({
  id: 'r1',
  connection: 'code',
  trigger: 'manual',
  full: false,
  dryRun: false,
  state: 'running',
  queuedAt: '2026-03-02T12:00:00Z',
  requests: 5,
  streams: [stream({})],
  heldRemovals: 0,
  ...changes,
})
const now = Date.parse('2026-03-02T12:00:00Z')
const until = '2026-03-05T12:00:00Z'

test('a running sync shows items, pages, requests and what is left of the budget', () => {
  expect(progressLine(run({ rateRemaining: 4988 }), now)).toBe(
    "code: issues · 400 items, 4 pages, 5 requests, 4,988 left of the tracker's budget",
  )
})

test('a bar is shown where a stream says how much there is', () => {
  const line = progressLine(run({ streams: [stream({ total: 1000 })] }), now)
  expect(line).toBe('code: ████████░░░░░░░░░░░░ 40%  issues · 400 items, 4 pages, 5 requests')
})

test('a wait says until when and because of what', () => {
  const wait = { until, reason: 'the limit of the tracker is used up.' }
  expect(progressLine(run({ state: 'waiting', wait }), now)).toMatch(
    /^code: waiting until 2026-03-05 \d\d:00:00 because the limit of the tracker is used up · 400 items/,
  )
})

test('in a pipe each event is told once, and progress now and then', () => {
  const log = new ProgressLog()
  const wait = { until, reason: 'of its limit' }
  expect(log.lines(run({}), now)).toEqual([])
  expect(log.lines(run({}), now + 1000)).toEqual([])
  expect(log.lines(run({}), now + 5000)).toEqual(['code: 400 items, 4 pages, 5 requests'])
  expect(log.lines(run({ wait }), now + 5100)).toHaveLength(1)
  expect(log.lines(run({ wait }), now + 20_000)).toEqual([])
  const ended = run({ state: 'ok', endedAt: until, streams: [stream({ state: 'ok' })] })
  expect(log.lines(ended, now + 21_000)).toEqual(['code: issues ok, 400 items'])
  expect(log.lines(ended, now + 40_000)).toEqual([])
})
