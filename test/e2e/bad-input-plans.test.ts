import assert from 'node:assert/strict'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectClear, exported, reasonsOf, synced } from '../support/operator.ts'
import { pmoWorkspace, type PmoServer, type PmoWorkspace } from '../support/pmo-process.ts'

const CONFIG = `import { defineConfig } from '@headless-pmo/core'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
export default defineConfig({
  plugins: [microsoftProject],
  connections: {
    plans: { plugin: 'microsoft-project', files: ['plans'], maxFileMegabytes: 0.01, sync: { every: 'never' } },
  },
})
`
const SAVE_AS =
  'open the plan in Microsoft Project, choose File > Save As > XML Format (*.xml), and sync that file.'

let workspace: PmoWorkspace
let server: PmoServer
let plan = ''
let good = ''
let stored = ''

beforeAll(async () => {
  workspace = await pmoWorkspace({ config: CONFIG })
  plan = join(workspace.folder, 'plans', 'move.xml')
  good = await readFile(plan, 'utf8')
  server = await workspace.serve()
  assert.equal((await synced(server, 'plans')).state, 'ok')
  stored = await exported(server)
  assert.match(stored, /Drive/)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

/** Syncs while something is wrong, puts the plan back, and syncs again. */
async function expectRefused(reason: string): Promise<void> {
  const { stderr, status } = workspace.pmo(['sync', 'plans', '--full'])
  const reasons = reasonsOf(stderr)
  expect(reasons).toHaveLength(1)
  for (const said of reasons) expectClear(said)
  expect(reasons[0]).toBe(`plan: ${reason}`)
  expect(status).toBe(1)
  expect(await exported(server)).toBe(stored)
  await writeFile(plan, good)
  const run = await synced(server, 'plans')
  expect(run).toMatchObject({
    state: 'ok',
    streams: expect.arrayContaining([
      expect.objectContaining({ stream: 'plan', reasons: [], retired: 0, held: 0 }),
    ]),
  })
  expect(await exported(server)).toBe(stored)
}

const named = (text: string): string => good.replace('<Name>Pack</Name>', `<Name>${text}</Name>`)
const withDoctype = (entities: string): string =>
  named('&b;').replace('<Project', `<!DOCTYPE Project [${entities}]>\n<Project`)

test.each<readonly [string, () => string | Uint8Array, string]>([
  [
    'that is not MSPDI',
    () => '<?xml version="1.0"?><invoice><line/></invoice>',
    `move.xml: The file "move.xml" is not a Microsoft Project plan: its first element is <invoice>, not <Project>; take it out of the folder, or ${SAVE_AS}`,
  ],
  [
    'that is not XML',
    () => '{"tasks": []}',
    `move.xml: The file "move.xml" is not XML; take it out of the folder, or ${SAVE_AS}`,
  ],
  [
    'that is binary under the name of an XML file',
    () => Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex'),
    `move.xml: The plan "move.xml" is a binary Microsoft Project file under the name of an XML file; ${SAVE_AS}`,
  ],
  [
    'that is cut short',
    () => good.slice(0, good.indexOf('</Name>', good.indexOf('Drive'))),
    'move.xml: The plan "move.xml" ends in the middle of <Name> (line 2): it was cut short, is still being written, or has a bare "&" there; save or copy it again.',
  ],
  [
    'that is empty',
    () => '',
    'move.xml: The plan "move.xml" is empty: it is still being written, or saving it failed; save or copy it again.',
  ],
  [
    'with nested entities that expand',
    () => withDoctype(`<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}">`),
    'move.xml: The plan "move.xml" contains a DOCTYPE, which plans never need and which may hide endless text, at line 2; save it again from Microsoft Project as XML.',
  ],
  [
    'with an entity that names a file',
    () => withDoctype('<!ENTITY b SYSTEM "file:///etc/hostname">'),
    'move.xml: The plan "move.xml" contains a DOCTYPE, which plans never need and which may hide endless text, at line 2; save it again from Microsoft Project as XML.',
  ],
  [
    'with an entity that nobody declares',
    () => named('&unknown;'),
    'move.xml: The plan "move.xml" is not well-formed XML (undefined entity), at line 2; save it again from Microsoft Project as XML.',
  ],
  [
    'above the configured limit',
    () => good.replace('</Project>', `${' '.repeat(12_000)}</Project>`),
    'move.xml: The plan "move.xml" is larger than 0.01 MB; raise `maxFileMegabytes` of the connection if that is right.',
  ],
])('a file %s is refused and its tasks stay', async (_, text, reason) => {
  await writeFile(plan, text())
  await expectRefused(reason)
})

test('a folder that is not there removes nothing', async () => {
  const folder = join(workspace.folder, 'plans')
  await rename(folder, `${folder}-away`)
  const { stderr, status } = workspace.pmo(['sync', 'plans', '--full'])
  expect(reasonsOf(stderr)).toEqual([
    'plan: There is no folder "plans"; correct the path in `files` or `urls`, or put it back.',
  ])
  expect(status).toBe(1)
  expect(await exported(server)).toBe(stored)
  await rename(`${folder}-away`, folder)
  expect(await synced(server, 'plans')).toMatchObject({ state: 'ok' })
  expect(await exported(server)).toBe(stored)
})

test('a bad file does not hold up the good one beside it', async () => {
  const beside = join(workspace.folder, 'plans', 'notes.xml')
  await writeFile(beside, '<notes/>')
  const { stderr, status } = workspace.pmo(['sync', 'plans'])
  expect(reasonsOf(stderr)).toEqual([
    expect.stringMatching(/^plan: notes\.xml: The file "notes\.xml" is not/),
  ])
  expect(status).toBe(3)
  expect(await exported(server)).toBe(stored)
  await rm(beside)
  await mkdir(join(workspace.folder, 'plans'), { recursive: true })
  expect(await synced(server, 'plans')).toMatchObject({ state: 'ok' })
})
