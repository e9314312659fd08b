import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { openJiraApp } from './support/jira-app.ts'

test('an unsigned delivery is believed by the token in its address alone, and then only as a hint', async () => {
  await using app = await openJiraApp()
  const { simulator, portfolio, relay } = app
  const issue = simulator.edit({ kind: 'createIssue', project: 'APP', summary: 'Pour the slab' }).key ?? ''
  await portfolio.sync('work')
  await portfolio.api.webhooks.check.mutate({ connection: 'work' })

  simulator.edit({ kind: 'editIssue', issue, summary: 'Pour the thick slab' })
  await app.settled()
  const [delivery] = simulator.webhooks.deliveries
  expect(delivery?.secret).toBeNull()
  expect(delivery?.statuses).toEqual([202])
  const address = new URL(delivery?.url ?? '').pathname
  expect(address).toMatch(/^\/webhooks\/work\/pmow_[\w-]{43}$/)

  // The same once more, as Jira does it where the answer got lost: nothing is done twice.
  const before = (await app.settled()).length
  await simulator.webhooks.redeliver(delivery?.identifier ?? '')
  expect(await app.settled()).toHaveLength(before)

  // Whoever does not know the token is not believed, whatever it sends.
  const forged = JSON.stringify({
    webhookEvent: 'jira:issue_updated',
    issue: { id: JSON.parse(delivery?.body ?? '{}').issue.id, fields: { summary: 'Forged' } },
  })
  const post = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> => {
    const reply = await portfolio.fetch(path, {
      method: 'POST',
      body: forged,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return reply.status
  }
  const id = (name: string) => ({ 'x-atlassian-webhook-identifier': name })
  expect(await post('/webhooks/work', id('f1'))).toBe(401)
  expect(await post(`${address}x`, id('f2'))).toBe(401)
  expect(await post(address.replace(/_.{43}$/, `_${'A'.repeat(43)}`), id('f3'))).toBe(401)
  expect(await app.settled()).toHaveLength(before)

  // Even one that is believed says only what to read again.
  expect(await post(address, id('f4'))).toBe(202)
  const runs = await app.settled()
  expect(runs).toHaveLength(before + 1)
  expect(runs[0]).toMatchObject({ trigger: 'webhook', state: 'ok' })
  expect(await app.title(issue)).toBe('Pour the thick slab')
  expect(await portfolio.exported()).not.toMatch(/Forged|pmow_/)
  expect(relay.answered.every(({ status }) => status === 202)).toBe(true)
})

test('a webhook of an administrator is believed by its signature, at the same connection', async () => {
  const secret = 'canary-admin-hook'
  await using app = await openJiraApp({ webhookSecret: secret })
  const { simulator, portfolio, relay } = app
  const issue = simulator.edit({ kind: 'createIssue', project: 'APP', summary: 'Roof' }).key ?? ''
  await portfolio.sync('work')
  await portfolio.api.webhooks.check.mutate({ connection: 'work' })
  simulator.webhooks.addAdminHook({ url: `${relay.url}/webhooks/work`, secret })
  simulator.edit({ kind: 'editIssue', issue, summary: 'Roof, tiled' })
  await app.settled()
  expect(await app.title(issue)).toBe('Roof, tiled')
  // Both said so: the one by its signature, the other by the token of its address.
  expect(simulator.webhooks.deliveries.map(({ statuses }) => statuses)).toEqual([[202], [202]])
  expect(new Set(relay.answered.map(({ path }) => path.split('/').length))).toEqual(new Set([3, 4]))
  const body = '{"webhookEvent":"jira:issue_updated","issue":{"id":"1"}}'
  const signature = createHmac('sha256', 'another secret').update(body).digest('hex')
  const wrong = await portfolio.fetch('/webhooks/work', {
    method: 'POST',
    body,
    headers: { 'x-hub-signature': `sha256=${signature}`, 'x-atlassian-webhook-identifier': 'w1' },
  })
  expect(wrong.status).toBe(401)
})
