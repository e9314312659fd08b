import { sql, type RawBuilder } from 'kysely'

/**
 * A value for a `jsonb` column. Needed because `pg` sends a JavaScript array as a PostgreSQL array and
 * a string as itself, so that neither would arrive as JSON.
 */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`
}
