import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { assertDatabaseFolder, EMBEDDED_MAJOR } from './database-folder.ts'

function dataFolder(version?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-data-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'database'))
  if (version !== undefined) writeFileSync(join(folder, 'database', 'PG_VERSION'), version)
  return folder
}

test('a database whose version file is missing is not taken for an empty folder', () => {
  const folder = dataFolder()
  expect(() => assertDatabaseFolder(folder)).toThrow(/ is damaged .*PG_VERSION is missing/)
  writeFileSync(join(folder, 'database.unfinished'), '')
  expect(() => assertDatabaseFolder(folder)).not.toThrow()
})

test('files of another PostgreSQL are named with both versions', () => {
  expect(() => assertDatabaseFolder(dataFolder('15\n'))).toThrow(
    `made by another release (its files are of PostgreSQL 15, this release embeds ${EMBEDDED_MAJOR})`,
  )
  expect(() => assertDatabaseFolder(dataFolder(`${EMBEDDED_MAJOR}\n`))).not.toThrow()
})

test('a folder without a database is a new one', () => {
  expect(() => assertDatabaseFolder(join(tmpdir(), 'pmo-none-such'))).not.toThrow()
})
