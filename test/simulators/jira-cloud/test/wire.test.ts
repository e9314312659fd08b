import { expect, test } from 'vitest'
import { startJiraCloudSimulator } from '../index.ts'
import { COMPANY } from './company.ts'

const search = async (url: string, token: string, nextPageToken?: unknown) => {
  const reply = await fetch(`${url}/rest/api/3/search/jql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      jql: 'project = APP',
      maxResults: 10,
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    }),
  })
  // A page of ids, or an error.
  return {
    reply,
    page: (await reply.json()) as {
      issues?: unknown[]
      isLast?: boolean
      nextPageToken?: string
    },
  }
}

test('a page may be empty and still go on, and a token may come again', async () => {
  await using simulator = await startJiraCloudSimulator(COMPANY)
  simulator.fault({ kind: 'emptyPage', path: '/search/jql' })
  const empty = await search(simulator.url, simulator.token)
  expect(empty.page).toMatchObject({ issues: [], isLast: false })
  expect(empty.page.nextPageToken).toBeTypeOf('string')
  const first = await search(simulator.url, simulator.token)
  simulator.fault({ kind: 'repeatToken', path: '/search/jql' })
  const second = await search(simulator.url, simulator.token, first.page.nextPageToken)
  expect(second.page.nextPageToken).toBe(first.page.nextPageToken)
  expect(second.page.issues).toHaveLength(10)
})

test('a limit may be told in any way that was ever seen', async () => {
  await using simulator = await startJiraCloudSimulator(COMPANY)
  simulator.fault({
    kind: 'rateLimit',
    reason: 'jira-cost-based',
    retryAfter: null,
    reset: '1767604200',
    rateLimit: '"jira-cost-based";r=0;t=0',
  })
  const { reply } = await search(simulator.url, simulator.token)
  expect(reply.status).toBe(429)
  expect(reply.headers.get('ratelimit-reason')).toBe('jira-cost-based')
  expect(reply.headers.get('retry-after')).toBeNull()
  expect(reply.headers.get('x-ratelimit-reset')).toBe('1767604200')
})

test('an edit tied to a request falls right before it', async () => {
  await using simulator = await startJiraCloudSimulator(COMPANY)
  simulator.script.add([{ atRequest: 2, edit: { kind: 'deleteIssue', issue: 'APP-30' } }])
  const idsOf = ({ page }: Awaited<ReturnType<typeof search>>): number => page.issues?.length ?? 0
  const newest = JSON.stringify((await search(simulator.url, simulator.token)).page.issues?.[0])
  const after = await search(simulator.url, simulator.token)
  expect(idsOf(after)).toBe(10)
  expect(JSON.stringify(after.page.issues)).not.toContain(newest)
  expect(simulator.script.failed).toEqual([])
})
