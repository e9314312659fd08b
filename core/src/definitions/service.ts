import { PmoError, type PmoConfig } from '../config/index.ts'
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

/** Keeps what is defined: connections, notifiers, portfolios, programs, projects, each with its owner and its versions. */
export class DefinitionService {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Everything of a kind that exists, in the order of configuration. @param handle inside a transaction: its own */
  async list(kind: DefinitionKind, handle: Handle = this.#database.root): Promise<Definition[]> {
    return (await newestVersions(handle, { kind })).filter(isLive)
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
          `The ${clash.kind} "${clash.id}" is in pmo.config.ts and was also made through the API; remove it there (pmo ${clash.kind}s remove ${clash.id}), or rename it in the file.`,
        )
      }
      const lastVersion = new Map(newest.map((version) => [`${version.kind} ${version.id}`, version.version]))
      const next = (kind: DefinitionKind, id: string): number => (lastVersion.get(`${kind} ${id}`) ?? 0) + 1
      for (const change of difference.changes) {
        const entry =
          change.type === 'removed'
            ? { kind: change.before.kind, id: change.before.id, position: change.before.position }
            : change.entry
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

  /** @throws PmoError `conflict` when it exists already */
  async create(request: DefinitionChangeRequest): Promise<Definition> {
    return this.#database.transaction(async (tx) => {
      const [newest] = await newestVersions(tx, request)
      if (newest !== undefined && isLive(newest)) {
        throw new PmoError(
          'conflict',
          `The ${request.kind} "${request.id}" exists already; change it, or choose another id.`,
        )
      }
      return this.#write(tx, request, (newest?.version ?? 0) + 1)
    })
  }

  /**
   * Replaces what an entry says. `version` is the one that the caller has seen.
   * @throws PmoError `not-found`, `managed-by-file`, `conflict` when it was changed since
   */
  async update(request: DefinitionChangeRequest & { readonly version: number }): Promise<Definition> {
    return this.#database.transaction(async (tx) => {
      await this.#changeable(tx, request)
      return this.#write(tx, request, request.version + 1)
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

  async #write(tx: Tx, request: DefinitionChangeRequest, version: number): Promise<Definition> {
    const written = await addVersion(tx, { ...request, version, managed: 'api', position: 0 })
    return { ...written, body: request.body }
  }

  async #changeable(
    tx: Tx,
    request: { readonly kind: DefinitionKind; readonly id: string; readonly version: number },
  ): Promise<void> {
    const [newest] = await newestVersions(tx, request)
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
  }
}
