import github from '@headless-pmo/plugin-github'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

/** Enough items that to lose most of them is more than a run may remove by itself. */
const ISSUES = 60

async function opened() {
  const simulator = await startGitHubSimulator({
    repositories: [{ fullName: 'acme/app', issues: ISSUES, pullShare: 0 }],
  })
  const portfolio = await openPortfolio({
    plugins: [github],
    connections: {
      code: {
        plugin: 'github',
        baseUrl: simulator.url,
        repositories: ['acme/app'],
        history: 'none',
        secrets: { token: 'env:FAILURE_TOKEN' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_TOKEN: simulator.token },
  })
  return { simulator, portfolio }
}

test('an incremental run that finds nothing new removes nothing', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  expect(await portfolio.sync('code')).toMatchObject({ state: 'ok' })
  const before = await portfolio.exported()
  expect(await portfolio.items('code')).toHaveLength(ISSUES)

  expect(await portfolio.sync('code')).toMatchObject({ state: 'ok' })
  expect(await portfolio.exported()).toBe(before)
})

test('a list that falls to nothing is suspect: it removes nothing, and the run says so', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  await portfolio.sync('code')
  const before = await portfolio.exported()

  simulator.fault({ kind: 'shape', body: [], path: String.raw`/issues\?.*state=all`, times: 100 })
  const run = await portfolio.sync('code', { full: true })
  expect(await portfolio.exported()).toBe(before)
  expect(await portfolio.items('code')).toHaveLength(ISSUES)
  expect(run).toMatchObject({ state: 'partial', heldRemovals: ISSUES })
  const { removals } = await portfolio.api.sync.removals.query({ connection: 'code', state: 'waiting' })
  expect(removals).toMatchObject([{ stream: 'issues', cause: 'suspect', live: ISSUES }])
})

test('a run that would remove more than the guard allows asks first, and a refusal keeps every item', async () => {
  const { simulator, portfolio } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  await portfolio.sync('code')
  for (let number = 1; number <= ISSUES - 5; number++)
    simulator.edit({ kind: 'deleteIssue', repo: 'acme/app', number })

  const run = await portfolio.sync('code', { full: true })
  expect(run.streams.find(({ stream }) => stream === 'issues')).toMatchObject({ state: 'partial' })
  expect(await portfolio.items('code')).toHaveLength(ISSUES)

  const { removals } = await portfolio.api.sync.removals.query({ connection: 'code', state: 'waiting' })
  expect(removals.flatMap(({ items }) => items)).toHaveLength(ISSUES - 5)
  await portfolio.api.sync.reject.mutate({ run: run.id })
  expect(await portfolio.items('code')).toHaveLength(ISSUES)
})
