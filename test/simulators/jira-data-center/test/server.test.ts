import { expect, test } from 'vitest'
import { JiraDataCenterSimulator } from '../index.ts'
import { ask, rowsOf } from './client.ts'
import { EDITS, SERVER } from './company.ts'

const SEARCH = '/rest/api/2/search'
const start = (options = {}): JiraDataCenterSimulator =>
  new JiraDataCenterSimulator({ ...SERVER, edits: EDITS, ...options })

test('pages are places in a list, counted whole; what moves within it is skipped', async () => {
  const simulator = start()
  const page = (startAt: number) =>
    ask(simulator, SEARCH, {
      jql: 'project = APP ORDER BY updated ASC',
      startAt,
      maxResults: 10,
      fields: ['key'],
    })
  const first = await page(0)
  expect(first.body).toMatchObject({ startAt: 0, maxResults: 10, total: 31 })
  const [moved] = rowsOf(first.body['issues'])
  simulator.clock.advance(60_000)
  expect(moved?.['key']).toBe('APP-1')
  simulator.edit({ kind: 'editIssue', issue: 'APP-1', summary: 'Changed' })
  const seen = [first, await page(10), await page(20), await page(30)].flatMap(({ body }) =>
    rowsOf(body['issues']).map(({ key }) => key),
  )
  expect(seen).toHaveLength(31)
  expect(new Set(seen).size).toBe(30)
})

test('an empty query finds everything, and a wrong one is refused unless validation is off', async () => {
  const simulator = start()
  expect((await ask(simulator, SEARCH, { jql: '' })).body['total']).toBe(31)
  expect((await ask(simulator, SEARCH, { jql: 'nonsense = 1' })).status).toBe(400)
  expect((await ask(simulator, SEARCH, { jql: 'nonsense = 1', validateQuery: false })).body['total']).toBe(0)
})

test('an issue shows people by name and key, wiki text, sprints as Java text and its whole changelog', async () => {
  const simulator = start()
  const { body } = await ask(simulator, '/rest/api/2/issue/APP-2?expand=changelog')
  expect(body).toMatchObject({
    fields: {
      description: 'h1. Dock\n\n* one\n* two',
      creator: { name: expect.any(String), key: expect.stringMatching(/^JIRAUSER/) },
      customfield_10004: 5,
      // The epic is a field of its own; only sub-tasks have parents.
      customfield_10002: 'APP-1',
      customfield_10001: [
        'com.atlassian.greenhopper.service.sprint.Sprint@1[id=1,rapidViewId=1,state=ACTIVE,name=S1, with a comma,startDate=2026-01-01T00:00:00.000Z,endDate=2026-01-19T09:00:00.000Z,completeDate=<null>,activatedDate=2026-01-01T00:00:00.000Z,sequence=1,goal=]',
      ],
    },
    changelog: { startAt: 0, total: 8 },
  })
  const text = JSON.stringify(body)
  expect(text).not.toContain('accountId')
  expect(text).not.toContain('fieldId')
  expect(body['fields']).not.toHaveProperty('parent')
  const sub = await ask(simulator, '/rest/api/2/issue/APP-31')
  expect(sub.body).toMatchObject({ fields: { parent: { key: 'APP-2' } } })
})

test('instants are told in the zone of whoever asks', async () => {
  const simulator = start({ tokens: { 'token-of-grace': 'grace' } })
  const { body } = await ask(simulator, '/rest/api/2/issue/APP-2?fields=created')
  expect(body).toMatchObject({ fields: { created: expect.stringMatching(/\+0100$/) } })
})

test('a server may live under a path, and lets in by personal access token or by name and password', async () => {
  const simulator = start({ contextPath: '/jira', apiTokens: { grace: 'secret' }, tokens: { pat: 'ada' } })
  const info = await ask(simulator, '/jira/rest/api/2/serverInfo', undefined, null)
  expect(info.body).toMatchObject({
    baseUrl: 'https://jira.acme.example/jira',
    deploymentType: 'Server',
    versionNumbers: [10, 3, 24],
  })
  const basic = `Basic ${Buffer.from('grace:secret').toString('base64')}`
  const statusOf = async (path: string, authorization: string | null): Promise<number> =>
    (await ask(simulator, path, undefined, authorization)).status
  expect(await statusOf('/jira/rest/api/2/myself', 'Bearer pat')).toBe(200)
  expect(await statusOf('/jira/rest/api/2/myself', basic)).toBe(200)
  expect(await statusOf('/jira/rest/api/2/myself', null)).toBe(401)
  expect(await statusOf('/rest/api/2/myself', 'Bearer pat')).toBe(404)
  expect(await statusOf('/jira/rest/api/3/myself', 'Bearer pat')).toBe(404)
})

test('a server that limits says how its bucket stands, and gives no reason', async () => {
  const simulator = start({ limits: { burst: 2 } })
  const get = (path: string) =>
    simulator.respond(
      new Request(`https://jira.acme.example/rest/api/2/${path}`, {
        headers: { authorization: `Bearer ${simulator.token}` },
      }),
    )
  const first = await get('status')
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
  await get('priority')
  const third = await get('issuetype')
  expect(third.status).toBe(429)
  expect(Object.fromEntries(third.headers)).toMatchObject({
    'retry-after': '1',
    'x-ratelimit-limit': '2',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-fillrate': '2',
    'x-ratelimit-interval-seconds': '1',
  })
  expect(third.headers.has('ratelimit-reason')).toBe(false)
})

test('a server has none of what only Cloud has', async () => {
  const simulator = start()
  expect((await ask(simulator, '/rest/api/2/search/jql', { jql: 'project = APP' })).status).toBe(404)
  expect((await ask(simulator, '/rest/api/2/project/search')).status).toBe(404)
  expect(() =>
    simulator.edit({ kind: 'createProject', project: 'NEW', name: 'New', style: 'next-gen' }),
  ).toThrow(/team-managed/)
})
