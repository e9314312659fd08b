import { expect, test } from 'vitest'
import { callbackFindings } from './callback-findings.ts'

const HTTPS = 'https://pmo.example/oauth/callback'
const ours = () => Promise.resolve(new Response('', { status: 400, headers: { server: 'headless-pmo' } }))

test('an address that leads to this server is well, and asked once', async () => {
  let asked = 0
  const findings = await callbackFindings(
    [
      { id: 'jira', callback: HTTPS },
      { id: 'planner', callback: HTTPS },
    ],
    () => (asked++, ours()),
  )
  expect(findings).toMatchObject([{ state: 'ok', sentence: expect.stringContaining('jira, planner') }])
  expect(asked).toBe(1)
})

test.each([
  ['http://127.0.0.1:4400/oauth/callback', 'ok'],
  ['http://pmo.example/oauth/callback', 'warning'],
])('%s is %s', async (callback, state) => {
  expect(await callbackFindings([{ id: 'jira', callback }], ours)).toMatchObject([{ state }])
})

test.each([
  [
    'another program',
    () => Promise.resolve(new Response('hello')),
    'answered by another program (status 200)',
  ],
  ['nothing', () => Promise.reject(new Error('ECONNREFUSED')), 'does not answer (ECONNREFUSED)'],
])('where %s answers, it is said what to do', async (_, ask, why) => {
  expect(await callbackFindings([{ id: 'jira', callback: HTTPS }], ask)).toMatchObject([
    {
      state: 'warning',
      sentence: expect.stringContaining(why),
      action: expect.stringContaining('PMO_PUBLIC_URL'),
    },
  ])
})
