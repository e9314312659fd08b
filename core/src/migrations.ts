import { apiTokensMigration } from './api/index.ts'
import type { Migration } from './database/index.ts'
import { definitionsMigration } from './definitions/index.ts'

/** Every step of the schema, in order. A new one is added at the end. */
export const MIGRATIONS: readonly Migration[] = [definitionsMigration, apiTokensMigration]
