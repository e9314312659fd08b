import { verbatimElements, type PluginLog, type Verbatim } from '@headless-pmo/sdk'
import type { Table } from '../tables.ts'
import { ask, bodyOf, type Asking, type Reply } from './client.ts'
import { lackingColumn, RefusalError, wrongShape } from './refusal.ts'

export type Row = Readonly<Record<string, unknown>>

/** A page of a table. */
export interface RowsPage {
  readonly rows: readonly Verbatim[]
  /** Ids of rows that are there no more; in deltas only. */
  readonly deleted: readonly string[]
  /** Where the list goes on. */
  readonly next?: string
  /** Where changes from here on are told. */
  readonly delta?: string
}

/** Cuts a reply into its rows. @throws RefusalError, or Error when it is no list */
export function pageOf(reply: Reply, table: Table): RowsPage {
  if (reply.status !== 200) throw new RefusalError(reply, `The table ${table.logicalName}`)
  const elements = elementsOf(reply, table)
  const { '@odata.nextLink': next, '@odata.deltaLink': delta } = bodyOf(reply)
  const deleted = elements.map(({ value }) => deletedId(value, table))
  return {
    rows: elements.filter((_, at) => deleted[at] === undefined),
    deleted: deleted.filter((id) => id !== undefined),
    ...(typeof next === 'string' ? { next } : {}),
    ...(typeof delta === 'string' ? { delta } : {}),
  }
}

/** @throws Error when it is no list, or an element of it is no row that could be named */
function elementsOf({ text }: Reply, table: Table): readonly Verbatim[] {
  const what = `The table ${table.logicalName}`
  let elements: readonly Verbatim[]
  try {
    elements = verbatimElements(text, ['value'])
  } catch (cause) {
    throw wrongShape(what, cause)
  }
  const isNamed = ({ value }: Verbatim): boolean =>
    typeof value === 'object' &&
    value !== null &&
    (deletedId(value, table) !== undefined || typeof (value as Row)[table.key] === 'string')
  if (!elements.every(isNamed)) throw wrongShape(what)
  return elements
}

/** Dataverse tells of deletions as OData 4.0 has it; the form of 4.01 is taken, too. */
function deletedId(value: unknown, { key }: Table): string | undefined {
  const row = (value ?? {}) as Row
  const context = row['@odata.context']
  const is40 = typeof context === 'string' && context.endsWith('$deletedEntity')
  if (!is40 && row['@removed'] === undefined) return undefined
  const id = row['id'] ?? row['@id'] ?? row[key]
  // An id may come as an address: `msdyn_projecttasks(…)`.
  return typeof id === 'string'
    ? (/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(id)?.[0] ?? id)
    : undefined
}

/** Follows a list to its end. @throws Error when it leads round in a circle */
export async function* pagesFrom(
  context: Asking,
  first: Reply,
  { table, trackChanges }: { readonly table: Table; readonly trackChanges: boolean },
): AsyncIterable<RowsPage> {
  const seen = new Set<string>()
  for (let reply = first; ;) {
    const page = pageOf(reply, table)
    yield page
    if (page.next === undefined) return
    if (seen.has(page.next))
      throw new Error(`The list of ${table.logicalName} leads round in a circle; the next sync tries again.`)
    seen.add(page.next)
    reply = await ask(context, page.next, { trackChanges })
  }
}

/** A question that may have to be asked again without the columns that the organisation lacks. */
export interface Question {
  readonly table: Table
  /** Address for a selection of columns: `msdyn_projects?$select=…`. */
  readonly address: (select: string) => string
  readonly trackChanges?: boolean
}

/**
 * Asks for all columns of a table that the organisation has. Those that it lacks are named in the log, once each.
 *
 * @throws Error when it lacks what nothing can be read without
 */
export async function askColumns(
  context: Asking & { readonly log: PluginLog },
  { table, address, trackChanges = false }: Question,
): Promise<Reply> {
  let columns = [
    table.key,
    'versionnumber',
    ...Object.keys(table.columns).filter((name) => name !== table.key),
  ]
  const lacking: string[] = []
  for (;;) {
    const reply = await ask(context, address(columns.join(',')), { trackChanges })
    const missing = lackingColumn(reply)
    if (missing === undefined || !columns.includes(missing)) {
      if (lacking.length > 0)
        context.log.warn(
          `${table.logicalName} has no ${lacking.join(', ')} in this organisation; read without ${lacking.length === 1 ? 'it' : 'them'}.`,
        )
      return reply
    }
    if (missing === table.key || missing === table.project)
      throw new Error(
        `${table.logicalName} has no column ${missing} in this organisation, so its rows cannot be told apart; nothing was read of it.`,
      )
    lacking.push(missing)
    columns = columns.filter((name) => name !== missing)
  }
}
