import type { Verbatim } from '@headless-pmo/sdk'
import type { Client } from './client.ts'
import type { Config } from './config.ts'
import type { List, Row } from './listing.ts'
import type { ProjectData } from './project-data.ts'

/** What is asked for of the issues of one project. */
export interface IssueQuestion {
  readonly client: Client
  readonly project: Pick<ProjectData, 'id' | 'key' | 'fields'>
  readonly config: Pick<Config, 'history'>
}

/** How an edition gives the issues of a project. */
export interface IssueSource {
  /** Ascending by change; `clause` is JQL that narrows it. */
  list(clause?: string): List<Verbatim>
  /** The same without what is not needed to count and name them. */
  ids(): List<Verbatim>
  /** What is stored of listed issues. Those that are no longer there, or no longer in this project, are left out. */
  load(rows: readonly Row<Verbatim>[]): Promise<readonly Verbatim[]>
  /** How many there are, roughly; undefined where Jira does not say. */
  count(): Promise<number | undefined>
}
