/** The face of the database: connection, unit of work, migrations. */
export { openDatabase, type Database, type DatabaseOptions } from './database.ts'
export { sqlState } from './database-error.ts'
export { type NativeTypesQuery } from './driver.ts'
export { folderOwner, type FolderOwner } from './folder-lock.ts'
export { jsonb } from './jsonb.ts'
export { appliedMigrations, migrate, type Migration, type MigrationResult } from './migrate.ts'
export { type Handle, type Tables, type Tx } from './tables.ts'
export { type TransactionLimits } from './transaction-scope.ts'
