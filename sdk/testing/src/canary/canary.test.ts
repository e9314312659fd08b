import { describe, expect, test } from 'vitest'
import { findCanaries, plantable } from './canary.ts'

const value = plantable('token')
const canaries = [{ name: 'token', value }]

describe('canaries', () => {
  test.each([
    ['as it is', value],
    ['in an address', `https://x.test/?key=${encodeURIComponent(value)}`],
    ['in a form', new URLSearchParams({ key: value }).toString()],
    ['in JSON', JSON.stringify({ key: value })],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in basic authorisation', `Basic ${Buffer.from(`a-user:${value}`).toString('base64')}`],
    ['in basic authorisation of a longer user', `Basic ${Buffer.from(`users:${value}`).toString('base64')}`],
    ['in hexadecimal', Buffer.from(value).toString('hex')],
  ])('are found %s', (_, text) => {
    const found = findCanaries(canaries, { 'the log': `before ${text} after`, 'the records': 'nothing' })
    expect(found.map(({ canary, place }) => [canary, place])).toEqual([['token', 'the log']])
    expect(found[0]?.excerpt).not.toContain(value)
  })

  test('what only looks like one is none', () => {
    expect(findCanaries(canaries, { 'the log': 'canary-token' })).toEqual([])
  })
})
