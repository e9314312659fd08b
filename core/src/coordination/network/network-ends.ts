import type { Reference } from '@headless-pmo/sdk'
import type { LinkEnd } from '../links/link-end.ts'
import type { NetworkProject } from './portfolio-records.ts'
import type { RecordIndex } from './record-index.ts'

/** An end of a link that is none of the synced records: what the tracker says of it. */
export interface Placeholder {
  readonly connection: string
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly url?: string
}

/**
 * Numbers what links can lead to: work items, milestones and projects in the order of the records, then placeholders
 * as links name them.
 */
export class NetworkEnds {
  readonly #index: RecordIndex
  readonly #projects: ReadonlyMap<string, number>
  readonly #placeholders: Placeholder[] = []
  readonly #placed = new Map<string, number>()
  #plans: Map<string, number[]> | undefined
  readonly milestonesAt: number
  readonly projectsAt: number
  readonly placeholdersAt: number

  constructor(index: RecordIndex, projects: readonly NetworkProject[]) {
    this.#index = index
    this.milestonesAt = index.of('workItem').length
    this.projectsAt = this.milestonesAt + index.of('milestone').length
    this.placeholdersAt = this.projectsAt + projects.length
    this.#projects = new Map(projects.map(({ id }, position) => [id, this.projectsAt + position]))
  }

  get placeholders(): readonly Placeholder[] {
    return this.#placeholders
  }

  project(id: string): number | undefined {
    return this.#projects.get(id)
  }

  /** The node that a tracker's link leads to: of its own connection, of another one, or a placeholder. */
  ofReference(connection: string, reference: Reference, isExternal: boolean): number {
    return this.known(connection, reference, isExternal) ?? this.#placeholder(connection, reference)
  }

  /** The item that a tracker's link leads to; undefined: it is not synced. */
  known(connection: string, reference: Reference, isExternal: boolean): number | undefined {
    return (
      this.#index.find(connection, 'workItem', reference) ??
      this.#index.findElsewhere(connection, reference) ??
      (isExternal ? this.#ofPlanTask(connection, reference) : undefined)
    )
  }

  /** The node that a link of the PMO leads to; a placeholder where the record is gone. */
  ofKept(end: LinkEnd): number {
    if (end.kind === 'project')
      return this.project(end.project) ?? this.#placeholder('', { key: end.project })
    const { kind, connection, ref } = end
    const position = this.#index.find(connection, kind, ref)
    if (position === undefined) return this.#placeholder(connection, ref)
    return kind === 'milestone' ? this.milestonesAt + position : position
  }

  /**
   * A task of another plan, which Microsoft Project names by its file and its number: `C:\plans\road.mpp\12`. The file
   * may have been read under another folder and suffix; it is the one only where a single plan of the connection fits.
   */
  #ofPlanTask(connection: string, reference: Reference): number | undefined {
    const name = typeof reference === 'string' ? reference : reference.key
    const [, file, task] = /([^\\/]+?)(?:\.\w+)?[\\/](\d+)$/.exec(name) ?? []
    if (file === undefined || task === undefined) return undefined
    const found = this.#planTasks().get(`${connection}\n${file}#${task}`.toLowerCase())
    return found?.length === 1 ? found[0] : undefined
  }

  /** Items of plans by the last part of their keys, `road#12`. */
  #planTasks(): ReadonlyMap<string, readonly number[]> {
    if (this.#plans !== undefined) return this.#plans
    this.#plans = new Map()
    for (const [position, { connection, record }] of this.#index.of('workItem').entries()) {
      const tail = record.key?.split('/').at(-1)
      if (tail === undefined || record.scheduling === undefined) continue
      const name = `${connection}\n${tail}`.toLowerCase()
      const there = this.#plans.get(name)
      if (there === undefined) this.#plans.set(name, [position])
      else there.push(position)
    }
    return this.#plans
  }

  #placeholder(connection: string, reference: Reference): number {
    const name = typeof reference === 'string' ? `ref ${reference}` : `key ${reference.key}`
    const known = this.#placed.get(`${connection}\n${name}`)
    if (known !== undefined) return known
    const place = this.placeholdersAt + this.#placeholders.push(described(connection, reference)) - 1
    this.#placed.set(`${connection}\n${name}`, place)
    return place
  }
}

function described(connection: string, reference: Reference): Placeholder {
  if (typeof reference === 'string') return { connection, ref: reference, title: reference }
  const { key, title = key, url } = reference
  return { connection, ref: key, key, title, ...(url !== undefined && { url }) }
}
