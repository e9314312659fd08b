import type { RecordInput } from '@headless-pmo/sdk'
import type { FieldTable } from '../fields/field-table.ts'
import type { JsonObject } from './json.ts'

/** A raw item of the stream of issues: the issue, what its custom fields mean, its whole history. */
export interface IssueItem {
  /** As search, bulk fetch or a single read gives it; `fields` is a free map and read leniently. */
  readonly issue: JsonObject & { readonly id: string; readonly key: string }
  /** Role ▶ field ids, see `discoverFields`. */
  readonly fields: FieldTable
  /** Entries of the changelog in any order; absent: history is not read. */
  readonly histories?: readonly JsonObject[] | undefined
}

/** What the mapping of an issue must know beside it. */
export interface IssueContext {
  /** Address of the site for links to pages, without a slash at its end. */
  readonly site: string
  /** Ref of the container: the key of the part, that is the project's id. */
  readonly project: string
  /** Keys (or ids) of the projects that the connection reads; absent: all that are visible. */
  readonly projects?: readonly string[] | undefined
}

/** An issue as the records that it owns: work item, links, changes of its history, its stays in sprints. */
export function toIssueRecords(item: IssueItem, context: IssueContext): readonly RecordInput[] {
  void item
  void context
  return []
}
