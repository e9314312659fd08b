import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectClear, sentenceOf } from '../support/operator.ts'
import { PLAN_CONFIG, pmoWorkspace, type PmoWorkspace } from '../support/pmo-process.ts'

let workspace: PmoWorkspace
let stored = ''
const file = (): string => join(workspace.folder, 'pmo.config.ts')
const write = (text: string): Promise<void> => writeFile(file(), text)
const exported = (): string => workspace.pmo(['export']).stdout

beforeAll(async () => {
  workspace = await pmoWorkspace()
  assert.equal(workspace.pmo(['sync']).status, 0)
  stored = exported()
  assert.match(stored, /Drive/)
})
afterAll(() => workspace[Symbol.asyncDispose]())

const SECRET = 'ghp_CanaryThatNobodySees'
const withSecret = (token: string): string =>
  PLAN_CONFIG.replace('import msp', "import github from '@headless-pmo/plugin-github'\nimport msp")
    .replace('[msp]', '[msp, github]')
    .replace(
      'connections: {',
      `connections: { code: { plugin: 'github', repositories: ['acme/app'], secrets: { token: '${token}' } },`,
    )

test.each<readonly [string, string, string]>([
  [
    'a typo in the name of a section',
    PLAN_CONFIG.replace('connections:', 'conections:'),
    'pmo.config.ts: conections is unknown; did you mean "connections"?',
  ],
  [
    'a typo in a field of the connector',
    PLAN_CONFIG.replace('files:', 'filez:'),
    'pmo.config.ts: connections.plans.filez is unknown; did you mean "files"?',
  ],
  [
    'a typo in the name of a plugin',
    PLAN_CONFIG.replace("plugin: 'microsoft-project'", "plugin: 'microsoft-projekt'"),
    'The plugin "microsoft-projekt" is not among the plugins; did you mean "microsoft-project"?',
  ],
  [
    'a typo beside the name of a plugin',
    PLAN_CONFIG.replace('[msp]', "[{ plugin: msp, isolaton: 'inline' }]"),
    'pmo.config.ts: plugins[0].isolaton is unknown; did you mean "isolation"?',
  ],
  [
    'an imported plugin that is to run apart',
    PLAN_CONFIG.replace('[msp]', "[{ plugin: msp, isolation: 'process' }]"),
    'pmo.config.ts: plugins[0].plugin is imported, and runs in this process already; write its package name or path in quotes to give it a process of its own.',
  ],
  [
    'a secret in the place of its reference',
    withSecret(SECRET),
    'pmo.config.ts: connections.code.secrets.token looks like the secret itself; write "env:NAME" (an environment variable) or "file:PATH" (a file that holds it).',
  ],
  [
    'a syntax error',
    PLAN_CONFIG.replace('plugins: [msp],', 'plugins: [msp'),
    "pmo.config.ts is not valid TypeScript (line 5): Expected ',', got 'ident'. Correct the file, then try again.",
  ],
  [
    'an error while it is loaded',
    `${PLAN_CONFIG}\nthrow new Error('the vault is closed')\n`,
    'pmo.config.ts stopped with an error while it was loaded (line 9): the vault is closed. Correct the file, then try again.',
  ],
  [
    'no default export',
    PLAN_CONFIG.replace('export default', 'export const config ='),
    'pmo.config.ts has no default export; end it with: export default defineConfig({ … })',
  ],
  [
    'an import of a package that is not there',
    `import acme from '@acme/pmo-plugin'\n${PLAN_CONFIG.replace('[msp]', '[msp, acme]')}`,
    'pmo.config.ts imports "@acme/pmo-plugin", which is not there; install it beside the file or correct the import.',
  ],
])('a config with %s is one sentence', async (_, text, sentence) => {
  await write(text)
  const bad = workspace.pmo(['sync', 'plans'])
  expectClear(sentenceOf(bad), [SECRET])
  expect({ said: sentenceOf(bad), status: bad.status }).toEqual({ said: sentence, status: 1 })
  expect(bad.stderr + bad.stdout).not.toContain(SECRET)
})

test('a server says at its start which connections cannot be read as they are written', async () => {
  const before = await readFile(file(), 'utf8')
  await write(PLAN_CONFIG.replace('files:', 'filez:'))
  const server = await workspace.serve()
  expect(await server.stop()).toBe(0)
  await expect
    .poll(() => server.complaints())
    .toContain(
      'Warning: connection plans: pmo.config.ts: connections.plans.filez is unknown; did you mean "files"?',
    )
  await write(before)
})

test('a plugin that is not installed is named, and the other connections sync', async () => {
  await write(PLAN_CONFIG.replace('[msp]', "[msp, '@acme/pmo-plugin']"))
  const { status, stderr } = workspace.pmo(['sync'])
  expect(stderr).toContain(
    'Warning: The plugin "@acme/pmo-plugin" is not installed; install the package beside pmo.config.ts, or write a path that starts with "./".\n',
  )
  expect(status).toBe(0)
})

test.each([
  ['stops while it is loaded', `throw new Error('no licence')\nexport default {}`, 'no licence'],
  [
    'cannot be parsed',
    'export default {{',
    'The plugin "./own.ts" stopped while it was loaded: Unexpected token (own.ts:1:17). Mend it or remove it from the configuration.',
  ],
  [
    'exports nothing',
    'export const a = 1',
    'The plugin "./own.ts" exports no plugin by default; end it with: export default definePlugin({ … })',
  ],
])('a plugin of the house that %s is named, and the other connections sync', async (_, text, reason) => {
  await writeFile(join(workspace.folder, 'own.ts'), text)
  await write(PLAN_CONFIG.replace('[msp]', "[msp, './own.ts']"))
  const { status, stderr } = workspace.pmo(['sync'])
  expect(stderr).toContain('Warning: ')
  expect(stderr).toContain(reason)
  expect(stderr.split('\n').filter((line) => line.includes(reason))).toHaveLength(1)
  expect(status).toBe(0)
})

test('a secret that is missing or empty in the environment is named', async () => {
  await write(withSecret('env:TEST_TOKEN'))
  expect(sentenceOf(workspace.pmo(['sync', 'code']))).toBe(
    'The connection "code" takes its secret "token" from the environment variable TEST_TOKEN, which is not set; set it and start again.',
  )
  expect(sentenceOf(workspace.pmo(['sync', 'code'], { TEST_TOKEN: ' ' }))).toBe(
    'The secret "token" of the connection "code" is empty in the environment variable TEST_TOKEN; put its value there.',
  )
})

test('a config that is not there is named with its path', async () => {
  expect(sentenceOf(workspace.pmo(['sync', '--config', 'other.config.ts']))).toBe(
    `There is no config file ${join(workspace.folder, 'other.config.ts')}; create it, or name another with --config FILE.`,
  )
})

test.each([
  ['PORT', 'abc', 'is not a port; write a number from 0 to 65535, e.g. PORT=4400.'],
  [
    'PMO_SECRET_KEY',
    SECRET,
    'is not a key of 32 bytes; make one with: node -e "console.log(crypto.randomBytes(32).toString(\'base64\'))".',
  ],
  [
    'DATABASE_URL',
    `mysql://user:${SECRET}@host/db`,
    'is not the address of a PostgreSQL; write DATABASE_URL=postgres://user:password@host:5432/database, or remove it for the embedded database.',
  ],
])('a wrong %s in the environment is explained and not repeated', (name, value, problem) => {
  const bad = workspace.pmo(['status'], { [name]: value })
  expect(sentenceOf(bad)).toBe(`The environment: ${name} ${problem}`)
  expect(bad.stderr).not.toContain(SECRET)
  expect(bad.status).toBe(1)
})

test('with a config that cannot be used one can still look at the data, which is what it was', async () => {
  await write('export default {')
  expect(exported()).toBe(stored)
  const { stdout, status } = workspace.pmo(['items'])
  expect(stdout).toContain('Drive')
  expect(status).toBe(0)
})

test('a connection under a mistyped id archives its records, and the right one brings them back', async () => {
  const mistyped = PLAN_CONFIG.replace('connections: { plans', 'connections: { plnas')
  await write(mistyped.replace("connection: 'plans'", "connection: 'plnas'"))
  expect(workspace.pmo(['sync'])).toMatchObject({ status: 0 })
  await write(PLAN_CONFIG)
  const again = workspace.pmo(['sync'])
  expect(again.stderr).toMatch(/^plans: ok; nothing changed/m)
  expect(again.status).toBe(0)
  const ofPlans = (text: string): string[] =>
    text.split('\n').filter((line) => line.includes('"plans"') && !line.includes('plnas'))
  expect(ofPlans(exported())).toEqual(ofPlans(stored))
})
