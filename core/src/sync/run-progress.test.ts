import { expect, test, vi } from 'vitest'
import { ProgressReporter } from './run-progress.ts'
import type { RunProgress } from './tables.ts'

test('a wait that begins while the row is being written is said right after', async () => {
  const saved: RunProgress[] = []
  const first = Promise.withResolvers<void>()
  const reporter = new ProgressReporter(async (progress) => {
    saved.push(progress)
    if (saved.length === 1) await first.promise
  })
  reporter.streams([])
  reporter.wait({ until: 60_000, reason: 'the budget is used up' } as Parameters<typeof reporter.wait>[0])
  first.resolve()
  await reporter.settled()
  expect(saved.map(({ wait }) => wait?.until)).toEqual([undefined, '1970-01-01T00:01:00.000Z'])
})

test('the last step is said though no other follows', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    const saved: number[] = []
    const reporter = new ProgressReporter(async ({ streams }) => void saved.push(streams.length))
    const result = {} as Parameters<typeof reporter.streams>[0][number]
    reporter.streams([])
    await vi.advanceTimersByTimeAsync(1)
    reporter.streams([result])
    reporter.streams([result, result])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(saved).toEqual([0, 2])
  } finally {
    vi.useRealTimers()
  }
})
