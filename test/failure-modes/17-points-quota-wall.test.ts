import jira from '@headless-pmo/plugin-jira'
import {
  DEFAULT_EMAIL,
  runningClock,
  startJiraCloudSimulator,
  type Fault,
} from '@headless-pmo/simulators/jira-cloud'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const ISSUES = 12

async function opened() {
  await using stack = new AsyncDisposableStack()
  const simulator = stack.use(
    await startJiraCloudSimulator({ clock: runningClock(), projects: [{ key: 'APP', issues: ISSUES }] }),
  )
  const portfolio = stack.use(
    await openPortfolio({
      plugins: [jira],
      connections: {
        work: {
          plugin: 'jira',
          baseUrl: simulator.url,
          projects: ['APP'],
          worklogs: false,
          boards: false,
          secrets: { email: 'env:FAILURE_EMAIL', apiToken: 'env:FAILURE_TOKEN' },
          sync: { every: 'never' },
        },
      },
      secrets: { FAILURE_EMAIL: DEFAULT_EMAIL, FAILURE_TOKEN: simulator.token },
    }),
  )
  const held = stack.move()
  return { simulator, portfolio, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

type Opened = Awaited<ReturnType<typeof opened>>

/** Syncs, and gives what it was seen to wait for. */
async function watched({ portfolio }: Opened) {
  const { id } = await portfolio.api.sync.start.mutate({ connection: 'work' })
  const waits = new Map<string, { readonly until: string; readonly reason: string }>()
  for await (const step of await portfolio.api.sync.progress.query({ run: id })) {
    if (step.wait !== undefined) waits.set(step.wait.reason, step.wait)
    if (step.endedAt !== undefined) break
  }
  return { run: await portfolio.api.sync.run.query({ run: id }), waits: [...waits.values()] }
}

/** Refuses the list of fields, which is asked for before any issue. */
const refusal = (more: Partial<Extract<Fault, { kind: 'rateLimit' }>>): Fault => ({
  kind: 'rateLimit',
  path: '/rest/api/3/status',
  retryAfter: 1,
  ...more,
})

/** Requests that came after the first refusal until it was lifted, by path. */
function askedMeanwhile({ simulator }: Opened): readonly string[] {
  const paths = simulator.requests.map(({ target }) => target.split('?', 1)[0] ?? '')
  const refused = simulator.requests.findIndex(({ status }) => status === 429)
  const again = paths.findIndex((path, at) => at > refused && path === paths[refused])
  return paths.slice(refused + 1, again)
}

test.each([
  ['of the site', 'jira-quota-tenant-based', 'the hourly quota of the site is used up'],
  ['of the app', 'jira-quota-global-based', 'the hourly quota of this app is used up'],
  ['that nobody has written down', 'jira-cost-based', 'the hourly quota of costs'],
  ['that is new', 'jira-lunar-based', 'asked to wait'],
  ['that a gateway leaves out', null, 'asked to wait'],
])('a quota %s pauses everything until the stated time', async (_, reason, words) => {
  await using server = await opened()
  server.simulator.fault(refusal({ reason }))
  const { run, waits } = await watched(server)
  expect(run).toMatchObject({ state: 'ok' })
  expect(waits.map((wait) => wait.reason).join()).toContain(words)
  // What was under way when it came may still arrive; nothing new is begun.
  expect(askedMeanwhile(server).length).toBeLessThan(4)
  expect(Date.parse(run.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(waits[0]?.until ?? ''))
  expect(await server.portfolio.items('work')).toHaveLength(ISSUES)
})

test.each([
  ['an ISO instant in minutes', (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`],
  ['Unix seconds', (at: number) => String(Math.ceil(at / 1000))],
])(
  'a quota without Retry-After whose reset is %s an hour ahead ends the run, and says until when',
  async (_, form) => {
    await using server = await opened()
    const { simulator, portfolio } = server
    const reset = Date.now() + 3_600_000
    simulator.fault(
      refusal({ reason: 'jira-quota-tenant-based', retryAfter: null, reset: form(reset), times: 1000 }),
    )
    const { run } = await watched(server)
    expect(run.state).not.toBe('ok')
    const said = run.streams.flatMap(({ reasons }) => reasons).join(' ')
    expect(said).toContain('because the hourly quota of the site is used up')
    const until = Date.parse(/wait until (\S+) because/.exec(said)?.[1] ?? '')
    expect(Math.abs(until - reset)).toBeLessThanOrEqual(60_000)
    // All of the connection stands still, in the next run as well.
    const requests = simulator.requests.length
    expect((await portfolio.sync('work')).state).not.toBe('ok')
    expect(simulator.requests).toHaveLength(requests)
  },
)

test('a wrong time beside a policy, or no policy at all, holds nothing back for longer than its window', async () => {
  await using server = await opened()
  server.simulator.fault(
    refusal({
      reason: 'jira-quota-tenant-based',
      retryAfter: 1,
      rateLimit: '"jira-quota-tenant-based";r=0;t=99999999',
      policy: '',
    }),
  )
  const { run } = await watched(server)
  expect(run).toMatchObject({ state: 'ok' })
  expect(await server.portfolio.items('work')).toHaveLength(ISSUES)
})

test('a burst holds back its own endpoint, and the others go on', async () => {
  await using server = await opened()
  server.simulator.fault(refusal({ reason: 'jira-burst-based', retryAfter: 2 }))
  const answers: { readonly reason: string; readonly ok: boolean }[] = []
  // Somebody asks who we are while the sync waits for that endpoint.
  const { id } = await server.portfolio.api.sync.start.mutate({ connection: 'work' })
  for await (const step of await server.portfolio.api.sync.progress.query({ run: id })) {
    if (step.wait !== undefined && answers.length === 0) {
      const { ok } = await server.portfolio.api.connections.probe.mutate({ id: 'work' })
      answers.push({ reason: step.wait.reason, ok })
    }
    if (step.endedAt !== undefined) break
  }
  expect(await server.portfolio.api.sync.run.query({ run: id })).toMatchObject({ state: 'ok' })
  expect(answers).toEqual([{ reason: expect.stringContaining('asked too quickly there'), ok: true }])
  expect(askedMeanwhile(server)).toContain('/rest/api/3/myself')
})
