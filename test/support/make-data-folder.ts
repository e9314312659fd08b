import { MIGRATIONS } from '../../core/src/compose/index.ts'
import { migrate, openDatabase } from '../../core/src/database/index.ts'

/** Run as a process: makes a data folder as a first start leaves it, before anything is written there. */
const [dataDir = ''] = process.argv.slice(2)
await using database = await openDatabase({ dataDir })
const { outcome } = await migrate(database, MIGRATIONS)
if (outcome !== 'migrated') throw new Error(`The migrations ended with "${outcome}".`)
