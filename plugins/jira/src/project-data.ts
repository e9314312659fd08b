import type { Part } from '@headless-pmo/sdk'
import type { Edition } from './edition.ts'
import type { FieldTable } from './fields/field-table.ts'
import type { NamesInUse } from './names-in-use.ts'

/** What streams need to know of the project they read. */
export interface ProjectData {
  readonly edition: Edition
  readonly id: string
  /** Key of today; it can change, the id cannot. */
  readonly key: string
  /** The project's JSON on the wire; the stream `projects` has no request of its own. */
  readonly text: string
  /** Which of the site's fields play which part in this project. */
  readonly fields: FieldTable
  /** Names of statuses, types and the like, as they are at the beginning of the run. */
  readonly names: NamesInUse
  /** Unix milliseconds by the server's own clock before anything was read in this run. */
  readonly began: number
}

/** A project as a part of a connection; its key is the project's id. */
export type ProjectPart = Part<ProjectData>
