import { verbatim, type Page, type RefreshContext, type Verbatim } from '@headless-pmo/sdk'
import type { Config } from '../../config.ts'
import type { Table } from '../tables.ts'
import type { Organization } from './organization.ts'
import { RefusalError, wrongShape } from './refusal.ts'
import type { Read } from './read-table.ts'
import { askColumns, type Row } from './rows.ts'
import { inScope } from './scope.ts'
import type { Cursor } from './cursor.ts'

/** Reads single rows again by their ids. */
export async function* refreshRows(
  { items, parts, page, ...context }: RefreshContext<Config, Row, Cursor, Organization>,
  { table, make }: Read,
): AsyncIterable<Page<Row, Cursor>> {
  const [part] = parts
  if (part === undefined) return
  for (const { ref } of items) {
    if (ref === undefined) continue
    const address = (select: string): string => `${table.set}(${ref})?$select=${select}`
    const reply = await askColumns(context, { table, address })
    if (reply.status === 404) yield page({ items: [], gone: [{ ref, reason: 'deleted' }] })
    else if (reply.status === 403) yield page({ items: [], gone: [{ ref, reason: 'no_access' }] })
    else if (reply.status !== 200) throw new RefusalError(reply, `A row of ${table.logicalName}`)
    else {
      const row = rowIn(reply.text, table)
      // A single row carries the context of its own reply, which a list has once for all.
      yield inScope(row.value as Row, table, context.config)
        ? page({ items: [make(withoutContext(row.text), part.data)], part: part.key })
        : page({ items: [], gone: [{ ref, reason: 'out_of_scope' }] })
    }
  }
}

/** @throws Error when a reply is no row */
function rowIn(text: string, table: Table): Verbatim {
  const what = `A row of ${table.logicalName}`
  let row: Verbatim
  try {
    row = verbatim(text)
  } catch (cause) {
    throw wrongShape(what, cause)
  }
  if (typeof row.value === 'object' && row.value !== null && table.key in row.value) return row
  throw wrongShape(what)
}

/** The text of a row as a list has it. */
function withoutContext(text: string): ReturnType<typeof verbatim> {
  return verbatim(text.replace(/^\s*\{\s*"@odata\.context"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*/, '{'))
}
