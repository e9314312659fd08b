import type { ScopedProject } from '../../portfolio/index.ts'
import type { LinkedText, RecordScope } from '../../records/index.ts'
import type { SharedRecords } from './shared-records.ts'

/**
 * To which projects containers, and with them what they hold, belong: to the first project with a source that is all of the
 * container, else all of its connection, else the first with a share of it.
 */
export class Owners {
  readonly #shared: SharedRecords
  readonly #scoped: readonly ScopedProject[]
  /** Project by row id of a container. */
  readonly #containers = new Map<number, string>()
  readonly #connections = new Map<string, string>()

  constructor(shared: SharedRecords, scoped: readonly ScopedProject[]) {
    this.#shared = shared
    this.#scoped = scoped
    const parts: [number, string][] = []
    for (const { id, scopes } of scoped) {
      for (const scope of scopes) {
        if (scope.container === undefined) {
          if (!isShare(scope) && !this.#connections.has(scope.connection))
            this.#connections.set(scope.connection, id)
          continue
        }
        for (const { id: row } of this.#containersNamed(scope)) {
          if (isShare(scope)) parts.push([row, id])
          else if (!this.#containers.has(row)) this.#containers.set(row, id)
        }
      }
    }
    for (const [row, id] of parts) if (!this.#containers.has(row)) this.#containers.set(row, id)
  }

  /** Each project with the connections of its sources. */
  projects(): readonly { readonly id: string; readonly connections: ReadonlySet<string> }[] {
    return this.#scoped.map(({ id, scopes }) => ({
      id,
      connections: new Set(scopes.map(({ connection }) => connection)),
    }))
  }

  /** Containers that the sources of a project name; without a project: none. */
  containersOf(project: string | undefined): readonly LinkedText[] {
    const found = this.#scoped.find(({ id }) => id === project)
    return (found?.scopes ?? []).flatMap((scope) => this.#containersNamed(scope))
  }

  /** The project that a container, or something that is held for one, belongs to. */
  ownerOf(row: LinkedText): string | undefined {
    if (row.kind === 'container') return this.#containers.get(row.id) ?? this.#connections.get(row.connection)
    if (row.container === null) return undefined
    const [home] = this.#shared.named(row.connection, 'container', row.container)
    return home === undefined ? undefined : this.ownerOf(home)
  }

  #containersNamed({ connection, container }: RecordScope): readonly LinkedText[] {
    if (container === undefined) return []
    const byName = [`ref:${container}`, `key:${container}`].flatMap((name) =>
      this.#shared.named(connection, 'container', name),
    )
    return [...new Set([...byName, ...this.#shared.titled(connection, container)])]
  }
}

function isShare({ labels, types, milestones, components }: RecordScope): boolean {
  return [labels, types, milestones, components].some((filter) => filter !== undefined)
}
