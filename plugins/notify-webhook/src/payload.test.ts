import { expect, test } from 'vitest'
import type { Notification } from '@headless-pmo/sdk'
import { payloadOf } from './payload.ts'

test('a receiver gets type, time of the event, and everything else under data', () => {
  const notification: Notification = {
    id: 'msg_1',
    type: 'removals.waiting',
    at: '2026-03-01T12:00:00.000Z',
    title: '12 of 40 issues of github wait for a decision',
    text: 'Look at them.',
    url: 'https://pmo.example/api/v1/sync/removals?run=r1',
    connection: 'github',
    data: { run: 'r1', stream: 'issues', removals: 12, live: 40 },
  }
  expect(payloadOf(notification)).toEqual({
    type: 'removals.waiting',
    timestamp: '2026-03-01T12:00:00.000Z',
    data: {
      id: 'msg_1',
      title: '12 of 40 issues of github wait for a decision',
      text: 'Look at them.',
      url: 'https://pmo.example/api/v1/sync/removals?run=r1',
      connection: 'github',
      run: 'r1',
      stream: 'issues',
      removals: 12,
      live: 40,
    },
  })
})
