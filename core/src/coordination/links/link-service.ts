import type { Dependency } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { findRecord } from '../../records/index.ts'
import { SCHEDULE_LINK_TYPES, type KeptLink } from './kept-link.ts'
import { endText, type LinkEnd } from './link-end.ts'
import { decisionsOf, keepDecision, withdrawDecision, type KeptFoundDecision } from './queries-decisions.ts'
import { foundLinks, type FoundLink } from './queries-found.ts'
import { insertStated, statedLinks, withdrawStated, type StatedLink } from './queries-stated.ts'

/** A link that somebody states; ends by whatever name leads to them. */
export type StatedRequest = Pick<KeptLink, 'from' | 'to' | 'type' | 'lag' | 'note' | 'by'>

/** What somebody decides of a found link. */
export interface DecisionRequest {
  /** `found:34`. */
  readonly id: string
  readonly type?: Dependency['type']
  readonly reversed?: boolean
  /** The item that is meant, where a name leads to several. */
  readonly target?: { readonly connection: string; readonly ref: string }
  readonly note?: string
  readonly by: string
}

/** What people say of links: those that they state, and those that were found. Nothing is ever lost of it. */
export class LinkService {
  readonly #database: Database
  readonly #definitions: Pick<DefinitionService, 'get'>

  constructor(database: Database, definitions: Pick<DefinitionService, 'get'>) {
    this.#database = database
    this.#definitions = definitions
  }

  /**
   * States that one item or project comes before, or has to do with, another of any tool.
   * @throws PmoError `not-found` for an end that nobody knows; `invalid-request` for an end and itself, or a lag that no
   * schedule knows; `conflict` where the same is stated already
   */
  async state(request: StatedRequest): Promise<StatedLink> {
    const { type, lag } = request
    const [from, to] = [await this.#end(request.from), await this.#end(request.to)]
    if (endText(from) === endText(to))
      throw new PmoError('invalid-request', 'Both ends of the link are the same one; name two.')
    if (lag !== undefined && !SCHEDULE_LINK_TYPES.has(type)) {
      throw new PmoError(
        'invalid-request',
        `A link of type "${type}" has no lag; leave it out, or state FS, SS, FF or SF.`,
      )
    }
    const number = await this.#database.transaction(async (tx) => {
      const same = (await statedLinks(tx, { holding: true })).find(
        (link) =>
          link.type === type && endText(link.from) === endText(from) && endText(link.to) === endText(to),
      )
      if (same !== undefined) {
        throw new PmoError(
          'conflict',
          `The same is stated already, as ${same.id} by ${same.by}; withdraw that one first: pmo links withdraw ${same.id}`,
        )
      }
      return insertStated(tx, { ...request, from, to })
    })
    return this.stated(`stated:${number}`)
  }

  /** One stated link, withdrawn or not. @throws PmoError `not-found` */
  async stated(id: string): Promise<StatedLink> {
    const number = numberOf(id, 'stated')
    const [link] = number === undefined ? [] : await statedLinks(this.#database.root, { id: number })
    if (link === undefined) throw unknown(id)
    return link
  }

  /** Takes a stated link back; it stays in the history. @throws PmoError `not-found`, `conflict` */
  async withdraw(request: {
    readonly id: string
    readonly by: string
    readonly note?: string
  }): Promise<StatedLink> {
    const link = await this.stated(request.id)
    const number = numberOf(request.id, 'stated') ?? 0
    const done = await this.#database.transaction((tx) => withdrawStated(tx, number, request))
    if (!done) {
      throw new PmoError(
        'conflict',
        `The link ${link.id} was withdrawn already${link.withdrawnBy === undefined ? '' : `, by ${link.withdrawnBy}`}.`,
      )
    }
    return this.stated(link.id)
  }

  /** Says that a found link is one. @throws PmoError `not-found`; `conflict` where nobody knows which item is meant */
  async confirm(request: DecisionRequest): Promise<FoundLink> {
    const { id, type, reversed, note, by } = request
    const found = await this.found(id)
    const target = request.target === undefined ? undefined : await this.#item(request.target)
    if (found.target === undefined && target === undefined) {
      const why =
        found.candidates > 1
          ? `${found.candidates} items are called "${found.name}"`
          : `no synced item is called "${found.name}"`
      throw new PmoError(
        'conflict',
        `The link ${id} leads nowhere, for ${why}; name the item that is meant with its connection (--to connection/key).`,
      )
    }
    if (target === found.record)
      throw new PmoError('invalid-request', 'This is the item itself in whose text the link stands.')
    await this.#database.transaction((tx) =>
      keepDecision(tx, {
        found: found.number,
        verdict: 'confirmed',
        by,
        ...(type !== undefined && { type }),
        ...(reversed !== undefined && { reversed }),
        ...(target !== undefined && { target }),
        ...(note !== undefined && { note }),
      }),
    )
    return this.found(id)
  }

  /** Says that a found link is none. @throws PmoError `not-found` */
  async reject(request: Pick<DecisionRequest, 'id' | 'note' | 'by'>): Promise<FoundLink> {
    const { id, note, by } = request
    const { number } = await this.found(id)
    await this.#database.transaction((tx) =>
      keepDecision(tx, { found: number, verdict: 'rejected', by, ...(note !== undefined && { note }) }),
    )
    return this.found(id)
  }

  /** Takes back what was decided of a found link. @throws PmoError `not-found`; `conflict` where nothing was */
  async reopen(id: string, by: string): Promise<FoundLink> {
    const { number } = await this.found(id)
    const done = await this.#database.transaction((tx) => withdrawDecision(tx, number, by))
    if (!done) throw new PmoError('conflict', `Nobody has decided of ${id}, so nothing is to be taken back.`)
    return this.found(id)
  }

  /** One found link. @throws PmoError `not-found` */
  async found(id: string): Promise<FoundLink> {
    const number = numberOf(id, 'found')
    const [link] = number === undefined ? [] : await foundLinks(this.#database.root, { ids: [number] })
    if (link === undefined) throw unknown(id)
    return link
  }

  /** Everything that was decided of a found link, the newest first. @throws PmoError `not-found` */
  async decisions(id: string): Promise<readonly KeptFoundDecision[]> {
    return decisionsOf(this.#database.root, (await this.found(id)).number)
  }

  async #end(end: LinkEnd): Promise<LinkEnd> {
    if (end.kind === 'project') {
      await this.#definitions.get('project', end.project)
      return end
    }
    const { kind, connection, ref } = end
    const record = await findRecord(this.#database.root, { connection, kind, name: ref })
    if (record !== undefined && record.gone === undefined) return { kind, connection, ref: record.ref }
    throw nobodyKnows(end, record !== undefined)
  }

  async #item(name: { readonly connection: string; readonly ref: string }): Promise<number> {
    const { connection, ref } = name
    const record = await findRecord(this.#database.root, { connection, kind: 'workItem', name: ref })
    if (record !== undefined && record.gone === undefined) return record.id
    throw nobodyKnows({ kind: 'workItem', ...name }, record !== undefined)
  }
}

function numberOf(id: string, origin: KeptLink['origin']): number | undefined {
  const [, of, digits] = /^(stated|found):(\d{1,15})$/.exec(id) ?? []
  return of === origin ? Number(digits) : undefined
}

function unknown(id: string): PmoError {
  return new PmoError(
    'not-found',
    `There is no link "${id.slice(0, 40)}" of that kind; \`pmo links\` lists them.`,
  )
}

function nobodyKnows(end: Exclude<LinkEnd, { kind: 'project' }>, gone: boolean): PmoError {
  const { kind, connection, ref } = end
  const what = kind === 'milestone' ? 'milestone' : 'item'
  return new PmoError(
    'not-found',
    gone
      ? `The ${what} "${ref.slice(0, 80)}" of "${connection}" is gone from its tracker; a link to it would hold nothing.`
      : `The connection "${connection}" has no ${what} "${ref.slice(0, 80)}"; name it by its ref or key, e.g. acme/web#12.`,
  )
}
