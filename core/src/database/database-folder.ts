import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PmoError } from '../config/index.ts'

/** Major version of the embedded PostgreSQL, which its files carry. */
export const EMBEDDED_MAJOR = '18'

/** Where the embedded database is in its data folder. */
export const databaseFolder = (dataDir: string): string => join(dataDir, 'database')
/** The mark of a database that is still being made. */
export const unfinishedMark = (dataDir: string): string => join(dataDir, 'database.unfinished')

/**
 * Refuses files that the embedded PostgreSQL could not read. It takes a folder without its version file for an empty one and makes a
 * new database over what is there.
 * @throws PmoError `data-folder-unusable`
 */
export function assertDatabaseFolder(dataDir: string): void {
  const database = databaseFolder(dataDir)
  if (!existsSync(database) || existsSync(unfinishedMark(dataDir))) return
  const file = join(database, 'PG_VERSION')
  if (!existsSync(file)) {
    throw new PmoError(
      'data-folder-unusable',
      `The embedded database in ${dataDir} is damaged (${file} is missing) and was left as it is; put a backup of the folder in its place, or set PMO_DATA_DIR to another folder.`,
    )
  }
  const version = readFileSync(file, 'utf8').trim()
  if (version !== EMBEDDED_MAJOR) {
    throw new PmoError(
      'data-folder-unusable',
      `The embedded database in ${dataDir} was made by another release (its files are of PostgreSQL ${version.slice(0, 10)}, this release embeds ${EMBEDDED_MAJOR}); start that release, or set PMO_DATA_DIR to another folder.`,
    )
  }
}
