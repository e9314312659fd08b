import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { User } from './user.ts'

/** A project. */
export const Project = z.looseObject({
  id: Id,
  key: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  lead: User.nullish(),
  archived: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  projectTypeKey: z.string().nullish(),
  style: z.string().nullish(),
  simplified: z.boolean().nullish(),
  self: z.string().nullish(),
})
export type Project = z.infer<typeof Project>
