import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

export const Repository = z.looseObject({
  id: Id,
  name: z.string(),
  full_name: z.string(),
  html_url: z.string().nullish(),
  description: z.string().nullish(),
  archived: z.boolean().nullish(),
  owner: z.looseObject({ id: Id, login: z.string(), type: z.string().nullish() }),
  created_at: z.string().nullish(),
})
export type Repository = z.infer<typeof Repository>

/** What opening a repository needs; the rest can be odd without closing it, and with it all of its issues. */
export const OpenedRepository = Repository.pick({ id: true, full_name: true, owner: true })
