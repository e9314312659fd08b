import { expect, test } from 'vitest'
import { hintsOf } from './webhook.ts'

const delivery = (body: unknown) => hintsOf({ body, header: () => null })

test('a delivery names the issue to read again', () => {
  expect(delivery({ action: 'closed', issue: { id: '7', state: 'Closed' } })).toEqual([
    { stream: 'issues', ref: '7' },
  ])
})

test('an event that nobody knows hints at nothing', () => {
  expect(delivery({ action: 'ping' })).toEqual([])
  expect(delivery(null)).toEqual([])
})
