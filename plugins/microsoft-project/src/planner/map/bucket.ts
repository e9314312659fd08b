import type { RecordInput } from '@headless-pmo/sdk'
import type { Bucket } from '../wire/plan.ts'

/** A column of a plan's board: a container in which the plan's tasks are placed. */
export function toBucket({ id, name }: Bucket): RecordInput {
  return { kind: 'container', ref: id, name: name ?? id, nativeType: 'bucket' }
}
