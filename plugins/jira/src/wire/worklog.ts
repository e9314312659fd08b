import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { User } from './user.ts'

/** Time booked on an issue. `comment` is a document on Cloud, wiki text on Data Center. */
export const Worklog = z.looseObject({
  id: Id,
  issueId: Id,
  author: User.nullish(),
  started: z.string(),
  timeSpentSeconds: z.number(),
  updated: z.string().nullish(),
  comment: z.unknown(),
})
export type Worklog = z.infer<typeof Worklog>
