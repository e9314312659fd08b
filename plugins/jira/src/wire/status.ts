import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** Where a status or type holds: absent everywhere, else in a team-managed project alone. */
export const Scope = z.looseObject({
  type: z.string().nullish(),
  project: z.looseObject({ id: Id }).nullish(),
})

/** A status as `/status` lists it and as issues carry it. */
export const Status = z.looseObject({
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
  statusCategory: z.looseObject({ key: z.string().nullish(), name: z.string().nullish() }).nullish(),
  scope: Scope.nullish(),
})
export type Status = z.infer<typeof Status>
