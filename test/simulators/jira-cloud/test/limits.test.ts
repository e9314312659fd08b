import { expect, test } from 'vitest'
import { DEFAULT_CLOUD_ID, fixedClock, JiraCloudSimulator, type LimitOptions } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY } from './company.ts'

const APP = { clientId: 'app', clientSecret: 'hush', refreshToken: 'first', login: 'ada' }

const start = async (limits: LimitOptions) => {
  const clock = fixedClock('2026-01-05T09:20:00Z')
  const simulator = new JiraCloudSimulator({ ...COMPANY, clock, oauthApps: [APP], limits })
  const grant = simulator.authority.refresh('app', 'hush', 'first')
  const app = (target: string, body?: unknown) =>
    ask(simulator, `/ex/jira/${DEFAULT_CLOUD_ID}${target}`, body, {
      authorization: `Bearer ${grant?.accessToken ?? ''}`,
    })
  return { clock, simulator, app }
}

const TYPES = '/rest/api/3/issuetype'
const told = (headers: Headers, name: string): string | null => headers.get(name)

test('an app pays points until the UTC hour ends, and an API token pays none', async () => {
  const { clock, simulator, app } = await start({ pointsPerHour: 40 })
  const search = { jql: 'project = APP', maxResults: 30 }
  const first = await app('/rest/api/3/search/jql', search)
  expect(told(first.headers, 'ratelimit-policy')).toBe('"jira-quota-tenant-based";w=3600;q=40')
  expect(told(first.headers, 'ratelimit')).toBeNull()
  for (let count = 0; count < 9; count++) await app(TYPES)
  const last = await app(TYPES)
  expect(last.status).toBe(429)
  expect(told(last.headers, 'ratelimit-reason')).toBe('jira-quota-tenant-based')
  expect(told(last.headers, 'retry-after')).toBe('2400')
  expect(told(last.headers, 'x-ratelimit-reset')).toBe('2026-01-05T10:00Z')
  expect(told(last.headers, 'ratelimit')).toBe('"jira-quota-tenant-based";t=2400;r=0')
  expect((await ask(simulator, TYPES)).status).toBe(200)
  clock.advance(2_400_000)
  expect((await app(TYPES)).status).toBe(200)
})

test('a burst of one endpoint leaves the others alone', async () => {
  const { clock, simulator } = await start({ burst: 2, resetForm: 'epoch' })
  const get = (target: string) => ask(simulator, target)
  await get(TYPES)
  await get(TYPES)
  const third = await get(TYPES)
  expect(third.status).toBe(429)
  expect(told(third.headers, 'ratelimit-reason')).toBe('jira-burst-based')
  expect(told(third.headers, 'retry-after')).toBe('1')
  expect(told(third.headers, 'x-ratelimit-reset')).toBe(String(Date.parse('2026-01-05T09:20:01Z') / 1000))
  expect((await get('/rest/api/3/status')).status).toBe(200)
  clock.advance(1000)
  expect((await get(TYPES)).status).toBe(200)
})

test('writes of one issue are limited, those of another are not', async () => {
  const { simulator } = await start({ writesPerIssue: 2 })
  const write = (key: string, fields: unknown) =>
    ask(simulator, `/rest/api/3/issue/${key}`, { fields }, { method: 'PUT' })
  expect((await write('APP-2', { summary: 'One', labels: ['wet'], duedate: '2026-02-01' })).status).toBe(204)
  expect((await write('APP-2', { customfield_10028: 8, assignee: null })).status).toBe(204)
  const third = await write('APP-2', { summary: 'Three' })
  expect(third.status).toBe(429)
  expect(told(third.headers, 'ratelimit-reason')).toBe('jira-per-issue-on-write')
  expect((await write('APP-3', { summary: '' })).status).toBe(400)
  expect((await ask(simulator, '/rest/api/3/issue/APP-2')).body).toMatchObject({
    fields: { summary: 'One', labels: ['wet'], customfield_10028: 8, assignee: null },
  })
})

test('a gateway may refuse without a reason', async () => {
  const { app } = await start({ pointsPerHour: 1, quotaReason: null })
  await app(TYPES)
  const refused = await app(TYPES)
  expect(refused.status).toBe(429)
  expect(told(refused.headers, 'ratelimit-reason')).toBeNull()
})
