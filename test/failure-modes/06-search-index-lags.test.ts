import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { jiraPortfolio, searches, WEBHOOK_SECRET } from './support/jira-portfolio.ts'

const LAG = 60_000

const world = { projects: [{ key: 'APP', issues: 3 }], indexLagMs: LAG }

test('a change that search shows late is read once it shows, and each reading begins before the newest change', async () => {
  await using opened = await jiraPortfolio(world)
  const { simulator, portfolio, asked } = opened
  simulator.clock.advance(20 * LAG)
  simulator.edit({ kind: 'editIssue', issue: 'APP-2', summary: 'In time' })
  simulator.clock.advance(2 * LAG)
  await portfolio.sync('jira')
  simulator.edit({ kind: 'editIssue', issue: 'APP-1', summary: 'Late' })
  expect(await portfolio.sync('jira')).toMatchObject({ state: 'ok' })
  const title = async (): Promise<string | undefined> =>
    (await portfolio.api.workItems.get.query({ connection: 'jira', ref: 'APP-1' })).item.data.title
  expect(await title()).not.toBe('Late')

  simulator.clock.advance(LAG + 1)
  asked.length = 0
  await portfolio.sync('jira')
  expect(await title()).toBe('Late')

  // Each reading begins minutes before the newest change that was read: a change may come out of turn.
  const newest = simulator.world.issueKeys.get('APP-1')?.updated ?? 0
  asked.length = 0
  await portfolio.sync('jira')
  const [since] = searches(asked).flatMap((jql) => /updated >= (\d+)/.exec(jql)?.[1] ?? [])
  expect(newest - Number(since)).toBeGreaterThanOrEqual(5 * 60_000)
})

test('what a webhook names is read past the index, at once', async () => {
  await using opened = await jiraPortfolio(world)
  const { simulator, portfolio } = opened
  simulator.clock.advance(2 * LAG)
  await portfolio.sync('jira')
  simulator.edit({ kind: 'editIssue', issue: 'APP-1', summary: 'Just now' })
  const id = simulator.world.issueKeys.get('APP-1')?.id
  const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id, key: 'APP-1' } })
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex')
  const reply = await portfolio.fetch('/webhooks/jira', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature': `sha256=${signature}`,
      'x-atlassian-webhook-identifier': 'one',
    },
    body,
  })
  expect(reply.status).toBe(202)
  await expect
    .poll(
      async () =>
        (await portfolio.api.workItems.get.query({ connection: 'jira', ref: 'APP-1' })).item.data.title,
      { timeout: 20_000 },
    )
    .toBe('Just now')
})
