import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { demoCompany } from '@headless-pmo/simulators/github/presets/demo'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../core/src/database/index.ts'
import { join } from 'node:path'
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts'
import { Product } from './support/product.ts'
import { projectXml } from './support/project-xml.ts'

const NAMES = /mara-lindt|mara lindt|mara@northwind|ida nordlicht|ida\.nordlicht@/i

/** Rows that name one of the two people, by table and, for records, by kind. */
async function naming(database: Database): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(database.root)
  const found: Record<string, number> = {}
  for (const { name } of tables) {
    const kind = name === 'pmo.record' || name === 'pmo.change' ? sql`t.kind` : sql`''`
    const { rows } = await sql<{ kind: string; row: string }>`
      select ${kind} as kind, t::text as row from ${sql.raw(name)} as t`.execute(database.root)
    for (const { kind: of, row } of rows) {
      if (!NAMES.test(row)) continue
      const label = `${name} ${of}`.trim()
      found[label] = (found[label] ?? 0) + 1
    }
  }
  return found
}

async function forgets(variables: Readonly<Record<string, string>>): Promise<void> {
  await using simulator = await startGitHubSimulator(
    demoCompany({ now: '2026-01-05T09:00:00Z', routine: false }),
  )
  await using product = await Product.start({
    variables: { PMO_TEST_TOKEN: simulator.token, ...variables },
    files: {
      'plans/plan.xml': projectXml,
      'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import msp from '@headless-pmo/plugin-microsoft-project'
export default defineConfig({ plugins: [github, msp], connections: {
  code: { plugin: 'github', baseUrl: '${simulator.url}', organization: 'northwind-cycles', projects: [{ owner: 'northwind-cycles', number: 1 }],
    secrets: { token: 'env:PMO_TEST_TOKEN' }, sync: { every: 'never', budgetShare: 1 } },
  plans: { plugin: 'microsoft-project', files: ['plans'], sync: { every: 'never' } } } })`,
    },
  })
  const { DATABASE_URL: url } = variables
  /** Looks into the database while no server is on it. */
  const look = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    await product.stop()
    let result: T
    {
      await using database = await openDatabase(
        url === undefined ? { dataDir: join(product.folder, '.pmo') } : { url },
      )
      result = await work(database)
    }
    await product.serve()
    return result
  }
  const sync = async (): Promise<number> => {
    let written = 0
    for (const connection of ['code', 'plans']) {
      const run = await product.sync(connection, { full: true })
      expect([run.state, run.streams.flatMap(({ reasons }) => reasons)]).toEqual(['ok', []])
      written += run.streams.reduce((sum, stream) => sum + stream.written + stream.remapped, 0)
    }
    return written
  }
  await sync()

  // Facts point to accounts by ref: names are in the account's own record alone, and in the tracker's raw replies. A plan
  // states names itself: of its resources, which are the people of the plan, and of its manager.
  const before = await look(naming)
  expect(Object.keys(before).toSorted()).toEqual([
    'pmo.raw',
    'pmo.record account',
    'pmo.record container',
    'pmo.record resource',
  ])
  const exported = await product.export()

  const { api } = product.client
  const { items: accounts } = await api.people.accounts.query({ limit: 100 })
  const refOf = (connection: string, name: string): string =>
    accounts.find(
      (one) => one.connection === connection && [one.data.displayName, one.data.login].includes(name),
    )?.ref ?? ''
  const people = [
    { connection: 'code', ref: refOf('code', 'mara-lindt') },
    { connection: 'plans', ref: refOf('plans', 'Ida Nordlicht') },
  ]
  const assigned = async (): Promise<unknown> =>
    (await api.workItems.list.query({ assignee: people[0]?.ref, limit: 200, sort: 'key' })).items.map(
      ({ ref }) => ref,
    )
  const itemsBefore = await assigned()
  expect(itemsBefore).not.toEqual([])
  const pseudonyms: string[] = []
  for (const person of people) {
    const done = await api.people.pseudonymise.mutate(person)
    expect(done.raw).toBeGreaterThan(0)
    pseudonyms.push(done.pseudonym)
  }

  // Forgotten everywhere, and nothing else is touched: with the pseudonyms written back, the export is the former one.
  expect(await look(naming)).toEqual({})
  const after = await product.export()
  expect(NAMES.test(after)).toBe(false)
  const [mara = '', ida = ''] = pseudonyms
  const shape = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.replaceAll(/"(?:login|displayName|email|url|manager|name|key)":"[^"]*"/g, ''))
  expect(shape(after)).toEqual(shape(exported))
  expect(after).toContain(mara)
  expect(after).toContain(ida)

  // The next syncs find nothing new and bring nothing back, in whatever way they read.
  expect(await sync()).toBe(0)
  simulator.edit({ kind: 'renameUser', login: 'mara-lindt', to: 'mara-lindt-the-second' })
  simulator.edit({
    kind: 'createIssue',
    repo: 'northwind-cycles/rider-app',
    title: 'New',
    author: 'mara-lindt-the-second',
    body: '@mara-lindt',
  })
  await sync()
  expect(await look(naming)).toEqual({})
  expect(await product.export()).toContain('"title":"New"')

  // Facts and history stay with the account.
  const { items } = await product.client.api.workItems.list.query({
    assignee: people[0]?.ref,
    limit: 200,
    sort: 'key',
  })
  expect(items.map(({ ref }) => ref)).toEqual(itemsBefore)
  const first = items[0]
  const history = await product.client.api.workItems.history.query({
    connection: 'code',
    ref: first?.ref ?? '',
  })
  expect(history.observed.at(-1)).toMatchObject({ event: 'created', cause: 'tracker' })
  expect(history.stated.length).toBeGreaterThan(0)
  await expect(
    product.client.api.people.pseudonymise.mutate({ connection: 'code', ref: 'nobody' }),
  ).rejects.toThrow('has no account "nobody"')
}

describe('law 17: people can be forgotten', () => {
  test('names are in the account alone, and go from everywhere on request', async () => {
    await forgets({})
  })
})

describeOnPostgres('law 17: people can be forgotten', () => {
  test('on PostgreSQL, too', async () => {
    await using database = await createPostgresDatabase()
    await forgets({ DATABASE_URL: database.url })
  })
})
