import { expect, test } from 'vitest'
import { endedProgress } from './ended-progress.ts'
import type { RunProgress } from './tables.ts'

test('streams that were going on when a run was cut short are told with the reason; the others stay as they are', () => {
  const stream = (name: string, state: string, pages: number) => ({ stream: name, state, pages, reasons: [] })
  // Only what the function looks at.
  const progress = {
    requests: 7,
    wait: { until: '2026-01-01T00:00:00Z', reason: 'the budget is used up' },
    streams: [stream('a', 'ok', 2), stream('b', 'running', 3), stream('c', 'running', 0)],
  } as unknown as RunProgress
  expect(endedProgress(progress, 'The server ended.')).toEqual({
    requests: 7,
    streams: [
      stream('a', 'ok', 2),
      { ...stream('b', 'partial', 3), reasons: ['The server ended.'] },
      { ...stream('c', 'skipped', 0), reasons: ['The server ended.'] },
    ],
  })
})
