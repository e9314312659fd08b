import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { expectClear, exported, reasonsOf, synced } from '../support/operator.ts'
import { pmoWorkspace, type PmoServer, type PmoWorkspace } from '../support/pmo-process.ts'
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator-process.ts'

// The GitHub connector as it is, but for the wait after a refusal without a stated time: 60 s would be too long here.
const CONFIG = `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
const impatient = {
  ...github,
  contributes: github.contributes.map((each) => ({
    ...each,
    rateLimit: (config) => ({ ...each.rateLimit(config), fallbackWaitSeconds: 0.002 }),
  })),
}
export default defineConfig({
  plugins: [impatient],
  connections: {
    code: {
      plugin: 'github',
      baseUrl: process.env['TEST_GITHUB'],
      repositories: ['acme/app'],
      secrets: { token: 'file:token.txt' },
      sync: { every: 'never' },
    },
  },
  projects: [{ id: 'app', name: 'App', sources: [{ connection: 'code' }] }],
})
`
const WRONG_TOKEN = 'ghp-wrong-token-canary'
const DATA = ['--preset', 'synthetic', '--issues', '12', '--clock', 'fixed', '--now', '2026-03-02T09:00:00Z']

let simulator: SimulatorProcess
let workspace: PmoWorkspace
let server: PmoServer
let stored = ''
let token = ''

beforeAll(async () => {
  simulator = await startSimulatorProcess(DATA)
  workspace = await pmoWorkspace({ config: CONFIG })
  token = join(workspace.folder, 'token.txt')
  await writeFile(token, simulator.token)
  server = await workspace.serve({ TEST_GITHUB: simulator.url })
  assert.equal((await synced(server, 'code')).state, 'ok')
  stored = await exported(server)
  assert.ok(stored.split('\n').length > 20)
})
beforeEach(() => simulator.control('DELETE', '/faults'))
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
  await simulator[Symbol.asyncDispose]()
})

/** Syncs once while something is wrong: a full run, which would also look for what is gone. */
function badSync(): { readonly reasons: string[]; readonly stderr: string; readonly status: number | null } {
  const { status, stderr } = workspace.pmo(['sync', 'code', '--full'])
  const reasons = reasonsOf(stderr)
  for (const reason of reasons) expectClear(reason, [simulator.token, WRONG_TOKEN])
  return { reasons, stderr, status }
}

/** Nothing has changed in what is stored; and with the cause gone a full sync works and changes nothing either. */
async function expectUnharmed(): Promise<void> {
  await simulator.control('DELETE', '/faults')
  expect(await exported(server)).toBe(stored)
  const run = await synced(server, 'code', true)
  expect(run).toMatchObject({ state: 'ok' })
  expect(run.streams.flatMap(({ reasons }) => reasons)).toEqual([])
  expect(await exported(server)).toBe(stored)
}

const fault = (body: object): Promise<unknown> => simulator.control('POST', '/faults', body)

test('a wrong token is said once, and nothing else is tried', async () => {
  await writeFile(token, WRONG_TOKEN)
  const { reasons, status } = badSync()
  expect(reasons).toEqual([
    'repositories: The repository acme/app could not be read: GitHub does not accept the token ("Bad credentials"). Check that it is complete and has not expired.',
    'users, issueTypes, issueFields and 6 more: Not tried: the tracker refused the login.',
  ])
  expect(status).toBe(1)
  await writeFile(token, simulator.token)
  await expectUnharmed()
})

test('a secret that is missing is named with the place it is wanted in', async () => {
  await rm(token)
  const { stderr, status } = badSync()
  expect(stderr).toBe(
    `pmo: The connection "code" takes its secret "token" from the file ${token}, which does not exist; create it or correct the path.\n`,
  )
  expect(status).toBe(1)
  await writeFile(token, simulator.token)
  await expectUnharmed()
})

test('a host that is down is said once, with its address', async () => {
  const { url } = simulator
  await simulator[Symbol.asyncDispose]()
  const { reasons, status } = badSync()
  expect(reasons).toEqual([
    `repositories: The connection "code" got no reply from ${url}/repos/acme/app after 5 attempts: the connection was refused (ECONNREFUSED); check the address, the network and that the server is up.`,
    'users, issueTypes, issueFields and 6 more: Not tried: the tracker cannot be reached.',
  ])
  expect(status).toBe(1)
  simulator = await startSimulatorProcess([...DATA, '--port', new URL(url).port])
  await expectUnharmed()
})

test('a reply that is always cut in the middle fails its stream alone', async () => {
  await fault({ kind: 'cut', path: '/issues\\?', times: 5 })
  const { reasons, stderr, status } = badSync()
  expect(stderr).toMatch(/^code: waiting until \d\d:\d\d:\d\d because the reply was cut off$/m)
  expect(reasons).toEqual([
    `issues: acme/app: The connection "code" got no reply from ${simulator.url}/repos/acme/app/issues after 5 attempts: the reply was cut off; a proxy or the server ends replies early; the next run tries again.`,
  ])
  expect(status).toBe(3)
  await expectUnharmed()
})

test('a reply that is cut once is asked for again', async () => {
  await fault({ kind: 'cut', path: '/issues\\?' })
  expect(badSync()).toMatchObject({ reasons: [], status: 0 })
  await expectUnharmed()
})

test('a 429 without headers is waited for, and told', async () => {
  await fault({ kind: 'rateLimit', status: 429, headers: 'none', times: 9 })
  const { reasons, stderr, status } = badSync()
  expect(stderr).toMatch(
    /^code: waiting until \d\d:\d\d:\d\d because the tracker answered 429 without saying how long to wait$/m,
  )
  expect({ reasons, status }).toEqual({ reasons: [], status: 0 })
  await expectUnharmed()
})

test('a 429 without headers that does not end stops the run', async () => {
  await fault({ kind: 'rateLimit', status: 429, headers: 'none', times: 1000 })
  const { reasons, status } = badSync()
  expect(reasons).toEqual([
    expect.stringMatching(
      /^repositories: The connection "code" was refused \d+ times at http:\S+\/repos\/acme\/app because the tracker answered 429 without saying how long to wait; it stops here and the next run goes on from what is stored\.$/,
    ),
    'users, issueTypes, issueFields and 6 more: Not tried: the tracker has to be waited for.',
  ])
  expect(status).toBe(1)
  await expectUnharmed()
})

const NOT_GITHUB =
  "issues: acme/app: The issues of acme/app came in a form that is not GitHub's. Check that baseUrl leads to the API of GitHub, not to a proxy or login page."

test.each([
  ['an object instead of a list', { kind: 'shape' }, [NOT_GITHUB]],
  ['a page of HTML', { kind: 'html' }, [NOT_GITHUB]],
  [
    'broken JSON',
    { kind: 'truncate', times: 5 },
    [
      expect.stringMatching(
        /^issues: .* after 5 attempts: the reply ends in the middle of its JSON; a proxy or the server ends replies early; the next run tries again\.$/,
      ),
    ],
  ],
  ['elements of another kind', { kind: 'shape', body: [{ surprise: 1 }] }, [NOT_GITHUB]],
])('a reply of the wrong shape removes nothing: %s', async (_, kind, expected) => {
  await fault({ path: '/issues\\?', times: 100, ...kind })
  const { reasons, status } = badSync()
  expect(reasons).toEqual(expected)
  expect(status).toBe(3)
  await expectUnharmed()
})

test('lists that are suddenly empty hold everything back for a person', async () => {
  await fault({ kind: 'shape', body: [], path: '/issues\\?', times: 100 })
  const { stderr, status } = badSync()
  expect(stderr).toMatch(
    /issues: All items of the stream are missing \(\d+\); nothing was removed\. Check what the account may see, then approve or reject the removal\./,
  )
  expect(stderr).toMatch(/to keep the items: pmo sync reject \S+/)
  expect(status).toBe(3)
  await expectUnharmed()
})
