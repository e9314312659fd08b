import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, inject } from 'vitest'
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseOptions,
  type Migration,
} from '../../core/src/database/index.ts'
import { describeUnlessMissing } from './fixtures.ts'
import { findPostgres } from './postgres-binaries.ts'
import type { DatabaseService } from './postgres-global.ts'

/** Opens a fresh database with the suite's migrations applied. Dispose of it, or it is closed after the suite. */
export type OpenTestDatabase = (options?: Partial<DatabaseOptions>) => Promise<Database>

/** What every database of a suite begins with. */
export interface SuiteOptions {
  readonly migrations?: readonly Migration[]
}

type Engine = Database['engine']
const service = (): DatabaseService => inject('databases')

type Body = (open: OpenTestDatabase, engine: Engine) => void

/**
 * Runs the same suite on the embedded database and on PostgreSQL. Each call of `open` gives a database of its own, cloned from a
 * template that was migrated once in the run.
 *
 * ```ts
 * describeOnDatabases('records', { migrations }, (open) => {
 *   test('…', async () => { await using db = await open(); … })
 * })
 * ```
 */
export function describeOnDatabases(name: string, ...rest: [SuiteOptions, Body] | [Body]): void {
  const [options, body] = rest.length === 2 ? rest : [{}, rest[0]]
  describe(`${name} on the embedded database`, () => {
    body(tracked(embeddedOpener(options.migrations ?? [])), 'embedded')
  })
  describeOnPostgres(`${name} on PostgreSQL`, () => {
    body(tracked(postgresOpener(options.migrations ?? [])), 'postgresql')
  })
}

/** A `describe` that runs where a PostgreSQL server is installed; elsewhere it says so and skips, or fails in CI. */
export function describeOnPostgres(name: string, body: () => void): void {
  const found = findPostgres()
  describeUnlessMissing(name, 'missing' in found ? [found.missing] : [], body)
}

/** A database of its own on the run's PostgreSQL server, for tests that start processes. Dropped when disposed of. */
export async function createPostgresDatabase(
  migrations: readonly Migration[] = [],
): Promise<{ readonly url: string } & AsyncDisposable> {
  const template = await postgresTemplate(migrations)
  const name = `test_${process.pid}_${crypto.randomUUID().replaceAll('-', '')}`
  await onCluster((admin) => admin.query(`create database ${name} template ${template}`))
  return {
    url: await clusterUrl(name),
    [Symbol.asyncDispose]: () =>
      onCluster((admin) => admin.query(`drop database if exists ${name} with (force)`)),
  }
}

function tracked(open: OpenTestDatabase): OpenTestDatabase {
  const opened = new Set<Database>()
  afterAll(async () => {
    for (const database of opened) await database.close()
  })
  return async (options) => {
    const database = await open(options)
    opened.add(database)
    return database
  }
}

function embeddedOpener(migrations: readonly Migration[]): OpenTestDatabase {
  const image = join(service().runFolder, `${keyOf(migrations)}.tar`)
  return async (options) => {
    if (!existsSync(image)) await writeImage(image, migrations)
    return openDatabase({
      memory: options?.dataDir === undefined,
      image: new Uint8Array(readFileSync(image)),
      ...options,
    })
  }
}

/** Several files may do this at once: each writes a whole image, and renaming is atomic. */
async function writeImage(image: string, migrations: readonly Migration[]): Promise<void> {
  await using database = await openDatabase({ memory: true })
  await migrateOrThrow(database, migrations)
  const draft = `${image}.${process.pid}`
  writeFileSync(draft, await database.dump())
  renameSync(draft, image)
}

function postgresOpener(migrations: readonly Migration[]): OpenTestDatabase {
  return async (options) => {
    const clone = await createPostgresDatabase(migrations)
    const database = await openDatabase({ url: clone.url, ...options })
    let closing: Promise<void> | undefined
    const close = (): Promise<void> => (closing ??= database.close().then(() => clone[Symbol.asyncDispose]()))
    return { ...database, close, [Symbol.asyncDispose]: close }
  }
}

/** The template that holds these migrations, made by the first file that needs it. */
async function postgresTemplate(migrations: readonly Migration[]): Promise<string> {
  const name = `template_${keyOf(migrations)}`
  await onCluster(async (admin) => {
    // A session lock, which only tests may use: two files must not make the same template.
    await admin.query('select pg_advisory_lock(1)')
    const { rows } = await admin.query('select 1 from pg_database where datname = $1', [name])
    if (rows.length > 0) return
    await admin.query(`drop database if exists ${name}_draft with (force)`)
    await admin.query(`create database ${name}_draft`)
    const database = await openDatabase({ url: await clusterUrl(`${name}_draft`) })
    await migrateOrThrow(database, migrations)
    await database.close()
    await admin.query(`alter database ${name}_draft rename to ${name}`)
  })
  return name
}

async function migrateOrThrow(database: Database, migrations: readonly Migration[]): Promise<void> {
  const result = await migrate(database, migrations)
  if (result.outcome === 'failed') throw result.error
  if (result.outcome === 'newer') throw new Error(result.reason)
}

function keyOf(migrations: readonly Migration[]): string {
  const text = migrations.map((migration) => `${migration.id}\n${migration.up.toString()}`).join('\n')
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

async function onCluster(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(await clusterUrl('postgres'))
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

async function clusterUrl(database: string): Promise<string> {
  const response = await fetch(service().clusterAddress)
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  const url = new URL(text)
  url.pathname = `/${database}`
  return url.href
}
