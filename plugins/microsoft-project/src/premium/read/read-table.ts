import type { Gone, Page, ReadContext, Verbatim } from '@headless-pmo/sdk'
import type { Config } from '../../config.ts'
import type { Table } from '../tables.ts'
import { ask, type Reply } from './client.ts'
import { fingerprint } from './fingerprint.ts'
import type { Organization } from './organization.ts'
import { inScope } from './scope.ts'
import { askColumns, pagesFrom, type Row, type RowsPage } from './rows.ts'
import type { Cursor } from './cursor.ts'

type Context = ReadContext<Config, Row, Cursor, Organization>

/** A table, and what its rows become. */
export interface Read {
  readonly table: Table
  readonly make: (row: Verbatim, organization: Organization) => Verbatim
}

/**
 * Reads a table: its changes by the link of the last run, or whole. A table that the organisation need not have is
 * passed over.
 *
 * @throws Error when it lacks one that every organisation with Planner premium has
 */
export async function* readTable(context: Context, read: Read): AsyncIterable<Page<Row, Cursor>> {
  const { table } = read
  const { config, cursor, part } = context
  const tracked = part.data.tables[table.logicalName]
  if (tracked === undefined) {
    if (!table.required) return
    throw new Error(
      `${part.title} has no table ${table.logicalName}; install Planner premium (Project) in this environment, or connect another one.`,
    )
  }
  const reads = marksOf(context)
  const follows = tracked && config.premium?.changeTracking === true
  if (follows && cursor.reads === reads && isLinkOf(cursor.link, config)) {
    const reply = await ask(context, cursor.link, { trackChanges: true })
    if (!isRefused(reply)) {
      yield* changes(context, read, reply)
      return
    }
    context.log.info(`The link to changes of ${table.logicalName} has expired; the table is read whole.`)
  }
  yield* whole(context, read, { reads, follows })
}

/** What was read depends on this: with another value it has to be read again. */
function marksOf({ config, part }: Context): string {
  const { linkTypes, oldLinkTypes } = part.data
  return fingerprint(JSON.stringify([config.premium?.projects?.toSorted(), linkTypes, oldLinkTypes]))
}

/** An organisation may have moved to another address. */
function isLinkOf(link: string | undefined, { premium }: Config): link is string {
  return link !== undefined && premium !== undefined && link.startsWith(`${premium.url}/`)
}

/** A token that has expired, or that fits the table no more (a column has gone). Anything else is a failure. */
const isRefused = ({ status }: Reply): boolean => status === 400 || status === 404 || status === 410

async function* changes(
  { page, cursor, ...context }: Context,
  { table, make }: Read,
  first: Reply,
): AsyncIterable<Page<Row, Cursor>> {
  const { data } = context.part
  let anything = false
  for await (const found of pagesFrom(context, first, { table, trackChanges: true })) {
    const { items, gone } = divided(found, table, context.config)
    anything ||= found.rows.length + found.deleted.length > 0
    // When nothing came the old link stays: it tells the same changes, and a new one would say that time passed.
    if (!anything) continue
    yield page({
      items: items.map((row) => make(row, data)),
      gone,
      ...(found.delta === undefined ? {} : { cursor: { ...cursor, link: found.delta } }),
    })
  }
}

async function* whole(
  { page, ...context }: Context,
  { table, make }: Read,
  { reads, follows }: { readonly reads: string; readonly follows: boolean },
): AsyncIterable<Page<Row, Cursor>> {
  const address = (select: string): string => `${table.set}?$select=${select}`
  const first = await askColumns(context, { table, address, trackChanges: follows })
  for await (const found of pagesFrom(context, first, { table, trackChanges: follows })) {
    const { items, gone } = divided(found, table, context.config)
    const last = found.next === undefined
    const link = found.delta === undefined ? {} : { link: found.delta }
    yield page({
      items: items.map((row) => make(row, context.part.data)),
      gone,
      ...(last ? { cursor: { ...link, reads } } : {}),
    })
  }
}

/** Tracked tables come whole: rows of projects that were not asked for are let go, should they have been read once. */
function divided(
  { rows, deleted }: RowsPage,
  table: Table,
  config: Config,
): { readonly items: readonly Verbatim[]; readonly gone: readonly Gone[] } {
  const refOf = ({ value }: Verbatim): string => String((value as Row)[table.key]) // a row, by pageOf
  const within = rows.filter(({ value }) => inScope(value as Row, table, config))
  const here = new Set(within.map(refOf))
  const outside = here.size === rows.length ? [] : rows.map(refOf).filter((ref) => !here.has(ref))
  return {
    items: within,
    gone: [
      // Deleted, and made again under its old id: it is there.
      ...deleted.filter((ref) => !here.has(ref)).map((ref) => ({ ref, reason: 'deleted' as const })),
      ...outside.map((ref) => ({ ref, reason: 'out_of_scope' as const })),
    ],
  }
}
