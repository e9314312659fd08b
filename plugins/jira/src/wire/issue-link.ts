import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** The other end of a link, a parent or a sub-task, as an issue shows it. */
export const IssueEnd = z.looseObject({
  id: Id.nullish(),
  key: z.string(),
  self: z.string().nullish(),
  fields: z.looseObject({ summary: z.string().nullish() }).nullish(),
})
export type IssueEnd = z.infer<typeof IssueEnd>

/** A link as one of its ends shows it: with `outwardIssue` the issue is the inward end's source, "A blocks B". */
export const IssueLink = z.looseObject({
  id: Id,
  type: z.looseObject({
    id: Id.nullish(),
    name: z.string().nullish(),
    inward: z.string().nullish(),
    outward: z.string().nullish(),
  }),
  inwardIssue: IssueEnd.nullish(),
  outwardIssue: IssueEnd.nullish(),
})
export type IssueLink = z.infer<typeof IssueLink>
