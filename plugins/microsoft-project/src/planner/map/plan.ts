import type { RecordInput } from '@headless-pmo/sdk'
import type { PlanItem } from '../wire/plan.ts'
import { instantOf } from './instant.ts'

/** A plan: a container, with its categories as labels, the fields that its tasks use and its three states. */
export function toPlanRecords({ plan, details }: PlanItem): RecordInput[] {
  const created = instantOf(plan.createdDateTime)
  const labels = Object.entries(details.categoryDescriptions ?? {}).flatMap(([key, name]): RecordInput[] =>
    typeof name === 'string' && name !== ''
      ? [{ kind: 'fieldDefinition', ref: `${plan.id}#${key}`, scope: plan.id, key, name, type: 'label' }]
      : [],
  )
  const fields = FIELDS.map(({ key, name }): RecordInput => ({
    kind: 'fieldDefinition',
    ref: `${plan.id}#${key}`,
    scope: plan.id,
    key,
    name,
    type: 'list',
  }))
  const statuses = STATUSES.map(({ name, category }): RecordInput => ({
    kind: 'status',
    ref: `${plan.id}#${category}`,
    name,
    category,
    scope: plan.id,
  }))
  return [
    {
      kind: 'container',
      ref: plan.id,
      name: plan.title ?? plan.id,
      nativeType: 'plan',
      ...(created === undefined ? {} : { created }),
    },
    ...labels,
    ...fields,
    ...statuses,
  ]
}

/** What a task's details hold beside the description. */
const FIELDS = [
  { key: 'checklist', name: 'Checklist' },
  { key: 'references', name: 'Attachments' },
] as const

/** Planner's own words; Graph tells the percentage alone: 0, 50 or 100 where the board sets it. */
export const STATUSES = [
  { name: 'Not started', category: 'todo' },
  { name: 'In progress', category: 'in_progress' },
  { name: 'Completed', category: 'done' },
] as const
