import type { ProjectDefinition } from '../config/index.ts'
import type { Definition } from '../definitions/index.ts'
import type { RecordView, Resolved } from '../records/index.ts'

/** How many items of a project are in each category. */
export interface ProjectCounts {
  readonly todo: number
  readonly in_progress: number
  readonly done: number
  readonly cancelled: number
  readonly total: number
  /** Not done, and past their own due day. */
  readonly overdue: number
}

/** Until when a source tells the truth. */
export interface SourceFreshness {
  readonly connection: string
  /** Instant of the oldest last flawless reading of its streams; absent: never read without a flaw. */
  readonly asOf?: string
}

/** A project of the portfolio with what its sources say now. */
export interface ProjectView extends ProjectDefinition {
  readonly managed: 'file' | 'api'
  readonly version: number
  readonly counts: ProjectCounts
  /** Earliest and latest calendar day that its items name. */
  readonly start?: string
  readonly finish?: string
  readonly freshness: readonly SourceFreshness[]
}

/** A person on a project, as one tool knows them. */
export interface ProjectPerson {
  readonly account: Resolved
  readonly open: number
  readonly total: number
}

/** A project with everything known of it. */
export interface ProjectDetail extends ProjectView {
  /** What its sources lead to; one that leads nowhere is `found: false`. */
  readonly containers: readonly Resolved[]
  readonly people: readonly ProjectPerson[]
  readonly resources: readonly RecordView<'resource'>[]
  /** Items that its sources name and that belong to a project before it: an overlap to clear up. */
  readonly shadowed: number
}

/** The project that a definition holds; it passed the schema when it was written. */
export function projectOf(definition: Definition): ProjectDefinition {
  return { ...definition.body, id: definition.id } as ProjectDefinition
}
