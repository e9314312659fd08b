import { breather } from '@headless-pmo/engine'
import type { Database, Tx } from '../../database/index.ts'
import { consumeChanges, recordsById, type FeedChange, type RecordView } from '../../records/index.ts'
import { foundLinks } from './queries-found.ts'
import { writeFound, writeLeads } from './queries-found-write.ts'
import { resolveMentions } from './resolve-mentions.ts'
import { mentionsOf, TEXT_FIELDS } from './texts-of.ts'

/** Name of its position in the change feed, for ever. */
const CONSUMER = 'found-links'

/** Changes a transaction: texts are read on the main loop, with a breath between two items. */
const BATCH = 200

/**
 * Finds links in the texts of items as a reader of the change feed: each text is read once when it has changed, and a
 * name that led nowhere is followed again when an item of that name appears.
 */
export class LinkFinder {
  readonly #database: Database
  #under: Promise<number> | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /** Reads what has changed since it last did; several who ask at once wait for the same reading. @returns changes read */
  catchUp(): Promise<number> {
    this.#under ??= consumeChanges(this.#database, {
      name: CONSUMER,
      filter: { kinds: ['workItem'] },
      limit: BATCH,
      take,
    }).finally(() => {
      this.#under = undefined
    })
    return this.#under
  }
}

async function take(tx: Tx, changes: readonly FeedChange[]): Promise<void> {
  const textual = new Set(changes.filter(mayChangeText).map(({ recordId }) => recordId))
  const renamed = new Set(changes.filter(mayChangeName).map(({ recordId }) => recordId))
  const items = await recordsById<'workItem'>(tx, [...textual.union(renamed)])
  const byId = new Map(items.map((item) => [item.id, item]))
  await readTexts(
    tx,
    [...textual].flatMap((id) => byId.get(id) ?? []),
  )
  await followAgain(
    tx,
    [...renamed].flatMap((id) => namesOf(byId.get(id), changes)),
  )
}

async function readTexts(tx: Tx, items: readonly RecordView<'workItem'>[]): Promise<void> {
  const breathe = breather()
  const said: ({ readonly record: number; readonly connection: string } & ReturnType<
    typeof mentionsOf
  >[number])[] = []
  for (const { id, connection, data, gone } of items) {
    await breathe()
    if (gone !== undefined) continue
    for (const mention of mentionsOf(data)) said.push({ ...mention, record: id, connection })
  }
  const leads = await resolveMentions(tx, said)
  const found = said.flatMap((mention, index) => {
    const lead = leads[index] ?? { candidates: 0 }
    // A former key of its own, or its own address, says nothing.
    return lead.target === mention.record ? [] : [{ ...mention, ...lead }]
  })
  await writeFound(
    tx,
    items.map(({ id }) => id),
    found,
  )
}

/** Follows the names again that lead to these items now, or did before. */
async function followAgain(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const named = await foundLinks(tx, { names: [...new Set(names)] })
  const sources = await recordsById(tx, [...new Set(named.map(({ record }) => record))])
  const connections = new Map(sources.map(({ id, connection }) => [id, connection]))
  const leads = await resolveMentions(
    tx,
    named.map(({ name, address, record }) => ({ name, address, connection: connections.get(record) ?? '' })),
  )
  await writeLeads(
    tx,
    named.map(({ number }, index) => ({ id: number, ...(leads[index] ?? { candidates: 0 }) })),
  )
}

/** An update that says which fields it changed, and none with text, changes no text. */
function mayChangeText({ event, before = {} }: FeedChange): boolean {
  const fields = Object.keys(before)
  return event !== 'updated' || fields.length === 0 || fields.some((field) => TEXT_FIELDS.has(field))
}

function mayChangeName({ event, before = {} }: FeedChange): boolean {
  return event !== 'updated' || 'key' in before || 'url' in before || 'aliases' in before
}

function namesOf(item: RecordView<'workItem'> | undefined, changes: readonly FeedChange[]): string[] {
  if (item === undefined) return []
  const before = changes.flatMap((change) => {
    const key = change.recordId === item.id ? change.before?.['key'] : undefined
    return typeof key === 'string' ? [key] : []
  })
  return [...(item.key === undefined ? [] : [item.key]), ...(item.data.aliases ?? []), ...before]
}
