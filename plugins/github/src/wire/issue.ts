import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { IssueFieldValue } from './issue-field.ts'
import { User } from './user.ts'

/** What every list says of an issue, and what a relation says of the issue at its other end. */
export const IssueRow = z.looseObject({
  id: Id,
  number: z.int(),
  title: z.string(),
  url: z.string(),
  repository_url: z.string(),
  html_url: z.string().nullish(),
})
export type IssueRow = z.infer<typeof IssueRow>

/** An issue as lists and single reads give it. Servers of older versions leave out the newer fields. */
export const Issue = IssueRow.extend({
  state: z.string(),
  state_reason: z.string().nullish(),
  body: z.string().nullish(),
  user: User.nullish(),
  assignees: z.array(User.nullable()).nullish(),
  labels: z
    .array(z.union([z.string(), z.looseObject({ id: Id.nullish(), name: z.string().nullish() })]))
    .nullish(),
  milestone: z.looseObject({ id: Id, title: z.string() }).nullish(),
  type: z.looseObject({ id: Id.nullish(), name: z.string() }).nullish(),
  locked: z.boolean().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string(),
  closed_at: z.string().nullish(),
  draft: z.boolean().nullish(),
  pull_request: z.looseObject({ merged_at: z.string().nullish() }).nullish(),
  parent_issue_url: z.string().nullish(),
  issue_dependencies_summary: z
    .looseObject({ total_blocked_by: z.int().nullish(), total_blocking: z.int().nullish() })
    .nullish(),
  issue_field_values: z.array(IssueFieldValue).nullish(),
})
export type Issue = z.infer<typeof Issue>

/** An issue with its relations, composed of several replies. */
export const IssueItem = z.looseObject({
  issue: Issue,
  blockedBy: z.array(IssueRow).optional(),
  blocking: z.array(IssueRow).optional(),
  subIssues: z.array(IssueRow).optional(),
  unread: z.array(z.string()).optional(),
})
export type IssueItem = z.infer<typeof IssueItem>
