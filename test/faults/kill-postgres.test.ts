import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../core/src/database/index.ts'
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts'
import { killTest, type Home } from './kill-test.ts'

const makeHome = async (): Promise<Home> => {
  const database = await createPostgresDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'pmo-kill-'))
  return {
    environment: { DATABASE_URL: database.url, PMO_DATA_DIR: folder },
    open: () => openDatabase({ url: database.url }),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describeOnPostgres('law 2: kill the process anywhere', () => {
  killTest('PostgreSQL', { mode: 'anything', kills: 5 }, makeHome)
  killTest('PostgreSQL', { mode: 'plain syncs only', kills: 4 }, makeHome)
})
