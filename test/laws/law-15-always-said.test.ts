import { setTimeout as delay } from 'node:timers/promises'
import { startGitHubSimulator, type GitHubSimulator } from '@headless-pmo/simulators/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts'
import { Product, type Run } from './support/product.ts'

let simulator: GitHubSimulator
beforeAll(async () => {
  simulator = await startGitHubSimulator({
    organizations: [{ login: 'acme', members: ['ada'] }],
    users: [{ login: 'ada' }],
    repositories: [{ fullName: 'acme/app', issues: 40 }],
  })
})
afterAll(() => simulator.close())

const workspace = (variables: Readonly<Record<string, string>> = {}) => ({
  variables: { PMO_TEST_TOKEN: simulator.token, ...variables },
  files: {
    'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
export default defineConfig({ plugins: [github], connections: { code: { plugin: 'github', baseUrl: '${simulator.url}',
  repositories: ['acme/app'], secrets: { token: 'env:PMO_TEST_TOKEN' }, sync: { every: 'never', budgetShare: 1 } } } })`,
  },
})

const STREAMS = [
  'repositories',
  'users',
  'issueTypes',
  'issueFields',
  'labels',
  'milestones',
  'issues',
  'events',
  'projects',
  'projectItems',
]

/** Every stream has a result, and one that is not ok says why. */
function expectSaid(run: Run): void {
  expect(run.endedAt).toBeDefined()
  expect(run.streams.map(({ stream }) => stream)).toEqual(STREAMS)
  for (const { state, reasons } of run.streams) {
    expect(['ok', 'partial', 'failed', 'skipped']).toContain(state)
    expect(state === 'ok' ? 1 : reasons.length).toBeGreaterThan(0)
  }
}

describe('law 15: a failure is said, never swallowed', () => {
  test('whatever the tracker does, every stream ends with a result and a reason', async () => {
    await using product = await Product.start(workspace())
    expectSaid(await product.sync('code'))
    for (const fault of [
      { kind: 'status', status: 401 },
      { kind: 'status', status: 404, path: '/issues' },
      { kind: 'html', path: '/labels' },
      { kind: 'shape', path: '/milestones' },
      { kind: 'truncate', path: '/issues' },
    ] as const) {
      simulator.fault({ ...fault, times: 1000 })
      const run = await product.sync('code', { full: true })
      expectSaid(run)
      expect(run.state).not.toBe('ok')
      await fetch(`${simulator.url}/_sim/faults`, { method: 'DELETE' })
    }
    expect(await product.sync('code', { full: true })).toMatchObject({ state: 'ok' })
  })

  test('a wait says until when and because of what, to the API and to the command line; who cancels it is told, too', async () => {
    await using product = await Product.start(workspace())
    simulator.fault({ kind: 'rateLimit', status: 429, retryAfter: 600, times: 100 })
    const { api } = product.client
    const { id } = await api.sync.start.mutate({ connection: 'code' })
    let waiting: { readonly until: string; readonly reason: string } | undefined
    for await (const run of await api.sync.progress.query({ run: id })) {
      waiting = run.wait
      if (waiting !== undefined) break
    }
    expect(Date.parse(waiting?.until ?? '')).toBeGreaterThan(Date.now() + 60_000)
    expect(waiting?.reason).toMatch(/\w+ \w+/)
    expect((await product.pmo(['doctor'])).stdout).toContain(waiting?.reason)
    await api.sync.cancel.mutate({ run: id })
    const ended = await product.ended(id)
    expect(ended).toMatchObject({ state: 'cancelled' })
    expectSaid(ended)
    await fetch(`${simulator.url}/_sim/faults`, { method: 'DELETE' })
  })
})

/** Kills the server in the middle of a run, starts it again, and tells how that run ended. */
async function killedRun(variables: Readonly<Record<string, string>>): Promise<Run> {
  await using product = await Product.start(workspace(variables))
  simulator.fault({ kind: 'hang', path: '/issues', times: 1 })
  const started = await product.ask('/api/v1/sync', { method: 'POST', body: '{"connection":"code"}' })
  // Our own API.
  const { id } = JSON.parse(started.text) as { readonly id: string }
  // Asked over REST, an answer at a time: a reply that goes on would break with the server.
  const path = `/api/v1/sync/runs/${id}`
  for (;;) {
    const { text } = await product.ask(path)
    if (/"stream":"labels","state":"ok"/.test(text)) break
    await delay(20)
  }
  await product.stop('SIGKILL')
  await fetch(`${simulator.url}/_sim/faults`, { method: 'DELETE' })
  await fetch(`${simulator.url}/_sim/release`, { method: 'POST' })
  await product.serve()
  // The queue may take its time to miss the dead worker; the next run of the connection does not wait for that.
  expect(await product.sync('code')).toMatchObject({ state: 'ok' })
  return await product.client.api.sync.run.query({ run: id })
}

describe('law 15: the run of a server that was killed', () => {
  test('ends with a result for every stream once the server is back', async () => {
    expectSaid(await killedRun({}))
  })
})

describeOnPostgres('law 15: the run of a server that was killed', () => {
  test('ends with a result for every stream once the server is back, on PostgreSQL, too', async () => {
    await using database = await createPostgresDatabase()
    expectSaid(await killedRun({ DATABASE_URL: database.url }))
  })
})
