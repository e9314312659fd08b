import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** A version of a project. `startDate` and `releaseDate` are days. */
export const Version = z.looseObject({
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
  archived: z.boolean().nullish(),
  released: z.boolean().nullish(),
  startDate: z.string().nullish(),
  releaseDate: z.string().nullish(),
  projectId: Id.nullish(),
  self: z.string().nullish(),
})
export type Version = z.infer<typeof Version>
