import { sql } from 'kysely'
import type { Database } from '../../core/src/database/index.ts'
import { FEED_START, readChanges } from '../../core/src/records/index.ts'

interface Row {
  readonly record: number
  readonly name: string
  readonly event: string
  readonly cause: string
  readonly before: Readonly<Record<string, unknown>> | null
  readonly gone: string | null
  readonly updated: string | null
}

/**
 * What is wrong with the observed history: a record that begins with anything but its creation or begins
 * twice, a change that changes nothing, an end that ends nothing, a version that steps back, or a change that the
 * feed leaves out or tells twice. Empty when it is sound.
 */
export async function historyFaults(database: Database): Promise<string[]> {
  const { rows } = await sql<Row>`
    select change.record_id as record, record.kind || ' ' || record.ref as name, change.event, change.cause, change.before,
      record.gone, record.data ->> 'updated' as updated
    from pmo.change join pmo.record on record.id = change.record_id
    order by change.record_id, change.seq`.execute(database.root)
  const faults: string[] = []
  for (const changes of Map.groupBy(rows, (row) => row.record).values()) faults.push(...faultsOf(changes))
  const { rows: silent } = await sql<{ name: string }>`
    select kind || ' ' || ref as name from pmo.record where id not in (select record_id from pmo.change)`.execute(
    database.root,
  )
  faults.push(...silent.map(({ name }) => `${name}: exists without a change that tells of it`))
  return [...faults, ...(await feedFaults(database))]
}

function faultsOf(changes: readonly Row[]): string[] {
  const faults: string[] = []
  const [last] = changes.slice(-1)
  if (last === undefined) return faults
  const say = (what: string): void =>
    void faults.push(`${last.name}: ${what} (${changes.map((c) => c.event).join(', ')})`)
  let live = false
  for (const [index, change] of changes.entries()) {
    if ((change.event === 'created') !== (index === 0))
      say('begins twice, or with something else than its creation')
    if (change.event === 'restored' && live) say('comes back although it was there')
    if (change.event === 'retired' && !live) say('ends although it had ended')
    if (change.event === 'updated' && Object.keys(change.before ?? {}).length === 0)
      say('changes without a difference')
    live = change.event !== 'retired'
  }
  if (live !== (last.gone === null)) say('its last change does not lead to what is stored')
  // Walking back: the `updated` of each earlier state, as the changes keep it.
  let updated = last.updated
  for (const change of changes.toReversed()) {
    const former = change.before?.['updated']
    if (typeof former !== 'string') continue
    if (updated !== null && former > updated) say(`steps back from ${former} to ${updated}`)
    updated = former
  }
  return faults
}

async function feedFaults(database: Database): Promise<string[]> {
  const told: number[] = []
  let position = FEED_START
  for (;;) {
    const page = await readChanges(database.root, { after: position, limit: 500 })
    told.push(...page.changes.map((change) => change.position.seq))
    position = page.position
    if (page.changes.length === 0) break
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pmo.change`.execute(
    database.root,
  )
  const faults: string[] = []
  if (new Set(told).size !== told.length) faults.push('the feed tells a change twice')
  if (told.length !== rows[0]?.count)
    faults.push(`the feed tells ${told.length} of ${rows[0]?.count} changes`)
  return faults
}
