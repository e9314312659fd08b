import github from '@headless-pmo/plugin-github'
import { startGitHubSimulator, type Fault, type LimitOptions } from '@headless-pmo/simulators/github'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const HOME = 'acme/app'

async function opened(limits: LimitOptions = {}) {
  await using stack = new AsyncDisposableStack()
  const simulator = stack.use(
    await startGitHubSimulator({
      repositories: [{ fullName: HOME, issues: 120, pullShare: 0, relations: false }],
      limits,
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
          sync: { every: 'never' },
        },
      },
      secrets: { FAILURE_TOKEN: simulator.token },
    }),
  )
  const held = stack.move()
  return { simulator, portfolio, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

/** Refuses requests for issues. */
const refusing = (retryAfter: number, times: number, path = '/issues'): Fault => ({
  method: 'GET',
  path,
  times,
  kind: 'rateLimit',
  retryAfter,
})

test.each(['zero', 'omit'] as const)(
  'a server whose limits are switched off (%s: 0 of 0 until the year 1, or nothing at all) is not waited for',
  async (headers) => {
    await using server = await opened({ headers })
    const { simulator, portfolio } = server
    const run = await portfolio.sync('code')
    expect(run).toMatchObject({ state: 'ok' })
    expect(run).not.toHaveProperty('wait')
    expect(await portfolio.items('code')).toHaveLength(120)
    expect(simulator.requests.every(({ status }) => status < 400)).toBe(true)
  },
)

test('a wait is shown while it lasts, with its end and its reason', async () => {
  await using server = await opened()
  const { simulator, portfolio } = server
  simulator.fault(refusing(2, 1))
  const { id } = await portfolio.api.sync.start.mutate({ connection: 'code' })
  let waited: { readonly until: string; readonly reason: string } | undefined
  for await (const step of await portfolio.api.sync.progress.query({ run: id })) {
    waited ??= step.state === 'waiting' ? step.wait : undefined
    if (step.endedAt !== undefined) break
  }
  expect(waited?.reason).toContain('asked to wait')
  expect(Date.parse(waited?.until ?? '')).not.toBeNaN()
  const run = await portfolio.api.sync.run.query({ run: id })
  expect(run).toMatchObject({ state: 'ok' })
  expect(Date.parse(run.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(waited?.until ?? ''))
})

test('a tracker that wants to be left alone for hours ends the run at once, and the next one goes on', async () => {
  await using server = await opened()
  const { simulator, portfolio } = server
  // The first page of issues is served; then twenty hours are asked for.
  simulator.fault(refusing(20 * 3600, Number.MAX_SAFE_INTEGER, String.raw`/issues\?.*since=`))
  const run = await portfolio.sync('code')
  expect(run.state).toBe('partial')
  const [held] = run.streams.filter(({ state }) => state !== 'ok')
  expect(held?.reasons.join()).toMatch(
    /would have to wait until \d{4}-.* because the tracker answered .* asked to wait/,
  )
  expect(held?.reasons.join()).toContain('the next run goes on from what is stored')
  // It was refused once, and took no for an answer.
  expect(simulator.requests.filter(({ fault }) => fault !== undefined)).toHaveLength(1)
  expect((await portfolio.items('code')).length).toBeGreaterThan(0)

  // While the time has not come, nothing is asked; a second run ends at once, too.
  const requests = simulator.requests.length
  expect((await portfolio.sync('code')).state).not.toBe('ok')
  expect(simulator.requests).toHaveLength(requests)
})
