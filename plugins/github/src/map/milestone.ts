import type { RecordInput } from '@headless-pmo/sdk'
import type { Milestone } from '../wire/milestone.ts'
import { dayOf } from './dates.ts'

export function toMilestone(milestone: Milestone, repository: string): RecordInput {
  const due = dayOf(milestone.due_on)
  return {
    kind: 'milestone',
    ref: String(milestone.id),
    container: repository,
    name: milestone.title,
    state: milestone.state === 'closed' ? 'closed' : 'open',
    ...(milestone.html_url ? { url: milestone.html_url } : {}),
    ...(milestone.description ? { description: milestone.description } : {}),
    ...(due === undefined ? {} : { due }),
    ...(milestone.closed_at ? { released: milestone.closed_at } : {}),
    ...(milestone.created_at ? { created: milestone.created_at } : {}),
    ...(milestone.updated_at ? { updated: milestone.updated_at } : {}),
  }
}
