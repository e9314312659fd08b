import { isDeepStrictEqual } from 'node:util'
import { PmoError } from '../../config/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { checkBody } from './check-body.ts'
import type { RegisterBody } from './bodies.ts'
import type { RegisterEntry, RegisterVersion } from './entry.ts'
import { addEntry, changeEntry, entryById, listEntries, lockRegisters, versionsOfEntry } from './queries.ts'
import { aKind, type RegisterKind } from './register-kind.ts'

export interface RegisterParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
}

/** An entry as somebody hands it in. */
export interface EntryRequest {
  readonly kind: RegisterKind
  /** Absent: the next number of the kind. */
  readonly id?: string
  /** Absent: of the house. */
  readonly project?: string
  /** By the schema of the kind; checked here. */
  readonly body: Readonly<Record<string, unknown>>
  readonly by: string
  readonly reason?: string
}

/** Fields of an entry to set; null takes a field away. */
export interface EntryUpdate {
  readonly id: string
  /** Kind that the caller means; another one is refused. */
  readonly kind?: RegisterKind
  readonly set: Readonly<Record<string, unknown>>
  /** Another project; null: none. */
  readonly project?: string | null
  /** Version that the caller has seen; absent: whichever it is. */
  readonly version?: number
  readonly by: string
  readonly reason?: string
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
/** Ids that facts give to what is not in a register: baselines, what a project's definition says. */
const OURS = /^(baseline|definition)-/i

/** The PMO's own records: added, changed and withdrawn by people, with every version kept. */
export class RegisterService {
  readonly #parts: RegisterParts

  constructor(parts: RegisterParts) {
    this.#parts = parts
  }

  /** @throws PmoError `invalid-request`, `not-found` for a project that is not there, `conflict` for an id that is taken */
  async add(request: EntryRequest): Promise<RegisterEntry> {
    await this.#assertProject(request.project)
    return this.#parts.database.transaction(async (tx) => {
      await lockRegisters(tx)
      return this.addWithin(tx, request)
    })
  }

  /** As {@link add}, in the caller's transaction, which holds the lock of the registers; the project exists. */
  async addWithin(tx: Tx, request: EntryRequest): Promise<RegisterEntry> {
    const { kind, body, ...rest } = request
    if (rest.id !== undefined) assertId(rest.id)
    return addEntry(tx, { ...rest, kind, body: checkBody(kind, body) })
  }

  /**
   * Sets fields of an entry. What is the same already makes no version.
   * @throws PmoError `not-found`, `invalid-request`, `conflict` where it was changed since, or is withdrawn
   */
  async change(update: EntryUpdate): Promise<RegisterEntry> {
    if (typeof update.project === 'string') await this.#assertProject(update.project)
    return this.#parts.database.transaction(async (tx) => {
      await lockRegisters(tx)
      return this.changeWithin(tx, update)
    })
  }

  /** As {@link change}, in the caller's transaction, which holds the lock of the registers; the project exists. */
  async changeWithin(tx: Tx, update: EntryUpdate): Promise<RegisterEntry> {
    const { set, reason, by } = update
    const entry = await this.#live(tx, update)
    const body = checkBody(entry.kind, merged(entry.body, set))
    const project = update.project === undefined ? entry.project : (update.project ?? undefined)
    if (project === entry.project && isDeepStrictEqual(body, entry.body)) return entry
    return changeEntry(tx, {
      id: entry.id,
      what: 'changed',
      body,
      project,
      by,
      ...(reason !== undefined && { reason }),
    })
  }

  /**
   * Notes that somebody approved the version of an artefact that counts, or another one.
   * @throws PmoError `not-found`, `conflict`; `invalid-request` where the artefact has been superseded
   */
  async approve(request: {
    readonly id: string
    readonly approver: string
    readonly version?: string
    /** Instant; absent: now. */
    readonly at?: string
    readonly by: string
  }): Promise<RegisterEntry> {
    const { id, approver, by } = request
    return this.#parts.database.transaction(async (tx) => {
      await lockRegisters(tx)
      const { body: kept } = await this.#live(tx, { id, kind: 'artefact' })
      // The kind was asked for.
      const artefact = kept as RegisterBody<'artefact'>
      if (artefact.state === 'superseded')
        throw new PmoError(
          'invalid-request',
          `The artefact "${id}" is superseded; approve the one in its place.`,
        )
      const version = request.version ?? artefact.version
      const at = request.at ?? Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })
      const approval = { by: approver, at, ...(version !== undefined && { version }) }
      return this.changeWithin(tx, {
        id,
        set: {
          approvals: [...artefact.approvals, approval],
          // An older version that was approved does not make the current one so.
          ...(version === artefact.version && { state: 'approved' }),
        },
        by,
      })
    })
  }

  /** Takes an entry out of what counts; it stays readable. @throws PmoError `not-found`, `conflict` */
  async withdraw(request: {
    readonly id: string
    readonly kind?: RegisterKind
    readonly version?: number
    readonly reason: string
    readonly by: string
  }): Promise<RegisterEntry> {
    return this.#parts.database.transaction(async (tx) => {
      await lockRegisters(tx)
      const { id, body, project } = await this.#live(tx, request)
      return changeEntry(tx, { ...request, id, what: 'withdrawn', body, project })
    })
  }

  /** Lets a withdrawn entry count again. @throws PmoError `not-found`, `conflict` where it is not withdrawn */
  async putBack(request: {
    readonly id: string
    readonly reason: string
    readonly by: string
  }): Promise<RegisterEntry> {
    return this.#parts.database.transaction(async (tx) => {
      await lockRegisters(tx)
      const entry = await this.#any(tx, request)
      if (entry.withdrawn === undefined)
        throw new PmoError('conflict', `The ${entry.kind} "${entry.id}" is not withdrawn.`)
      return changeEntry(tx, { ...request, what: 'returned', body: entry.body, project: entry.project })
    })
  }

  /** @throws PmoError `not-found` */
  get(id: string, kind?: RegisterKind): Promise<RegisterEntry> {
    return this.#any(this.#parts.database.root, { id, ...(kind !== undefined && { kind }) })
  }

  /** Entries by id, a page at a time. */
  async list(
    filter: Parameters<typeof listEntries>[1] & { readonly kind: RegisterKind },
  ): Promise<{ readonly items: readonly RegisterEntry[]; readonly next?: string }> {
    const page = await listEntries(this.#parts.database.root, filter)
    if (page.items.length === 0) await this.#assertProject(filter.project)
    return page
  }

  /** Every version of an entry, the oldest first: who, when, why, and which fields. @throws PmoError `not-found` */
  async history(id: string, kind?: RegisterKind): Promise<readonly RegisterVersion[]> {
    await this.get(id, kind)
    const versions = await versionsOfEntry(this.#parts.database.root, id)
    return versions.map((one, index) => ({ ...one, changed: changedFields(versions[index - 1], one) }))
  }

  /** @throws PmoError `not-found` */
  async #assertProject(project: string | undefined): Promise<void> {
    if (project === undefined) return
    const known = (await this.#parts.definitions.list('project')).map(({ id }) => id)
    if (known.includes(project)) return
    const rest = known.length === 0 ? 'there is no project yet' : `known: ${known.slice(0, 20).join(', ')}`
    throw new PmoError('not-found', `There is no project "${project.slice(0, 80)}"; ${rest}.`)
  }

  async #any(
    handle: Parameters<typeof entryById>[0],
    { id, kind }: { readonly id: string; readonly kind?: RegisterKind },
  ): Promise<RegisterEntry> {
    const entry = await entryById(handle, id)
    if (entry === undefined || (kind !== undefined && entry.kind !== kind)) {
      const what = entry === undefined ? '' : `; "${id}" is ${aKind(entry.kind)}`
      throw new PmoError(
        'not-found',
        `There is no ${kind ?? 'entry'} "${id.slice(0, 80)}"${what}; \`pmo register ${kind ?? 'KIND'} list\` lists them.`,
      )
    }
    return entry
  }

  async #live(
    tx: Tx,
    request: { readonly id: string; readonly kind?: RegisterKind; readonly version?: number },
  ): Promise<RegisterEntry> {
    const entry = await this.#any(tx, request)
    if (entry.withdrawn !== undefined)
      throw new PmoError(
        'conflict',
        `The ${entry.kind} "${entry.id}" was withdrawn by ${entry.withdrawn.by}: ${entry.withdrawn.reason} Put it back first.`,
      )
    if (request.version !== undefined && request.version !== entry.version)
      throw new PmoError(
        'conflict',
        `The ${entry.kind} "${entry.id}" is at version ${entry.version} by now, not ${request.version}; read it again, then repeat the change.`,
      )
    return entry
  }
}

/** @throws PmoError `invalid-request` */
function assertId(id: string): void {
  if (!ID.test(id))
    throw new PmoError(
      'invalid-request',
      `"${id.slice(0, 80)}" is no id; write letters, digits, ".", "_" and "-", at most 64, e.g. "R-12".`,
    )
  if (OURS.test(id))
    throw new PmoError(
      'invalid-request',
      `Ids that begin as "${id}" does are given by the PMO; choose another.`,
    )
}

function merged(
  body: RegisterBody,
  set: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries({ ...body, ...set }).filter(([, value]) => value !== null))
}

function changedFields(
  before: Pick<RegisterVersion, 'body' | 'project'> | undefined,
  after: Pick<RegisterVersion, 'body' | 'project'>,
): readonly string[] {
  if (before === undefined) return []
  const [was, is]: readonly Readonly<Record<string, unknown>>[] = [
    { ...before.body, project: before.project },
    { ...after.body, project: after.project },
  ]
  const names = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])
  return [...names].filter((name) => !isDeepStrictEqual(was?.[name], is?.[name])).toSorted()
}
