import { didYouMean, PmoError } from '../config/index.ts'
import type { Handle } from '../database/index.ts'
import { countRecords, findRecord, storedConnections, type FilterTarget } from '../records/index.ts'

/** The names that a list was asked with, as far as each can be wrong. */
export interface NamedFilters {
  readonly connections?: readonly string[]
  /** Connections that are defined now. */
  readonly defined: readonly string[]
  readonly container?: { readonly name: string; readonly targets: readonly FilterTarget[] }
  readonly assignee?: { readonly name: string; readonly found: number }
}

/**
 * Tells an empty list from a misspelt question: "nothing is there" is said only of names that exist.
 * @throws PmoError `not-found` with the nearest known name, where there is one
 */
export async function assertNamesExist(handle: Handle, filters: NamedFilters): Promise<void> {
  const { connections, defined, container, assignee } = filters
  if (connections !== undefined) {
    const known = [...new Set([...defined, ...(await storedConnections(handle))])].toSorted()
    const unknown = connections.find((id) => !known.includes(id))
    if (unknown !== undefined) {
      throw new PmoError('not-found', `There is no connection "${unknown}"; ${didYouMean(unknown, known)}`)
    }
  }
  if (assignee?.found === 0) {
    throw new PmoError(
      'not-found',
      `Nobody is known as "${assignee.name}"; write a login, an e-mail address or a full name as the tracker has it.`,
    )
  }
  if (container === undefined) return
  const held = await countRecords(handle, {
    kind: 'workItem',
    containers: container.targets,
    presence: 'all',
  })
  if (held > 0) return
  for (const { connection, ref } of container.targets) {
    if ((await findRecord(handle, { connection, kind: 'container', name: ref })) !== undefined) return
  }
  throw new PmoError(
    'not-found',
    `There is no repository, project or plan "${container.name}" in ${container.targets.map(({ connection }) => connection).join(', ') || 'any connection'}; write its key, e.g. acme/web.`,
  )
}
