import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { COMPANY, startDataverseSimulator } from '@headless-pmo/simulators/dataverse'
import { addGroup, addPerson, addPlan, startGraphSimulator } from '@headless-pmo/simulators/graph'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

/** Made by Planner premium: lives in Dataverse, and Graph knows nothing of it. */
const PREMIUM_PLAN = 'PremiumPremiumPremiumPremium'

interface Stores {
  /** Ids of single plans; absent: all that can be seen. */
  readonly plans?: readonly string[]
  /** Address of a Dataverse organisation, and the token that it accepts. */
  readonly dataverse?: { readonly url: string; readonly token: string }
}

/** A server with one connection, which signs in at Microsoft Entra for each of the stores. */
async function opened({ plans = [], dataverse }: Stores = {}) {
  const simulator = await startGraphSimulator({
    apps: [{ clientId: 'app-id', clientSecret: 'app-secret' }],
    seedWith: (world) => {
      const by = addPerson(world, { displayName: 'Ada Lovelace' }).id
      const group = addGroup(world, { displayName: 'Delivery', members: [by] }).id
      addPlan(world, { title: 'Launch', group, by })
    },
  })
  if (dataverse !== undefined) simulator.authority.serve(dataverse.url, dataverse.token)
  const portfolio = await openPortfolio({
    plugins: [microsoftProject],
    connections: {
      microsoft: {
        plugin: 'microsoft-project',
        planner: { url: simulator.url, plans: [...plans] },
        ...(dataverse === undefined ? {} : { premium: { url: dataverse.url } }),
        tenant: 'contoso',
        loginUrl: simulator.url,
        secrets: { clientId: 'env:FAILURE_APP', clientSecret: 'env:FAILURE_SECRET' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_APP: 'app-id', FAILURE_SECRET: 'app-secret' },
  })
  return { simulator, portfolio }
}

test('the failure: a premium plan is not in any list of Graph, and asked for by id it is not found', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  const headers = { authorization: `Bearer ${simulator.token}` }
  const asked = await fetch(`${simulator.url}/v1.0/planner/plans/${PREMIUM_PLAN}`, { headers })
  expect(asked.status).toBe(404)
})

test('a connection of basic plans alone is told which stores there are, and what premium plans need', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  expect(await portfolio.api.connections.probe.mutate({ id: 'microsoft' })).toMatchObject({
    ok: true,
    details: [
      'Plan files: not connected.',
      'Planner (Microsoft Graph): answers (1 basic plan found).',
      'Planner premium (Dataverse): not connected; premium plans cannot be seen through Microsoft Graph; to read them, name their Dataverse organisation in premium.url.',
      'Project Server: not connected.',
    ],
  })
})

test('a premium plan that is named as if it were a basic one is not found, with what to do', async () => {
  const { simulator, portfolio } = await opened({ plans: [PREMIUM_PLAN] })
  await using _simulator = simulator
  await using _portfolio = portfolio
  expect(await portfolio.api.connections.probe.mutate({ id: 'microsoft' })).toMatchObject({
    ok: false,
    reason: 'not_found',
    message: expect.stringContaining('a premium plan is not in Graph, connect it in `premium`'),
  })
  const { streams } = await portfolio.sync('microsoft')
  expect(streams.find(({ stream }) => stream === 'plannerTasks')).toMatchObject({ state: 'failed' })
})

test('with its Dataverse organisation connected both stores answer, by tokens of their own', async () => {
  await using dataverse = await startDataverseSimulator(COMPANY)
  const { simulator, portfolio } = await opened({ dataverse: { url: dataverse.url, token: 'sim-token' } })
  await using _simulator = simulator
  await using _portfolio = portfolio
  expect(await portfolio.api.connections.probe.mutate({ id: 'microsoft' })).toMatchObject({
    ok: true,
    details: expect.arrayContaining([
      'Planner (Microsoft Graph): answers (1 basic plan found).',
      'Planner premium (Dataverse): answers (sees projects).',
    ]),
  })
  expect(await portfolio.sync('microsoft')).toMatchObject({ state: 'ok' })
})

test('where one of two stores does not answer, the other one is still said to', async () => {
  const { simulator, portfolio } = await opened({ dataverse: { url: 'http://127.0.0.1:9', token: 'none' } })
  await using _simulator = simulator
  await using _portfolio = portfolio
  const answer = await portfolio.api.connections.probe.mutate({ id: 'microsoft' })
  expect(answer).toMatchObject({ ok: false, reason: 'unreachable' })
  expect(answer.message).toContain('Planner (Microsoft Graph): answers (1 basic plan found).')
  expect(answer.message).toContain(
    'Planner premium (Dataverse): does not answer. The connection "microsoft" got',
  )
  expect(answer.message).toContain('no reply from http://127.0.0.1:9')
})

test('an address of Project Online is answered with what to connect instead', async () => {
  await using portfolio = await openPortfolio({
    plugins: [microsoftProject],
    connections: {
      pwa: { plugin: 'microsoft-project', server: { url: 'https://contoso.sharepoint.com/sites/pwa' } },
    },
  })
  const connections = await portfolio.api.connections.list.query({})
  expect(JSON.stringify(connections)).toMatch(/service ended on 2026-09-30.*Save its plans as XML/)
})
