import type { FlowFact } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { scopesOf, statusesOf } from '../../portfolio/index.ts'
import type { RecordScope } from '../../records/index.ts'
import type { FlowFacts } from '../measure-facts.ts'
import type { ProjectItems } from '../project-items.ts'
import { withBreaths } from '../with-breaths.ts'
import { readHistory } from './history-queries.ts'
import { projectFlowSteps, type ProjectHistory } from './project-flow.ts'

export interface FlowParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly items: ProjectItems
  readonly now: () => Temporal.Instant
}

/** How work moves through projects, from the history of their trackers, else from what was seen. */
export class FlowService implements FlowFacts {
  readonly #parts: FlowParts
  readonly #scopes = new WeakMap<readonly ProjectDefinition[], readonly (readonly RecordScope[])[]>()

  constructor(parts: FlowParts) {
    this.#parts = parts
  }

  async facts(projects: readonly string[]): Promise<readonly FlowFact[]> {
    const all = await this.#projects()
    const now = this.#parts.now().epochMilliseconds
    const facts: FlowFact[] = []
    const places = new Map(all.map(({ id }, index) => [id, index]))
    for (const id of new Set(projects)) {
      const index = places.get(id)
      if (index !== undefined)
        facts.push(await withBreaths(projectFlowSteps(await this.history(all, index, now), now)))
    }
    return facts
  }

  /** The ways of the items of one of the projects. @param now milliseconds since 1970 */
  async history(all: readonly ProjectDefinition[], index: number, now: number): Promise<ProjectHistory> {
    const project = all[index]
    if (project === undefined) return { project: '', items: [], iterations: [] }
    const { root } = this.#parts.database
    return readHistory(root, {
      project: project.id,
      scopes: scopesOf(project),
      items: await this.#parts.items.of(root, this.#scopesOf(all), index),
      statuses: statusesOf(project),
      now,
    })
  }

  /** The same list for the same projects: it is asked for once a project. */
  #scopesOf(all: readonly ProjectDefinition[]): readonly (readonly RecordScope[])[] {
    const known = this.#scopes.get(all) ?? all.map(scopesOf)
    this.#scopes.set(all, known)
    return known
  }

  async #projects(): Promise<ProjectDefinition[]> {
    const definitions = await this.#parts.definitions.list('project')
    // Bodies passed their schema when they were written.
    return definitions.map(({ id, body }) => ({ ...body, id }) as unknown as ProjectDefinition)
  }
}
