import { expect, test } from 'vitest'
import { webhookFindings } from './webhook-findings.ts'

test('where no webhook is expected there is nothing to find', () => {
  expect(webhookFindings([], undefined)).toEqual([])
})

test.each([
  [undefined, 'warning', 'no public address is set'],
  ['http://127.0.0.1:4400', 'warning', 'is an address of this machine alone'],
  ['https://pmo.example.com', 'ok', 'https://pmo.example.com/webhooks/<connection>'],
])('where webhooks are expected, the public address %s is: %s', (publicUrl, state, words) => {
  expect(webhookFindings(['code'], publicUrl)).toMatchObject([
    { subject: 'webhooks', state, sentence: expect.stringContaining(words) },
  ])
})
