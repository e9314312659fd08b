import { canonicalJson, contentHash } from '@headless-pmo/engine'
import { parseJson, toJson, type PortfolioRecord } from '@headless-pmo/sdk'
import { sql } from 'kysely'
import type { Database, Tx } from '../database/index.ts'
import { foldText } from './fold-text.ts'
import { naturalKey } from './natural-key.ts'
import { lockConnection } from './queries-lock.ts'
import { fieldsOf, linkColumns } from './reference-fields.ts'

/** Rows of one transaction. */
const BATCH = 200

/** How many rows were written anew. */
export interface Rewritten {
  readonly raw: number
  readonly records: number
  readonly changes: number
}

/**
 * Writes everything that is stored of a connection anew as `rewrite` gives it back: raw items, records, and the
 * former values in the history. What happened when, and to what, stays as it is. A batch a transaction; done
 * again after an interruption it goes on, since `rewrite` gives what it has written itself back as the same.
 *
 * @param rewrite pure; gives the very same value where nothing is to be changed
 */
export async function rewriteConnection(
  database: Database,
  connection: string,
  rewrite: (value: unknown) => unknown,
): Promise<Rewritten> {
  const each = async (batch: (tx: Tx, after: number) => Promise<Batch>): Promise<number> => {
    let [after, written] = [0, 0]
    for (;;) {
      const done = await database.transaction(async (tx) => {
        await lockConnection(tx, connection)
        return batch(tx, after)
      })
      written += done.written
      if (done.last === undefined) return written
      after = done.last
    }
  }
  return {
    raw: await each((tx, after) => rewriteRaw(tx, connection, after, rewrite)),
    records: await each((tx, after) => rewriteRecords(tx, connection, after, rewrite)),
    changes: await each((tx, after) => rewriteChanges(tx, connection, after, rewrite)),
  }
}

interface Batch {
  readonly written: number
  /** The row to go on after; absent: there are no more. */
  readonly last: number | undefined
}

type Rewrite = (value: unknown) => unknown

async function rewriteRaw(tx: Tx, connection: string, after: number, rewrite: Rewrite): Promise<Batch> {
  const { rows } = await sql<{ id: number; json: string }>`
    select id, json from pmo.raw where connection = ${connection} and id > ${after}
    order by id limit ${BATCH}`.execute(tx)
  const changed = rows.flatMap(({ id, json }) => {
    const value = parseJson(json)
    const anew = rewrite(value)
    return anew === value ? [] : [{ id, json: toJson(anew) }]
  })
  for (const { id, json } of changed) {
    // A mapping that had failed quotes the item, perhaps; it is tried again with the next mapping.
    await sql`
      update pmo.raw set json = ${json}::json, hash = ${contentHash(json)},
        map_error = case when map_error is not null then 'The item could not be mapped.' end
      where id = ${id}`.execute(tx)
  }
  return { written: changed.length, last: rows.at(-1)?.id }
}

async function rewriteRecords(tx: Tx, connection: string, after: number, rewrite: Rewrite): Promise<Batch> {
  const { rows } = await sql<{ id: number; data: PortfolioRecord }>`
    select id, data from pmo.record where connection = ${connection} and id > ${after}
    order by id limit ${BATCH}`.execute(tx)
  let written = 0
  for (const { id, data } of rows) {
    const anew = rewrite(data)
    if (anew === data) continue
    written++
    await writeRecord(tx, id, anew as PortfolioRecord) // the same record with other texts in it
  }
  return { written, last: rows.at(-1)?.id }
}

async function writeRecord(tx: Tx, id: number, data: PortfolioRecord): Promise<void> {
  const fields = fieldsOf(data)
  const [key, title] = [fields['key'], fields['title'] ?? fields['name']]
  const links = { container: null, subject: null, target: null, ...linkColumns(data) }
  await sql`
    with known as (
      update pmo.record set
        data = ${JSON.stringify(data)}::jsonb, hash = ${contentHash(canonicalJson(data))},
        key = ${typeof key === 'string' ? key : null},
        sort_key = ${typeof key === 'string' ? naturalKey(key) : null},
        folded_title = ${typeof title === 'string' ? foldText(title) : null},
        container = ${links.container}, subject = ${links.subject}, target = ${links.target}
      where id = ${id}
      returning id, connection, kind
    )
    insert into pmo.change (record_id, connection, kind, event, cause, before, at)
    select id, connection, kind, 'updated', 'mapping', '{}'::jsonb, statement_timestamp() from known`.execute(
    tx,
  )
}

async function rewriteChanges(tx: Tx, connection: string, after: number, rewrite: Rewrite): Promise<Batch> {
  const { rows } = await sql<{ seq: number; before: unknown }>`
    select seq, before from pmo.change
    where connection = ${connection} and seq > ${after} and before is not null and before <> '{}'::jsonb
    order by seq limit ${BATCH}`.execute(tx)
  let written = 0
  for (const { seq, before } of rows) {
    const anew = rewrite(before)
    if (anew === before) continue
    written++
    await sql`update pmo.change set before = ${JSON.stringify(anew)}::jsonb
      where connection = ${connection} and seq = ${seq}`.execute(tx)
  }
  return { written, last: rows.at(-1)?.seq }
}
