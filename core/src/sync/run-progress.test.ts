import { expect, test } from 'vitest'
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
