import { breather } from '@headless-pmo/engine'
import type { Database, Tx } from '../../database/index.ts'
import {
  consumeChanges,
  recordsById,
  refreshStatistics,
  type FeedChange,
  type RecordView,
} from '../../records/index.ts'
import { foundLinks } from './queries-found.ts'
import { analyzeFound, writeFound, writeLeads } from './queries-found-write.ts'
import { resolveMentions } from './resolve-mentions.ts'
import { mentionsOf, TEXT_FIELDS, type PlacedMention } from './texts-of.ts'

/** Name of its position in the change feed, for ever. */
const CONSUMER = 'found-links'

/** Changes a transaction. */
const BATCH = 200

/** Items whose texts are loaded at a time: they may be long, and are read on the main loop. */
const TEXTS = 25

/** Changes after which the database looks at its table anew: the embedded one never does by itself. */
const MANY = 1000

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
    this.#under ??= this.#read().finally(() => {
      this.#under = undefined
    })
    return this.#under
  }

  async #read(): Promise<number> {
    const { root } = this.#database
    // Right after a first sync the planner would take the wrong index, and need many times as long.
    await refreshStatistics(root)
    const taken = await consumeChanges(this.#database, {
      name: CONSUMER,
      filter: { kinds: ['workItem'] },
      limit: BATCH,
      take,
    })
    if (taken >= MANY) await analyzeFound(root)
    return taken
  }
}

async function take(tx: Tx, changes: readonly FeedChange[]): Promise<void> {
  const textual = new Set(changes.filter(mayChangeText).map(({ recordId }) => recordId))
  const renamed = new Set(changes.filter(mayChangeName).map(({ recordId }) => recordId))
  const names = new Set(changes.flatMap(formerName))
  const said: Said[] = []
  const breathe = breather()
  const wanted = [...textual.union(renamed)]
  for (let at = 0; at < wanted.length; at += TEXTS) {
    for (const item of await recordsById<'workItem'>(tx, wanted.slice(at, at + TEXTS))) {
      await breathe()
      if (renamed.has(item.id)) for (const name of namesOf(item)) names.add(name)
      if (textual.has(item.id)) said.push(...saidBy(item))
    }
  }
  await keepSaid(tx, [...textual], said)
  await followAgain(tx, [...names])
}

type Said = PlacedMention & { readonly record: number; readonly connection: string }

function saidBy({ id, connection, data, gone }: RecordView<'workItem'>): Said[] {
  if (gone !== undefined) return []
  return mentionsOf(data).map((mention) => ({ ...mention, record: id, connection }))
}

async function keepSaid(tx: Tx, records: readonly number[], said: readonly Said[]): Promise<void> {
  const leads = await resolveMentions(tx, said)
  const found = said.flatMap((mention, index) => {
    const lead = leads[index] ?? { candidates: 0 }
    // A former key of its own, or its own address, says nothing.
    return lead.target === mention.record ? [] : [{ ...mention, ...lead }]
  })
  await writeFound(tx, records, found)
}

/** Follows the names again that lead to these items now, or did before. */
async function followAgain(tx: Tx, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const named = await foundLinks(tx, { names })
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

/** The names that lead to an item now. */
function namesOf({ key, data }: RecordView<'workItem'>): string[] {
  return [...(key === undefined ? [] : [key]), ...(data.aliases ?? [])]
}

/** The key that led to an item before a change. */
function formerName({ before }: FeedChange): string[] {
  const key = before?.['key']
  return typeof key === 'string' ? [key] : []
}
