import { z } from '@headless-pmo/sdk'

/** Somebody of the tenant. `missing` is ours: asked for by id, the directory knows nobody. */
export const Person = z.looseObject({
  '@odata.type': z.string().nullish(),
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  missing: z.boolean().nullish(),
})
export type Person = z.output<typeof Person>
