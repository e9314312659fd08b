import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { Scope } from './status.ts'

/** A type of issue. `hierarchyLevel`: -1 sub-task, 0 story, 1 epic, above it what Plans define; Cloud alone. */
export const IssueType = z.looseObject({
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
  subtask: z.boolean().nullish(),
  hierarchyLevel: z.int().nullish(),
  scope: Scope.nullish(),
})
export type IssueType = z.infer<typeof IssueType>
