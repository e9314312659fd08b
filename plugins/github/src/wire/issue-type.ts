import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

export const IssueType = z.looseObject({
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
})
export type IssueType = z.infer<typeof IssueType>
