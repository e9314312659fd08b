import { expect, test } from 'vitest'
import { hooksOf, openJiraApp } from './support/jira-app.ts'
import { keepWebhooks } from './support/keep-webhooks.ts'

const DAY_MS = 86_400_000

test('a webhook that Jira let end is registered anew, said, and what was missed is read', async () => {
  await using app = await openJiraApp()
  const { simulator, portfolio } = app
  const { key } = simulator.edit({ kind: 'createIssue', project: 'APP', summary: 'Lay the cables' })
  const issue = key ?? ''
  expect(await portfolio.sync('work')).toMatchObject({ state: 'ok' })

  expect(await portfolio.api.webhooks.check.mutate({ connection: 'work' })).toMatchObject({
    state: 'kept',
    registered: 1,
  })
  // However often it is looked at, and whoever looks: there is one.
  for (let round = 0; round < 3; round++) {
    expect(await portfolio.api.webhooks.check.mutate({ connection: 'work' })).toMatchObject({
      state: 'kept',
      registered: 0,
      renewed: 0,
    })
  }
  const hooks = () => hooksOf(simulator)
  expect(hooks()).toHaveLength(1)
  expect(hooks()[0]?.expiresAt).toBe(simulator.clock.now() + 30 * DAY_MS)

  simulator.edit({ kind: 'editIssue', issue, summary: 'Lay the long cables' })
  expect((await app.settled())[0]).toMatchObject({ trigger: 'webhook', state: 'ok' })
  expect(await app.title(issue)).toBe('Lay the long cables')

  // Thirty days later it has ended, and nobody says so: the change is delivered to no one.
  simulator.clock.advance(31 * DAY_MS)
  const delivered = simulator.webhooks.deliveries.length
  simulator.edit({ kind: 'editIssue', issue, summary: 'Lay fibre' })
  const before = await app.settled()
  expect(simulator.webhooks.deliveries).toHaveLength(delivered)
  expect(await app.title(issue)).toBe('Lay the long cables')

  const check = await portfolio.api.webhooks.check.mutate({ connection: 'work' })
  expect(check).toMatchObject({ state: 'kept', registered: 1, gap: expect.stringContaining('webhook') })
  const runs = await app.settled()
  expect(runs).toHaveLength(before.length + 1)
  expect(runs[0]).toMatchObject({ trigger: 'gap', state: 'ok' })
  expect(await app.title(issue)).toBe('Lay fibre')
  const { webhooks } = await portfolio.api.webhooks.list.query({})
  expect(webhooks).toMatchObject([{ connection: 'work', held: 1, gap: { reason: check.gap } }])
  const { findings } = await portfolio.api.health.report.query({})
  expect(findings.find(({ subject }) => subject === 'webhooks of work')?.sentence).toContain(
    'Deliveries may have been missed',
  )

  // The new one delivers.
  expect(hooks()).toHaveLength(1)
  simulator.edit({ kind: 'editIssue', issue, summary: 'Lay fibre twice' })
  await app.settled()
  expect(await app.title(issue)).toBe('Lay fibre twice')
})

test('at half of its life it is extended, and stays the same one', async () => {
  await using keeping = await keepWebhooks()
  const { simulator, keeper } = keeping
  const held = () => hooksOf(simulator)
  const start = simulator.clock.now()
  expect(await keeper.check('work')).toMatchObject({ registered: 1, nextAt: start + 15 * DAY_MS })
  const [first] = held()
  // Looked at every few hours, as the server does.
  for (let day = 0.2; day < 17; day += 0.2) {
    simulator.clock.advance(0.2 * DAY_MS)
    const check = await keeper.check('work')
    expect(check).toMatchObject({ state: 'kept', registered: 0, removed: 0 })
    expect(check).not.toHaveProperty('gap')
  }
  expect(held().map(({ id }) => id)).toEqual([first?.id])
  const written = simulator.requests.filter(({ method }) => method !== 'GET').map(({ target }) => target)
  expect(written.filter((path) => path.includes('/webhook/refresh'))).toHaveLength(1)
})
