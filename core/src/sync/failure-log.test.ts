import { expect, test } from 'vitest'
import { FailureLog } from './failure-log.ts'

const run = (state: 'ok' | 'partial' | 'failed', problem?: string) => ({
  connection: 'plans',
  state,
  trigger: 'schedule' as const,
  dryRun: false,
  streams: [],
  ...(problem !== undefined && { problem }),
})

test('a connection that fails is told once for each reason, and again when it works', () => {
  const log = new FailureLog()
  expect(log.of(run('ok'))).toBeUndefined()
  expect(log.of(run('failed', 'There is no folder.'))).toEqual({
    level: 'warn',
    message: 'The connection "plans" could not be read: There is no folder.',
  })
  expect(log.of(run('failed', 'There is no folder.'))).toBeUndefined()
  expect(log.of({ ...run('failed', 'There is no folder.'), connection: 'desk' })?.message).toMatch(/"desk"/)
  expect(log.of(run('failed', 'It asks for a token.'))?.message).toMatch(/It asks for a token\.$/)
  expect(log.of(run('partial', 'The server stopped.'))).toBeUndefined()
  expect(log.of(run('ok'))).toEqual({ level: 'info', message: 'The connection "plans" is read again.' })
  expect(log.of(run('ok'))).toBeUndefined()
})

test('the reason of a stream is told where the run has none of its own', () => {
  const streams = [{ reasons: [] }, { reasons: ['The file is not XML.'] }]
  expect(new FailureLog().of({ ...run('failed'), streams })?.message).toMatch(/: The file is not XML\.$/)
})

test('nothing is told of runs whose end somebody waits for, and of dry ones', () => {
  const log = new FailureLog()
  expect(log.of({ ...run('failed', 'No.'), trigger: 'manual' })).toBeUndefined()
  expect(log.of({ ...run('failed', 'No.'), dryRun: true })).toBeUndefined()
})
