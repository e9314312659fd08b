import { sql } from 'kysely'
import { PmoError } from '../config/index.ts'
import { jsonb, sqlState, type Handle, type Tx } from '../database/index.ts'
import type { Definition, DefinitionKind, DefinitionVersion, Management } from './definition.ts'
import { definitions, type DefinitionTable } from './tables.ts'
import type { Selectable } from 'kysely'

/** `unique_violation` */
const UNIQUE_VIOLATION = '23505'

function versionOf(row: Selectable<DefinitionTable>): DefinitionVersion {
  const { changed_by, changed_at, effective_from, body, config_version, ...rest } = row
  return {
    ...rest,
    ...(body !== null && { body }),
    ...(config_version !== null && { configVersion: config_version }),
    changedBy: changed_by,
    changedAt: changed_at,
    effectiveFrom: effective_from,
  }
}

/** The newest version of every entry, removed ones included, in the order of configuration. */
export async function newestVersions(
  handle: Handle,
  filter: {
    readonly kind?: DefinitionKind
    readonly id?: string
    /** Instant: as it was then. */
    readonly at?: string
  },
): Promise<DefinitionVersion[]> {
  let query = definitions(handle)
    .selectFrom('pmo.definition')
    .distinctOn(['kind', 'id'])
    .selectAll()
    .orderBy('kind')
    .orderBy('id')
    .orderBy('version', 'desc')
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.id !== undefined) query = query.where('id', '=', filter.id)
  if (filter.at !== undefined) query = query.where('effective_from', '<=', filter.at)
  const rows = await query.execute()
  return rows
    .map(versionOf)
    .toSorted(
      (a, b) =>
        a.kind.localeCompare(b.kind) ||
        (a.managed === b.managed ? 0 : a.managed === 'file' ? -1 : 1) ||
        a.position - b.position ||
        (a.id < b.id ? -1 : 1),
    )
}

/** Whether a version stands for an entry that exists. */
export function isLive(version: DefinitionVersion): version is Definition {
  return version.body !== undefined
}

/** All versions of one entry, newest first. */
export async function versionsOf(
  handle: Handle,
  kind: DefinitionKind,
  id: string,
): Promise<DefinitionVersion[]> {
  const rows = await definitions(handle)
    .selectFrom('pmo.definition')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(versionOf)
}

/**
 * Adds a version. Two writers of the same version cannot both succeed: the key refuses the second.
 * @throws PmoError `conflict`
 */
export async function addVersion(
  tx: Tx,
  entry: {
    readonly kind: DefinitionKind
    readonly id: string
    readonly version: number
    readonly managed: Management
    readonly body?: Readonly<Record<string, unknown>>
    readonly position: number
    readonly configVersion?: number
    readonly by: string
  },
): Promise<DefinitionVersion> {
  try {
    const row = await definitions(tx)
      .insertInto('pmo.definition')
      .values({
        kind: entry.kind,
        id: entry.id,
        version: entry.version,
        managed: entry.managed,
        body: entry.body === undefined ? sql`null` : jsonb({ ...entry.body }),
        position: entry.position,
        config_version: entry.configVersion ?? null,
        changed_by: entry.by,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return versionOf(row)
  } catch (cause) {
    if (sqlState(cause) !== UNIQUE_VIOLATION) throw cause
    throw new PmoError(
      'conflict',
      `The ${entry.kind} "${entry.id}" was changed by somebody else meanwhile; read it again, then repeat the change.`,
      { cause },
    )
  }
}
