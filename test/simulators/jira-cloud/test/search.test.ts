import { expect, test } from 'vitest'
import { fixedClock, JiraCloudSimulator } from '../index.ts'
import { ask, readAll, rowsOf } from './client.ts'
import { COMPANY } from './company.ts'

const SEARCH = '/rest/api/3/search/jql'
const start = (options = {}): JiraCloudSimulator => new JiraCloudSimulator({ ...COMPANY, ...options })
const messageOf = (body: unknown): string => JSON.stringify(body)

test('pages go on by an opaque token, say when they end, and count nothing', async () => {
  const simulator = start()
  const query = { jql: 'project = APP ORDER BY updated ASC', maxResults: 7 }
  const { body } = await ask(simulator, SEARCH, query)
  expect(Object.keys(body).toSorted()).toEqual(['isLast', 'issues', 'nextPageToken'])
  expect(rowsOf(body['issues'])[0]).toEqual({ id: '10000' })
  const rows = await readAll(simulator, query)
  expect(rows).toHaveLength(30)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(30)
  const last = await ask(simulator, SEARCH, { ...query, maxResults: 5000 })
  expect(last.body['isLast']).toBe(true)
  expect(last.body).not.toHaveProperty('nextPageToken')
})

test('a token of another query, one made up, and one that is a week old are refused', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const simulator = start({ clock })
  const jql = 'project = APP ORDER BY updated ASC'
  const { body } = await ask(simulator, SEARCH, { jql, maxResults: 7 })
  const nextPageToken = body['nextPageToken']
  expect((await ask(simulator, SEARCH, { jql, maxResults: 7, nextPageToken })).status).toBe(200)
  expect((await ask(simulator, SEARCH, { jql: 'project = TEAM', nextPageToken })).status).toBe(400)
  expect((await ask(simulator, SEARCH, { jql, nextPageToken: 'made-up' })).status).toBe(400)
  clock.advance(7 * 86_400_000)
  expect((await ask(simulator, SEARCH, { jql, maxResults: 7, nextPageToken })).status).toBe(400)
})

test('what changes while pages are read moves to the end, and hides nothing', async () => {
  const simulator = start()
  const rows = await readAll(
    simulator,
    { jql: 'project = APP ORDER BY updated ASC', fields: ['key'], maxResults: 10 },
    (page) => {
      simulator.clock.advance(60_000)
      simulator.edit({ kind: 'editIssue', issue: `APP-${page + 1}`, summary: 'Changed' })
    },
  )
  const keys = rows.map(({ key }) => key)
  expect(new Set(keys).size).toBe(30)
  expect(keys.slice(-3)).toEqual(['APP-1', 'APP-2', 'APP-3'])
  expect(keys.filter((key) => key === 'APP-1')).toHaveLength(2)
})

test.each([
  ['ORDER BY updated ASC', 'Unbounded JQL'],
  ['', 'Unbounded JQL'],
  ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'"],
  ['nonsense = 1', "Field 'nonsense' does not exist"],
  ['updated >= "2026-01-05T09:00:00Z"', "Date value '2026-01-05T09:00:00Z' for field 'updated' is invalid"],
  ['updated >= "1767603600000"', 'is invalid'],
  ['updated >= "2026-02-30"', 'is invalid'],
  ['project = APP AND', 'the query ended there'],
  ['project = APP ORDER BY a,b', "Field 'a' does not exist"],
  [
    `project = APP ORDER BY ${Array.from({ length: 8 }, () => 'updated').join(',')}`,
    'maximum number of fields',
  ],
  ['summary = Dock', "The operator '=' is not supported by the 'summary' field"],
  ['id in (APP-2, APP-99)', "An issue with key 'APP-99' does not exist"],
  ['project = {APP}', 'reserved JQL character'],
])('the query %j is refused', async (jql, message) => {
  const { status, body } = await ask(start(), SEARCH, { jql })
  expect(status).toBe(400)
  expect(messageOf(body)).toMatch(new RegExp(message.replaceAll(/[()]/g, '.')))
})

test('pages are cut to what Jira allows for the fields asked for', async () => {
  const simulator = start({ projects: [{ key: 'APP', issues: 1200 }] })
  const sizeOf = async (fields: readonly string[]): Promise<number> =>
    rowsOf((await ask(simulator, SEARCH, { jql: 'project = APP', fields, maxResults: 5000 })).body['issues'])
      .length
  expect(await sizeOf(['id'])).toBe(1200)
  expect(await sizeOf(['updated'])).toBe(1000)
  expect(await sizeOf(['*all'])).toBe(100)
  expect((await ask(simulator, SEARCH, { jql: 'project = APP', maxResults: 5001 })).status).toBe(400)
})

test('a lagging index finds a write late, unless it is asked to reconcile the issue', async () => {
  const simulator = start({ indexLagMs: 30_000 })
  simulator.clock.advance(60_000)
  const { id = '' } = simulator.edit({ kind: 'createIssue', project: 'APP', summary: 'New' })
  const since = simulator.clock.now()
  const find = async (more = {}): Promise<readonly unknown[]> =>
    rowsOf((await ask(simulator, SEARCH, { jql: `updated >= ${since}`, ...more })).body['issues'])
  expect(await find()).toEqual([])
  expect(await find({ reconcileIssues: [Number(id)] })).toEqual([{ id }])
  expect((await ask(simulator, `/rest/api/3/issue/${id}`)).status).toBe(200)
  simulator.clock.advance(30_000)
  expect(await find()).toEqual([{ id }])
  const many = Array.from({ length: 51 }, (_, index) => index)
  expect((await ask(simulator, SEARCH, { jql: 'project = APP', reconcileIssues: many })).status).toBe(400)
})

test('the search of old is gone, which is no empty answer', async () => {
  const simulator = start()
  for (const target of ['/rest/api/3/search?jql=project%3DAPP', '/rest/api/2/search?jql=project%3DAPP'])
    expect((await ask(simulator, target)).status).toBe(410)
  expect((await ask(simulator, '/rest/api/3/search', { jql: 'project = APP' })).status).toBe(410)
  expect((await ask(simulator, '/rest/agile/1.0/board/1/issue')).status).toBe(410)
})

test('archived, hidden and deleted issues leave search; the first is still read by id, the others are not there', async () => {
  const simulator = start()
  simulator.edit({ kind: 'archiveIssue', issue: 'APP-1' })
  simulator.edit({ kind: 'hideIssue', issue: 'APP-2' })
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-3' })
  const { body } = await ask(simulator, '/rest/api/3/search/approximate-count', { jql: 'project = APP' })
  expect(body['count']).toBe(27)
  const statusOf = async (key: string): Promise<number> =>
    (await ask(simulator, `/rest/api/3/issue/${key}`)).status
  expect([await statusOf('APP-1'), await statusOf('APP-2'), await statusOf('APP-3')]).toEqual([200, 404, 404])
  const bulk = await ask(simulator, '/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: ['APP-3', 'APP-4'] })
  expect(rowsOf(bulk.body['issues'])).toHaveLength(1)
  expect(rowsOf(bulk.body['issueErrors'])).toHaveLength(1)
})

test('a moved issue keeps its id and answers to both keys, without a redirect', async () => {
  const simulator = start()
  const { id, key } = simulator.edit({ kind: 'moveIssue', issue: 'APP-2', to: 'TEAM' })
  expect(key).toBe('TEAM-6')
  for (const ref of ['APP-2', 'TEAM-6', id])
    expect((await ask(simulator, `/rest/api/3/issue/${ref}`)).body).toMatchObject({ id, key })
})

test('bulk reads hold to their limits', async () => {
  const simulator = start()
  const many = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => String(10_000 + index))
  const bulk = '/rest/api/3/issue/bulkfetch'
  const changes = '/rest/api/3/changelog/bulkfetch'
  expect((await ask(simulator, bulk, { issueIdsOrKeys: many(101) })).status).toBe(400)
  expect((await ask(simulator, bulk, { issueIdsOrKeys: [] })).status).toBe(400)
  expect((await ask(simulator, changes, { issueIdsOrKeys: many(1001) })).status).toBe(400)
  expect((await ask(simulator, changes, { issueIdsOrKeys: many(1), fieldIds: many(11) })).status).toBe(400)
  expect((await ask(simulator, changes, { issueIdsOrKeys: many(1), nextPageToken: 'made-up' })).status).toBe(
    400,
  )
})

test.each([1, 2, 3, 4, 5, 6, 20])(
  'changelogs of many issues come oldest first, also when a page of %i ends within an issue or at its end',
  async (maxResults) => {
    const simulator = start()
    const refs = ['APP-1', 'APP-2', 'APP-3']
    // The first issue's newest entries have higher ids than any of the others'.
    for (const summary of ['Once', 'Twice']) simulator.edit({ kind: 'editIssue', issue: 'APP-1', summary })
    const seen: unknown[] = []
    let token: unknown
    do {
      const { body } = await ask(simulator, '/rest/api/3/changelog/bulkfetch', {
        issueIdsOrKeys: refs,
        maxResults,
        ...(token === undefined ? {} : { nextPageToken: token }),
      })
      for (const log of rowsOf(body['issueChangeLogs']))
        for (const entry of rowsOf(log['changeHistories'])) seen.push(entry['id'])
      token = body['nextPageToken']
    } while (token !== undefined)
    const all = refs.flatMap((key) => simulator.world.issueKeys.get(key)?.histories.map(({ id }) => id) ?? [])
    expect(seen).toEqual(all)
  },
)

test('changelogs may be asked of some fields only', async () => {
  const asked = { issueIdsOrKeys: ['APP-1', 'APP-2'], fieldIds: ['assignee'] }
  const { body } = await ask(start(), '/rest/api/3/changelog/bulkfetch', asked)
  expect(body['issueChangeLogs']).toEqual([])
})
