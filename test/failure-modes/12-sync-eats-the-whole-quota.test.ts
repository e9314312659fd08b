import github from '@headless-pmo/plugin-github'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const HOME = 'acme/app'
const LIMIT = 100

async function opened(options: {
  readonly share?: number
  readonly issues: number
  readonly limit?: number
}) {
  await using stack = new AsyncDisposableStack()
  const { share, issues, limit = LIMIT } = options
  const simulator = stack.use(
    await startGitHubSimulator({
      repositories: [{ fullName: HOME, issues, pullShare: 0, relations: false }],
      // Small pages, so that a backfill costs many requests.
      limits: { core: limit, maxPerPage: 5 },
    }),
  )
  const portfolio = stack.use(
    await openPortfolio({
      plugins: [github],
      connections: {
        code: {
          plugin: 'github',
          baseUrl: simulator.url,
          repositories: [HOME],
          history: 'none',
          secrets: { token: 'env:FAILURE_TOKEN' },
          sync: { every: 'never', ...(share !== undefined && { budgetShare: share }) },
        },
      },
      secrets: { FAILURE_TOKEN: simulator.token },
    }),
  )
  const held = stack.move()
  return {
    simulator,
    portfolio,
    /** Requests that were counted: those answered "not modified" are free. */
    spent: () => simulator.requests.filter(({ status }) => status !== 304).length,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

test.each([
  ['half of it, where nothing is said', undefined, 0.5],
  ['the share that is set', 0.25, 0.25],
])('a backfill that needs more than the quota spends %s', async (_, share, part) => {
  await using server = await opened({ issues: 400, ...(share !== undefined && { share }) })
  const { simulator, portfolio } = server
  const run = await portfolio.sync('code')
  expect(run.state).toBe('partial')
  expect(run.streams.flatMap(({ reasons }) => reasons).join()).toContain("our share of the tracker's")
  expect(server.spent()).toBeLessThanOrEqual(LIMIT * part)
  // Nobody was refused: people who use the same account have the rest.
  expect(simulator.requests.filter(({ status }) => status === 403 || status === 429)).toEqual([])
  expect((await portfolio.items('code')).length).toBeGreaterThan(0)
})

test('a question of a person goes before a backfill, from the part that is kept for it', async () => {
  await using server = await opened({ issues: 400 })
  const { portfolio } = server
  await portfolio.sync('code')
  expect(await portfolio.api.connections.probe.mutate({ id: 'code' })).toMatchObject({ ok: true })
  expect(server.spent()).toBeLessThanOrEqual(LIMIT / 2)
})

test('reading what has not changed costs next to nothing, and a dry run tells what a run would cost', async () => {
  await using server = await opened({ issues: 10, limit: 1000 })
  const { simulator, portfolio } = server
  const { id } = await portfolio.api.sync.start.mutate({ connection: 'code', dryRun: true })
  for await (const step of await portfolio.api.sync.progress.query({ run: id }))
    if (step.endedAt !== undefined) break
  const forecast = await portfolio.api.sync.run.query({ run: id })
  expect(forecast).toMatchObject({ state: 'ok', dryRun: true })
  expect(await portfolio.items('code')).toEqual([])
  const first = await portfolio.sync('code')
  expect(first.requests).toBe(forecast.requests)
  const before = server.spent()
  const again = await portfolio.sync('code')
  expect(again).toMatchObject({ state: 'ok' })
  expect(server.spent() - before).toBeLessThan(first.requests)
  expect(simulator.requests.some(({ ifNoneMatch }) => ifNoneMatch !== undefined)).toBe(true)
})
