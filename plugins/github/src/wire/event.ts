import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { User } from './user.ts'

const IssueReference = z.looseObject({
  number: z.int(),
  title: z.string().nullish(),
  repository: z.looseObject({ full_name: z.string().nullish() }).nullish(),
})

const Named = z.looseObject({ name: z.string().nullish() })

/** One entry of an issue's history. What a kind of event has beside the common fields differs. */
export const Event = z.looseObject({
  id: Id.nullish(),
  event: z.string(),
  actor: User.nullish(),
  created_at: z.string().nullish(),
  issue: z.looseObject({ id: Id, html_url: z.string().nullish() }).nullish(),
  label: Named.nullish(),
  assignee: User.nullish(),
  milestone: z.looseObject({ title: z.string().nullish() }).nullish(),
  rename: z.looseObject({ from: z.string(), to: z.string() }).nullish(),
  issue_type: Named.nullish(),
  prev_issue_type: Named.nullish(),
  parent_issue: IssueReference.nullish(),
  sub_issue: IssueReference.nullish(),
  blocked_by: IssueReference.nullish(),
  blocking: IssueReference.nullish(),
  state_reason: z.string().nullish(),
  // Timelines also hold comments, reviews, commits and mentions, whose common fields have other names.
  user: User.nullish(),
  submitted_at: z.string().nullish(),
  sha: z.string().nullish(),
  source: z.looseObject({ issue: z.looseObject({ id: Id }).nullish() }).nullish(),
})
export type Event = z.infer<typeof Event>

/** An event of a repository's list, which names its issue, or of a timeline, whose issue is put beside it. */
export const EventItem = z.looseObject({
  event: Event,
  issue: z.looseObject({ id: Id, html_url: z.string().nullish() }).optional(),
})
export type EventItem = z.infer<typeof EventItem>
