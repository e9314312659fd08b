import { expect, test } from 'vitest'
import type { NotifierView } from '../notifications/index.ts'
import { notifierFinding } from './notifier-finding.ts'

const well: NotifierView = {
  id: 'ops',
  title: 'Operations',
  plugin: 'hook',
  managed: 'file',
  version: 1,
  changedBy: 'pmo.config.ts',
  changedAt: '2026-03-01T12:00:00Z',
  on: ['*'],
  config: {},
  secrets: [],
  waiting: 3,
  dead: 0,
}

test('the worst is said, with what to do', () => {
  expect(notifierFinding(well).state).toBe('ok')
  const dead = { ...well, dead: 2 }
  expect(notifierFinding(dead)).toMatchObject({ state: 'warning', sentence: '2 deliveries were given up.' })
  const off = { ...dead, off: { reason: 'The receiver answered 410.', since: '2026-03-01T12:00:00Z' } }
  expect(notifierFinding(off)).toMatchObject({
    state: 'error',
    sentence: 'It was switched off on 2026-03-01: The receiver answered 410.',
    action: 'When that is mended, run: pmo notifiers enable ops',
  })
  expect(notifierFinding({ ...off, problem: 'A secret is missing.' })).toMatchObject({
    sentence: 'A secret is missing.',
    action: 'Correct it, then restart the server.',
  })
})
