import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueItem } from '../wire/issue.ts'
import type { JsonObject } from './json.ts'

/** What the entries of an issue's changelog tell, one record a changed field. */
export function changesOf(item: IssueItem, histories: readonly JsonObject[]): readonly RecordInput[] {
  void item
  void histories
  return []
}
