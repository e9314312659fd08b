import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import {
  addBucket,
  addGroup,
  addPerson,
  addPlan,
  addTask,
  startGraphSimulator,
  type GraphSimulator,
} from '@headless-pmo/simulators/graph'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

/*
 * Writers to Planner fail with 412 where they take a task's ETag for that of its details, and with 400 where they
 * echo the order hints that they read. Version 1 writes nothing to trackers, so what is shown here is the reading
 * side: two ETags are two versions, and a hint by which something is sorted is no content.
 */

async function opened() {
  let task = ''
  const simulator = await startGraphSimulator({
    apps: [{ clientId: 'app-id', clientSecret: 'app-secret' }],
    tokens: {},
    seedWith: (world) => {
      const by = addPerson(world, { displayName: 'Ada Lovelace' }).id
      const group = addGroup(world, { displayName: 'Delivery', members: [by] }).id
      const plan = addPlan(world, { title: 'Launch', group, by }).id
      const bucket = addBucket(world, { plan, name: 'To do' }).id
      task = addTask(world, {
        plan,
        bucket,
        by,
        title: 'Write the announcement',
        description: 'First words.',
        checklist: [{ title: 'Draft' }, { title: 'Review' }],
      }).id
      addTask(world, { plan, bucket, by, title: 'Book the room' })
    },
  })
  const portfolio = await openPortfolio({
    plugins: [microsoftProject],
    connections: {
      planner: {
        plugin: 'microsoft-project',
        planner: { url: simulator.url },
        tenant: 'contoso',
        loginUrl: simulator.url,
        secrets: { clientId: 'env:FAILURE_APP', clientSecret: 'env:FAILURE_SECRET' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_APP: 'app-id', FAILURE_SECRET: 'app-secret' },
  })
  return { simulator, portfolio, task }
}

/** Reads as an app: a token of its own. */
async function signedIn({ url }: GraphSimulator): Promise<Record<string, string>> {
  const reply = await fetch(`${url}/contoso/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'app-id',
      client_secret: 'app-secret',
      scope: `${url}/.default`,
    }),
  })
  const { access_token: token } = (await reply.json()) as { readonly access_token: string }
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
}

const detailsRead = ({ requests }: GraphSimulator): number =>
  requests.filter(
    ({ method, target }) => target.includes('/details') || (method === 'POST' && target.includes('batch')),
  ).length

test('the failure: the ETag of a task is refused for its details, and a hint as it was read is refused', async () => {
  const { simulator, portfolio, task } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  const headers = await signedIn(simulator)
  const address = `${simulator.url}/v1.0/planner/tasks/${task}`
  const read = (await (await fetch(address, { headers })).json()) as Record<string, string>
  const change = (path: string, body: object) =>
    fetch(address + path, {
      method: 'PATCH',
      headers: { ...headers, 'if-match': read['@odata.etag'] ?? '' },
      body: JSON.stringify(body),
    })
  expect((await change('/details', { description: 'Other words.' })).status).toBe(412)
  expect((await change('', { orderHint: read['orderHint'] })).status).toBe(400)
})

test('a change of the details alone is read, and only the details of that task are asked for', async () => {
  const { simulator, portfolio, task } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  expect(await portfolio.sync('planner')).toMatchObject({ state: 'ok' })
  simulator.edit({ kind: 'editDetails', task, set: { description: 'Other words.' } })
  simulator.requests.length = 0
  expect(await portfolio.sync('planner')).toMatchObject({ state: 'ok' })
  const items = await portfolio.items('planner')
  expect(items.find(({ ref }) => ref === task)).toMatchObject({ data: { description: 'Other words.' } })
  expect(simulator.requests.filter(({ target }) => target.includes(`/tasks/${task}/details`))).toHaveLength(1)
  // Beside the details of the plan: the one task that changed.
  expect(detailsRead(simulator)).toBe(2)
})

test('what is dragged on the board has a new ETag and a new hint, and nothing new to tell', async () => {
  const { simulator, portfolio, task } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  await portfolio.sync('planner')
  const before = await portfolio.exported()
  simulator.edit({ kind: 'editTask', task, set: { orderHint: ' !' } })
  expect(await portfolio.sync('planner')).toMatchObject({ state: 'ok' })
  expect(await portfolio.exported()).toBe(before)
  expect(before).not.toContain('orderHint')
})

test('an older version that comes late never replaces a newer one', async () => {
  const { simulator, portfolio, task } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  const headers = await signedIn(simulator)
  const plan = simulator.summary().plans[0]?.id
  const list = `${simulator.url}/v1.0/planner/plans/${plan}/tasks`
  const old = (await (await fetch(list, { headers })).json()) as object
  simulator.edit({ kind: 'editTask', task, set: { title: 'Publish the announcement' } })
  await portfolio.sync('planner')
  // A copy of the service that lags behind answers once.
  simulator.fault({ kind: 'shape', body: old, path: `/plans/${plan}/tasks$` })
  const run = await portfolio.sync('planner')
  const items = await portfolio.items('planner')
  expect(items.find(({ ref }) => ref === task)).toMatchObject({
    data: { title: 'Publish the announcement' },
  })
  expect(run.streams.find(({ stream }) => stream === 'plannerTasks')).toMatchObject({ refused: 1 })
})
