import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { isPmoError, type PmoErrorCode } from '../config/index.ts'
import { openDatabase } from './database.ts'

const deep = process.env['PMO_TEST_DEEP'] === '1'

const code = (expected: PmoErrorCode) => (error: unknown) => isPmoError(error, expected)

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-data-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A process that writes two rows a transaction for ever, and prints the number of each transaction once it is committed. */
function writer(dataDir: string) {
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL('database.ts', import.meta.url).href)}
    import { sql } from ${JSON.stringify(import.meta.resolve('kysely'))}
    const db = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} })
    await sql\`create table if not exists public.pair (n bigint, half text, filler text)\`.execute(db.root)
    const { rows } = await sql\`select coalesce(max(n), 0) as last from public.pair\`.execute(db.root)
    for (let n = rows[0].last + 1; ; n++) {
      await db.transaction(async (tx) => {
        await sql\`insert into public.pair values (\${n}, 'a', repeat('x', 3000))\`.execute(tx)
        await sql\`insert into public.pair values (\${n}, 'b', repeat('y', 3000))\`.execute(tx)
      })
      process.stdout.write(n + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const progress = { last: 0 }
  let wake = Promise.withResolvers<void>()
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    progress.last = Number(lines.at(-1) ?? progress.last)
    wake.resolve()
    wake = Promise.withResolvers()
  })
  return {
    async until(n: number): Promise<void> {
      while (progress.last < n) await wake.promise
    },
    async kill(): Promise<number> {
      const close = once(child, 'close')
      child.kill('SIGKILL')
      await close
      return progress.last
    },
  }
}

test('a data folder opens again after SIGKILL at any moment with all that was committed', async () => {
  const dataDir = temporaryFolder()
  let expected = 0
  for (let round = 0; round < (deep ? 20 : 4); round++) {
    const running = writer(dataDir)
    await running.until(expected + 1 + Math.floor(Math.random() * 40))
    expected = await running.kill()
    await using db = await openDatabase({ dataDir })
    const { rows } = await sql<{ n: number; halves: number }>`
      select n, count(*) as halves from public.pair group by n order by n`.execute(db.root)
    expect(rows.length).toBeGreaterThanOrEqual(expected)
    expect(rows.every(({ n, halves }, index) => n === index + 1 && halves === 2)).toBe(true)
    expected = rows.length
  }
})

test('a second process is refused while the first runs', async () => {
  const dataDir = temporaryFolder()
  const running = writer(dataDir)
  await running.until(1)
  await expect(openDatabase({ dataDir })).rejects.toSatisfy(code('data-folder-locked'))
  await running.kill()
})

test('a folder whose first start was interrupted is begun anew', async () => {
  const dataDir = temporaryFolder()
  mkdirSync(join(dataDir, 'database'))
  writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '18\n')
  writeFileSync(join(dataDir, 'database.unfinished'), '')
  await using db = await openDatabase({ dataDir })
  expect((await sql`select 1 as one`.execute(db.root)).rows).toEqual([{ one: 1 }])
  expect(existsSync(join(dataDir, 'database.unfinished'))).toBe(false)
})

test('a folder that holds something else is left as it is and named', async () => {
  const dataDir = temporaryFolder()
  mkdirSync(join(dataDir, 'database'))
  writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '9.6\n')
  const refused: unknown = await openDatabase({ dataDir }).catch((error: unknown) => error)
  expect(isPmoError(refused, 'data-folder-unusable')).toBe(true)
  expect(String(refused)).toContain(dataDir)
  expect(existsSync(join(dataDir, 'database', 'PG_VERSION'))).toBe(true)
  // The lock is given back.
  await expect(openDatabase({ dataDir })).rejects.toSatisfy(code('data-folder-unusable'))
})

test('an embedded database that ends by itself is told, and nobody waits for ever', async () => {
  const trouble = Promise.withResolvers<unknown>()
  const dataDir = temporaryFolder()
  const db = await openDatabase({ dataDir, onTrouble: trouble.resolve })
  await sql`create table public.t (n bigint)`.execute(db.root)
  await sql`insert into public.t values (1)`.execute(db.root)
  const victim = db.transaction(async (tx) => {
    // PostgreSQL ends itself by this, and in the embedded database that is the whole server.
    await sql`set local idle_in_transaction_session_timeout = 20`.execute(tx)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await sql`select 1`.execute(tx)
  })
  await expect(victim).rejects.toSatisfy(code('database-lost'))
  expect(isPmoError(await trouble.promise, 'database-lost')).toBe(true)
  await expect(sql`select 1`.execute(db.root)).rejects.toSatisfy(code('database-lost'))
  await db.close()
  await using again = await openDatabase({ dataDir })
  expect((await sql`select n from public.t`.execute(again.root)).rows).toEqual([{ n: 1 }])
})

test('tables that grew are vacuumed and analysed, since nobody else does it', async () => {
  await using db = await openDatabase({ memory: true })
  await sql`create schema pmo; create table pmo.t (n bigint primary key, text text)`.execute(db.root)
  expect(await db.tidy()).toEqual([])
  await sql`insert into pmo.t select n, repeat('x', 100) from generate_series(1, 20000) n`.execute(db.root)
  expect(await db.tidy()).toEqual(['pmo.t'])
  expect(await db.tidy()).toEqual([])
  const { rows } = await sql`select reltuples::int as n from pg_class where oid = 'pmo.t'::regclass`.execute(
    db.root,
  )
  expect(rows).toEqual([{ n: 20_000 }])
})

test('commits to a data folder reach the disk', async () => {
  await using db = await openDatabase({ dataDir: temporaryFolder() })
  expect((await sql`show fsync`.execute(db.root)).rows).toEqual([{ fsync: 'on' }])
  expect((await sql`show wal_sync_method`.execute(db.root)).rows).toEqual([{ wal_sync_method: 'fsync' }])
})
