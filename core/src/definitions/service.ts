import { identifier, PmoError, type PmoConfig } from '../config/index.ts'
import type { Database, Handle, Tx } from '../database/index.ts'
import { compareDefinitions, type DefinitionDifference } from './compare-definitions.ts'
import type { Definition, DefinitionKind, DefinitionVersion } from './definition.ts'
import { fileEntries } from './file-entries.ts'
import { addVersion, isLive, newestVersions, versionsOf } from './queries.ts'

/** What the file is called in "changed by". */
export const FILE_AUTHOR = 'pmo.config.ts'

export interface DefinitionChangeRequest {
  readonly kind: DefinitionKind
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
  readonly by: string
}

/**
 * Tells which version of its plugin's config an entry is written for; it is called before the entry is kept.
 * @param before what the entry said until then
 */
export type WrittenFor = (
  entry: {
    readonly kind: DefinitionKind
    readonly id: string
    readonly body: Readonly<Record<string, unknown>>
  },
  before: Definition | undefined,
) => number | undefined

/** Keeps what is defined: connections, notifiers, portfolios, programs, projects, the organisation; each with its owner and its versions. */
export class DefinitionService {
  readonly #database: Database
  readonly #writtenFor: WrittenFor

  constructor(database: Database, writtenFor: WrittenFor = () => undefined) {
    this.#database = database
    this.#writtenFor = writtenFor
  }

  /** Everything of a kind that exists, in the order of configuration. @param handle inside a transaction: its own */
  async list(kind: DefinitionKind, handle: Handle = this.#database.root): Promise<Definition[]> {
    return (await newestVersions(handle, { kind })).filter(isLive)
  }

  /**
   * Everything of a kind as it was defined at an instant. What was first defined later is there as it was defined first: projects are
   * older than what tells of them.
   */
  async listAt(kind: DefinitionKind, at: string): Promise<Definition[]> {
    const { root } = this.#database
    const then = await newestVersions(root, { kind, at })
    const known = new Set(then.map(({ id }) => id))
    const later = (await newestVersions(root, { kind })).filter(({ id }) => !known.has(id))
    const firsts: DefinitionVersion[] = []
    for (const { id } of later) firsts.push(...(await versionsOf(root, kind, id)).slice(-1))
    return [...then, ...firsts].filter(isLive)
  }

  /** @throws PmoError `not-found` */
  async get(kind: DefinitionKind, id: string): Promise<Definition> {
    const found = await this.find(kind, id)
    if (found !== undefined) return found
    const known = (await this.list(kind)).map((definition) => definition.id)
    const rest = known.length === 0 ? `there is no ${kind} yet` : `known: ${known.join(', ')}`
    throw new PmoError('not-found', `There is no ${kind} "${id}"; ${rest}.`)
  }

  async find(kind: DefinitionKind, id: string): Promise<Definition | undefined> {
    const [found] = await newestVersions(this.#database.root, { kind, id })
    return found !== undefined && isLive(found) ? found : undefined
  }

  /** All versions, newest first: who changed what, and when. */
  versions(kind: DefinitionKind, id: string): Promise<DefinitionVersion[]> {
    return versionsOf(this.#database.root, kind, id)
  }

  /** Whether nothing was ever defined. */
  async isEmpty(): Promise<boolean> {
    return (await newestVersions(this.#database.root, {})).length === 0
  }

  /** What applying the file would change; writes nothing. */
  async compare(config: PmoConfig): Promise<DefinitionDifference> {
    return compareDefinitions(
      fileEntries(config),
      (await newestVersions(this.#database.root, {})).filter(isLive),
    )
  }

  /**
   * Makes the stored entries of the file equal to it, in one transaction.
   * @returns the difference that was applied; an equal file writes nothing
   * @throws PmoError `conflict` when the API owns an entry of the same id; nothing is applied then
   */
  async applyFile(config: PmoConfig): Promise<DefinitionDifference> {
    return this.#database.transaction(async (tx) => {
      const newest = await newestVersions(tx, {})
      const difference = compareDefinitions(fileEntries(config), newest.filter(isLive))
      const [clash] = difference.clashes
      if (clash !== undefined) {
        throw new PmoError(
          'conflict',
          `The ${clash.kind} "${clash.id}" is in pmo.config.ts and was also made through the API; remove it there (${removalOf(clash.kind)} ${clash.id}), or rename it in the file.`,
        )
      }
      const lastVersion = new Map(newest.map((version) => [`${version.kind} ${version.id}`, version.version]))
      const next = (kind: DefinitionKind, id: string): number => (lastVersion.get(`${kind} ${id}`) ?? 0) + 1
      for (const change of difference.changes) {
        const entry =
          change.type === 'removed'
            ? { kind: change.before.kind, id: change.before.id, position: change.before.position }
            : {
                ...change.entry,
                ...this.#version(change.entry, change.type === 'changed' ? change.before : undefined),
              }
        await addVersion(tx, {
          ...entry,
          version: next(entry.kind, entry.id),
          managed: 'file',
          by: FILE_AUTHOR,
        })
      }
      return difference
    })
  }

  /** @throws PmoError `invalid-request` for an id that is no short name, `conflict` when it exists already */
  async create(request: DefinitionChangeRequest): Promise<Definition> {
    if (!identifier.safeParse(request.id).success) {
      throw new PmoError(
        'invalid-request',
        `"${request.id.slice(0, 80)}" is not a short name; write lower-case letters, digits, "-" and "_", starting with a letter.`,
      )
    }
    return this.#database.transaction(async (tx) => {
      const [newest] = await newestVersions(tx, request)
      if (newest !== undefined && isLive(newest)) {
        throw new PmoError(
          'conflict',
          `The ${request.kind} "${request.id}" exists already; change it, or choose another id.`,
        )
      }
      return this.#write(tx, { ...request, ...this.#version(request, undefined) }, (newest?.version ?? 0) + 1)
    })
  }

  /**
   * Replaces what an entry says. `version` is the one that the caller has seen.
   * @throws PmoError `not-found`, `managed-by-file`, `conflict` when it was changed since
   */
  async update(
    request: DefinitionChangeRequest & { readonly version: number; readonly configVersion?: number },
  ): Promise<Definition> {
    return this.#database.transaction(async (tx) => {
      const before = await this.#changeable(tx, request)
      return this.#write(tx, { ...this.#version(request, before), ...request }, request.version + 1)
    })
  }

  /**
   * Makes many changes of the API's entries, or none: each adds, replaces or, without a body, removes an entry. `version`
   * is the one that the caller has seen; absent: there was none.
   *
   * @param tx the transaction to write in
   * @returns the new version of each, in order
   * @throws PmoError `not-found`, `managed-by-file`, `conflict` when one was changed since
   */
  async writeAll(
    tx: Tx,
    changes: readonly {
      readonly kind: DefinitionKind
      readonly id: string
      readonly version?: number
      readonly body?: Readonly<Record<string, unknown>>
    }[],
    by: string,
  ): Promise<readonly number[]> {
    const written: number[] = []
    for (const { kind, id, version, body } of changes) {
      const [newest] = await newestVersions(tx, { kind, id })
      if (version !== undefined) await this.#changeable(tx, { kind, id, version })
      else if (newest !== undefined && isLive(newest))
        throw new PmoError('conflict', `The ${kind} "${id}" was added meanwhile; look again, then repeat it.`)
      const next = (newest?.version ?? 0) + 1
      const entry = { kind, id, version: next, managed: 'api' as const, position: 0, by }
      await addVersion(tx, {
        ...entry,
        ...(body !== undefined && { body, ...this.#version({ kind, id, body }, undefined) }),
      })
      written.push(next)
    }
    return written
  }

  /**
   * Makes an entry say again what it said in an earlier version; that becomes a new version.
   * @throws PmoError `not-found`, `managed-by-file`, `conflict` when it was changed since
   */
  async revert(request: {
    readonly kind: DefinitionKind
    readonly id: string
    readonly version: number
    /** The earlier version. */
    readonly to: number
    readonly by: string
  }): Promise<Definition> {
    const { kind, id, to } = request
    return this.#database.transaction(async (tx) => {
      await this.#changeable(tx, request)
      const earlier = (await versionsOf(tx, kind, id)).find(({ version }) => version === to)
      if (earlier?.body === undefined) {
        throw new PmoError('not-found', `The ${kind} "${id}" has no version ${to} that says anything.`)
      }
      const { body, configVersion } = earlier
      const again = { kind, id, body, by: request.by, ...(configVersion !== undefined && { configVersion }) }
      return this.#write(tx, again, request.version + 1)
    })
  }

  /** @throws PmoError `not-found`, `managed-by-file`, `conflict` when it was changed since */
  async remove(request: {
    readonly kind: DefinitionKind
    readonly id: string
    readonly version: number
    readonly by: string
  }): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await this.#changeable(tx, request)
      await addVersion(tx, { ...request, version: request.version + 1, managed: 'api', position: 0 })
    })
  }

  #version(
    entry: Parameters<WrittenFor>[0],
    before: Definition | undefined,
  ): { readonly configVersion?: number } {
    const configVersion = this.#writtenFor(entry, before)
    return configVersion === undefined ? {} : { configVersion }
  }

  async #write(
    tx: Tx,
    request: DefinitionChangeRequest & { readonly configVersion?: number },
    version: number,
  ): Promise<Definition> {
    const written = await addVersion(tx, { ...request, version, managed: 'api', position: 0 })
    return { ...written, body: request.body }
  }

  async #changeable(
    tx: Tx,
    request: { readonly kind: DefinitionKind; readonly id: string; readonly version: number },
  ): Promise<Definition> {
    const [newest] = await newestVersions(tx, { kind: request.kind, id: request.id })
    if (newest === undefined || !isLive(newest)) {
      throw new PmoError('not-found', `There is no ${request.kind} "${request.id}".`)
    }
    if (newest.managed === 'file') {
      throw new PmoError(
        'managed-by-file',
        `The ${request.kind} "${request.id}" belongs to pmo.config.ts; change it there, then restart the server.`,
      )
    }
    if (newest.version !== request.version) {
      throw new PmoError(
        'conflict',
        `The ${request.kind} "${request.id}" is at version ${newest.version} by now, not ${request.version}; read it again, then repeat the change.`,
      )
    }
    return newest
  }
}

/** The command that removes an entry of the API. */
function removalOf(kind: DefinitionKind): string {
  return ORGANISATION.has(kind) ? `pmo organisation remove ${kind}` : `pmo ${kind}s remove`
}

const ORGANISATION: ReadonlySet<DefinitionKind> = new Set(['unit', 'role', 'team', 'person', 'calendar'])
