import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import github from '@headless-pmo/plugin-github'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortfolio, type OpenPortfolio } from '../failure-modes/support/open-portfolio.ts'
import { startLyingProxy, type Lie } from '../support/lying-proxy.ts'
import { planOf } from '../support/pmo-process.ts'

const TITLE = 'The secret launch of project Zebra'
const truth: Lie = (_path, body) => body
const lie = { current: truth }
const held = new AsyncDisposableStack()
let portfolio: OpenPortfolio
let readOnly = true

beforeAll(async () => {
  const simulator = held.use(
    await startGitHubSimulator({
      repositories: [{ fullName: 'acme/app', issues: 12, pullShare: 0, relations: true }],
    }),
  )
  simulator.edit({ kind: 'editIssue', repo: 'acme/app', number: 1, title: TITLE })
  const proxy = held.use(
    await startLyingProxy(async (request) => {
      readOnly &&= request.method === 'GET' || new URL(request.url).pathname.endsWith('/graphql')
      return simulator.respond(request)
    }, lie),
  )
  portfolio = held.use(
    await openPortfolio({
      plugins: [github],
      connections: {
        code: {
          plugin: 'github',
          baseUrl: proxy.url,
          repositories: ['acme/app'],
          secrets: { token: 'env:CONTRACT_TOKEN' },
          sync: { every: 'never' },
        },
      },
      secrets: { CONTRACT_TOKEN: simulator.token },
    }),
  )
})
afterAll(() => held.disposeAsync())

async function reportWith(current: Lie) {
  lie.current = current
  return portfolio.api.connections.contract.mutate({ id: 'code' })
}

const issues = /\/repos\/[^/]+\/[^/]+\/issues$/
/** Changes each issue of a list. */
const inIssues =
  (change: (issue: Record<string, unknown>) => unknown): Lie =>
  (path, body) =>
    issues.test(path) && Array.isArray(body) ? body.map((issue) => change({ ...issue })) : body

test('plan files are opened as a sync opens them, and are no endpoint', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pmo-live-'))
  await writeFile(join(folder, 'move.xml'), planOf(['Pack', 'Drive']))
  const plugin = 'microsoft-project'
  await using plans = await openPortfolio({
    plugins: [microsoftProject],
    // From where the test runs: the address that the connector asks for is a relative one.
    connections: { plans: { plugin, files: [relative(process.cwd(), folder)], sync: { every: 'never' } } },
  })
  const report = await plans.api.connections.contract.mutate({ id: 'plans' })
  await rm(folder, { recursive: true })
  expect(report).toMatchObject({ described: true, undescribed: [], failures: [] })
})

test('a tracker that keeps its word is told so, and nothing of it is told but that', async () => {
  const report = await reportWith(truth)
  expect(report).toMatchObject({ described: true, undescribed: [], failures: [] })
  expect(report.endpoints.filter(({ state }) => state === 'differs')).toEqual([])
  const reached = report.endpoints.filter(({ state }) => state === 'same').map(({ endpoint }) => endpoint)
  expect(reached).toEqual(
    expect.arrayContaining([
      'GET /user',
      'GET /repos/{owner}/{repo}',
      'GET /repos/{owner}/{repo}/issues',
      'GET /repos/{owner}/{repo}/issues/{issue_number}',
      'GET /repos/{owner}/{repo}/issues/events',
    ]),
  )
  expect(report.endpoints.find(({ endpoint }) => endpoint === 'GET /orgs/{org}/repos')).toMatchObject({
    state: 'not_reached',
    when: 'an organization is connected',
  })
  expect(readOnly).toBe(true)
  for (const word of [TITLE, 'acme', 'Zebra']) expect(JSON.stringify(report)).not.toContain(word)
})

test.each<[string, Lie, object]>([
  [
    'a number that became a text',
    inIssues((issue) => ({ ...issue, number: String(issue['number']) })),
    { path: '[].number', problem: 'type', expected: 'integer', found: 'string' },
  ],
  [
    'an id that became a text',
    inIssues((issue) => ({ ...issue, id: String(issue['id']) })),
    { path: '[].id', problem: 'type', expected: 'integer', found: 'string' },
  ],
  [
    'a field that is gone',
    inIssues(({ updated_at: _gone, ...rest }) => rest),
    { path: '[].updated_at', problem: 'missing', expected: 'string' },
  ],
  [
    'a nested field that is gone',
    inIssues((issue) => ({ ...issue, user: { login: 'x' } })),
    { path: '[].user.id', problem: 'missing' },
  ],
  [
    'a list that became an object',
    (path, body) => (issues.test(path) ? { items: body } : body),
    { path: 'the reply', problem: 'type', expected: 'array', found: 'object' },
  ],
])('%s is found, with its place', async (_, planted, difference) => {
  const report = await reportWith(planted)
  const found = report.endpoints.find(({ endpoint }) => endpoint === 'GET /repos/{owner}/{repo}/issues')
  expect(found?.state).toBe('differs')
  expect(found?.differences).toEqual(expect.arrayContaining([expect.objectContaining(difference)]))
})

test('a new key is news and no difference; one that looks like a name of the tenant is not shown', async () => {
  const report = await reportWith(inIssues((issue) => ({ ...issue, brand_new: 1, 'Launch of Zebra': 2 })))
  const found = report.endpoints.find(({ endpoint }) => endpoint === 'GET /repos/{owner}/{repo}/issues')
  expect(found?.state).toBe('same')
  expect(found?.more).toContain('[].brand_new')
  expect(JSON.stringify(report)).not.toContain('Zebra')
})
