import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createClient } from '@headless-pmo/client'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../core/src/database/index.ts'
import { fingerprint } from '../../core/src/records/index.ts'
import { expectClear, sentenceOf } from '../support/operator.ts'
import { pmoWorkspace, type PmoWorkspace } from '../support/pmo-process.ts'
import { startWireServer } from '../support/wire-server.ts'

let workspace: PmoWorkspace
let dataDir = ''
let stored: Readonly<Record<string, string>> = {}

/** Looks into the folder while no command has it. */
async function inFolder<T>(work: (database: Database) => Promise<T>): Promise<T> {
  await using database = await openDatabase({ dataDir })
  return await work(database)
}

beforeAll(async () => {
  workspace = await pmoWorkspace()
  dataDir = join(workspace.folder, '.pmo')
  assert.equal(workspace.pmo(['sync']).status, 0)
  stored = await inFolder((database) => fingerprint(database.root))
  assert.match(stored['record'] ?? '', /^[1-9]/)
})
afterAll(() => workspace[Symbol.asyncDispose]())

/** A command that has to fail with this one sentence. */
function expectSentence(
  args: readonly string[],
  sentence: string | RegExp,
  variables: Record<string, string> = {},
): void {
  const bad = workspace.pmo(args, variables)
  const said = sentenceOf(bad)
  expectClear(said, ['s3cret-canary'])
  expect(said).toMatch(typeof sentence === 'string' ? new RegExp(`^${RegExp.escape(sentence)}$`) : sentence)
  expect(bad.status).toBe(1)
}

/** With the cause gone, a sync works and writes nothing, and all is as it was. */
async function expectUnharmed(): Promise<void> {
  expect(workspace.pmo(['sync'])).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('plans: ok; nothing changed'),
  })
  expect(await inFolder((database) => fingerprint(database.root))).toEqual(stored)
}

test('a data folder that another process has locked is named with that process', async () => {
  await inFolder(async () => {
    expectSentence(
      ['sync'],
      new RegExp(
        `^The data folder \\.pmo is in use by process ${process.pid}, started \\S+; use that server, stop it first, or set PMO_DATA_DIR to another folder\\.$`,
      ),
    )
  })
  await expectUnharmed()
})

test('a second server on the same folder is refused with the way out', async () => {
  await using server = await workspace.serve()
  expectSentence(
    ['serve'],
    new RegExp(
      `^The data folder \\.pmo is in use by process ${server.child.pid}, started \\S+, at ${RegExp.escape(server.address)}; use that server, stop it first, or set PMO_DATA_DIR to another folder\\.$`,
    ),
  )
  await server.stop()
  await expectUnharmed()
})

test('a port that another program has does not cost the data folder', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  // Listening on TCP, so never a pipe's name.
  const { port } = taken.address() as AddressInfo
  expectSentence(
    ['serve'],
    `Port ${port} on 127.0.0.1 is in use by another program; stop it, or choose another port, e.g. PORT=${port + 1}.`,
    { PORT: String(port) },
  )
  taken.close()
  await expectUnharmed()
})

test('a data folder that a newer release has made is left alone', async () => {
  await inFolder((database) =>
    sql`insert into pmo.migration (id) values ('9999-from-the-future')`.execute(database.root),
  )
  expectSentence(
    ['sync'],
    'The database was made by a newer release (it has 9999-from-the-future); start that release, or restore a backup made before it.',
  )
  await inFolder((database) =>
    sql`delete from pmo.migration where id = '9999-from-the-future'`.execute(database.root),
  )
  await expectUnharmed()
})

describe('a damaged data folder', () => {
  const version = (): string => join(dataDir, 'database', 'PG_VERSION')

  test('that lost a file is not begun anew', async () => {
    await rename(version(), `${version()}.away`)
    expectSentence(
      ['sync'],
      'The embedded database in .pmo is damaged (.pmo/database/PG_VERSION is missing) and was left as it is; put a backup of the folder in its place, or set PMO_DATA_DIR to another folder.',
    )
    await rename(`${version()}.away`, version())
    await expectUnharmed()
  })

  test('of another PostgreSQL says which', async () => {
    await rename(version(), `${version()}.away`)
    await writeFile(version(), '15\n')
    expectSentence(
      ['sync'],
      'The embedded database in .pmo was made by another release (its files are of PostgreSQL 15, this release embeds 18); start that release, or set PMO_DATA_DIR to another folder.',
    )
    await rename(`${version()}.away`, version())
    await expectUnharmed()
  })

  test('that PostgreSQL cannot start from says so without its inner words', async () => {
    const control = join(dataDir, 'database', 'global', 'pg_control')
    await rename(control, `${control}.away`)
    await writeFile(control, 'no control file')
    expectSentence(
      ['sync'],
      'The embedded database in .pmo cannot be opened: PostgreSQL ended while it started; see that the folder is whole and writable and the disk is not full, or put a backup of the folder in its place.',
    )
    await rename(`${control}.away`, control)
    await expectUnharmed()
  })
})

test('a data folder that is a file is named', async () => {
  const file = join(workspace.folder, 'a-file')
  await writeFile(file, '')
  expectSentence(
    ['status'],
    `The data folder ${file} cannot be used: it is a file, or lies below one; make it a folder that this user may write, or set PMO_DATA_DIR to another one.`,
    { PMO_DATA_DIR: file },
  )
})

test.skipIf(process.getuid?.() === 0)(
  'a data folder that may not be written is named (skipped as root, who may write everywhere)',
  async () => {
    await chmod(dataDir, 0o500)
    expectSentence(
      ['sync'],
      'The data folder .pmo cannot be used: this user may not write there; make it a folder that this user may write, or set PMO_DATA_DIR to another one.',
    )
    await chmod(dataDir, 0o700)
    await expectUnharmed()
  },
)

describe('a database server', () => {
  const unused = async (): Promise<number> => {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    // Listening on TCP, so never a pipe's name.
    const { port } = probe.address() as AddressInfo
    probe.close()
    await once(probe, 'close')
    return port
  }
  const at = (port: number): Record<string, string> => ({
    DATABASE_URL: `postgres://pmo:s3cret-canary@127.0.0.1:${port}/pmo`,
  })

  test('that is down is said without its password', async () => {
    expectSentence(
      ['status'],
      'The database cannot be reached (ECONNREFUSED); check that it runs and that DATABASE_URL names its host and port.',
      at(await unused()),
    )
  })

  test.each([
    [
      'refuses the password',
      { error: '28P01', message: 'password authentication failed for user "pmo"' },
      'The database refused: password authentication failed for user "pmo". Check user, password, database name and rights in DATABASE_URL.',
    ],
    [
      'does not have the database',
      { error: '3D000', message: 'database "pmo" does not exist' },
      'The database refused: database "pmo" does not exist. Check user, password, database name and rights in DATABASE_URL.',
    ],
    [
      'is too old',
      { version: 140_012, encoding: 'UTF8' },
      'The database server is PostgreSQL 14; version 15 or newer is needed: name such a server in DATABASE_URL, or remove it for the embedded database.',
    ],
    [
      'has a database in another encoding',
      { version: 160_004, encoding: 'LATIN1' },
      "The database is in the encoding LATIN1; create one with ENCODING 'UTF8' and name it in DATABASE_URL.",
    ],
  ])('that %s is said with the way out', async (_, answer, sentence) => {
    await using server = await startWireServer(answer)
    // Not with spawnSync: this process has to answer.
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../core/src/main.ts'), 'status'], {
      cwd: workspace.folder,
      env: { PATH: process.env['PATH'], PMO_LOG_LEVEL: 'silent', ...at(server.port) },
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 60_000,
    })
    let stderr = ''
    child.stderr.on('data', (chunk) => (stderr += String(chunk)))
    const [status] = (await once(child, 'close')) as [number | null]
    expectClear(sentenceOf({ stderr }), ['s3cret-canary'])
    expect({ said: sentenceOf({ stderr }), status }).toEqual({ said: sentence, status: 1 })
  })
})

test('stored secrets under another PMO_SECRET_KEY are said, and open again with the former one', async () => {
  const key = randomBytes(32).toString('hex')
  const other = randomBytes(32).toString('base64')
  await using own = await pmoWorkspace()
  const config = join(own.folder, 'pmo.config.ts')
  await writeFile(
    config,
    `import github from '@headless-pmo/plugin-github'\nexport default { plugins: [github] }\n`,
  )
  const body = {
    plugin: 'github',
    repositories: ['acme/app'],
    baseUrl: 'http://127.0.0.1:9',
    sync: { every: 'never' },
  }
  const problem = async (variables: Record<string, string>): Promise<string> => {
    await using server = await own.serve(variables)
    const { api } = createClient({ url: server.address, token: server.token })
    const { connections } = await api.connections.list.query({})
    if (connections.length === 0) {
      await api.connections.create.mutate({
        id: 'code',
        connection: body,
        secretValues: { token: 's3cret-canary' },
      })
    }
    const said = await api.sync.start.mutate({ connection: 'code' }).then(
      () => 'started',
      (error: Error) => error.message,
    )
    expectClear(said, ['s3cret-canary', key, other])
    return said
  }
  expect(await problem({ PMO_SECRET_KEY: key })).toBe('started')
  expect(await problem({ PMO_SECRET_KEY: other })).toMatch(
    /^A secret of .*code.* was stored with another PMO_SECRET_KEY; set the former key, or store the secret again\.$/,
  )
  expect(await problem({ PMO_SECRET_KEY: key })).toBe('started')
  await rm(config)
})
