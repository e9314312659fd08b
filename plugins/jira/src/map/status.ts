import type { RecordInput } from '@headless-pmo/sdk'
import { path, textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'
import { categoryOf } from './status-category.ts'

/** A status with its category. Projects that manage themselves have statuses of their own: same name, other id. */
export function toStatus(status: JsonObject): RecordInput {
  const category = categoryOf(status)
  const scope = textOf(path(status, 'scope', 'project', 'id'))
  return {
    kind: 'status',
    ref: required(status, 'id'),
    name: textOf(status['name']) ?? required(status, 'id'),
    ...(category !== undefined && { category }),
    ...(scope !== undefined && { scope }),
  }
}
