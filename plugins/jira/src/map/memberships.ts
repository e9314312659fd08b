import type { RecordInput } from '@headless-pmo/sdk'
import type { IssueItem } from '../wire/issue.ts'
import type { JsonObject } from './json.ts'

/** An issue's stays in sprints, from its history and from the sprints it is in now. */
export function membershipsOf(
  item: IssueItem,
  histories: readonly JsonObject[] | undefined,
): readonly RecordInput[] {
  void item
  void histories
  return []
}
