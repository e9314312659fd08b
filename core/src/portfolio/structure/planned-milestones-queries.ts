import type { Reference } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import { recordsById, referenceName, resolveReferences, type RecordView } from '../../records/index.ts'

/** References of one statement. */
const BATCH = 500

interface Planned {
  readonly reference: Reference
  readonly projects: Set<number>
}

/** A milestone of a repository or project, with the numbers of the projects whose items are planned for it. */
export interface PlannedMilestone {
  readonly milestone: RecordView<'milestone'>
  readonly projects: ReadonlySet<number>
}

/** Collects the milestones that items are planned for, each once, while the items are read. */
export class PlannedMilestones {
  readonly #planned = new Map<string, Map<string, Planned>>()

  add(connection: string, reference: Reference, project: number): void {
    const of = this.#planned.get(connection) ?? new Map<string, Planned>()
    this.#planned.set(connection, of)
    const name = referenceName(reference)
    const known = of.get(name)
    if (known === undefined) of.set(name, { reference, projects: new Set([project]) })
    else known.projects.add(project)
  }

  /** The ones that are there, and live. */
  async *records(handle: Handle): AsyncGenerator<PlannedMilestone> {
    for (const [connection, of] of this.#planned) {
      const all = [...of.values()]
      const projects = new Map<number, Set<number>>()
      for (let at = 0; at < all.length; at += BATCH) {
        const batch = all.slice(at, at + BATCH)
        const references = batch.map(({ reference }) => ({ kind: 'milestone', reference }) as const)
        const targets = await resolveReferences(handle, connection, references)
        for (const [index, target] of targets.entries()) {
          if (!target.found || target.gone !== undefined) continue
          const before = projects.get(target.id) ?? new Set()
          projects.set(target.id, before.union(batch[index]?.projects ?? new Set()))
        }
      }
      for (const milestone of await recordsById<'milestone'>(handle, [...projects.keys()])) {
        yield { milestone, projects: projects.get(milestone.id) ?? new Set() }
      }
    }
  }
}
