import { expect, test } from 'vitest'
import { runReason } from './run-reason.ts'

const stream = (name: string, state: 'ok' | 'partial' | 'failed' | 'skipped', ...reasons: string[]) => ({
  stream: name,
  state,
  reasons,
})

test('a run says in one sentence why it did not end well: its own, else that of a stream that failed', () => {
  const streams = [
    stream('users', 'skipped', 'Not tried.'),
    stream('projects', 'failed', 'No reply.'),
    stream('issues', 'failed', 'No reply either.'),
  ]
  expect(runReason({ streams })).toBe('projects: No reply. (and 1 more streams)')
  expect(runReason({ problem: 'It was stopped.', streams })).toBe('It was stopped.')
  expect(runReason({ streams: [stream('issues', 'partial', 'Two were refused.')] })).toBe(
    'issues: Two were refused.',
  )
  expect(runReason({ streams: [stream('issues', 'ok')] })).toBeUndefined()
})
