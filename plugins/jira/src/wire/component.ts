import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { User } from './user.ts'

/** A component of a project. */
export const Component = z.looseObject({
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
  lead: User.nullish(),
  project: z.string().nullish(),
  projectId: Id.nullish(),
})
export type Component = z.infer<typeof Component>
