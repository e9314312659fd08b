import type { Part } from '@headless-pmo/sdk'
import type { Edition } from './edition.ts'

/** Role → ids of the fields that play it at this site, in the order in which they are tried. */
export type FieldTable = Readonly<Record<string, readonly string[]>>

/** What streams need to know of the project they read. */
export interface ProjectData {
  readonly edition: Edition
  readonly id: string
  /** Key of today; it can change, the id cannot. */
  readonly key: string
  /** The project's JSON on the wire; the stream `projects` has no request of its own. */
  readonly text: string
  readonly fields: FieldTable
}

/** A project as a part of a connection; its key is the project's id. */
export type ProjectPart = Part<ProjectData>
