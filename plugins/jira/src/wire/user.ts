import { z } from '@headless-pmo/sdk'

/** A person or app inside another reply. Cloud tells `accountId` alone; Data Center `key` and `name`. */
export const User = z.looseObject({
  accountId: z.string().nullish(),
  key: z.string().nullish(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  active: z.boolean().nullish(),
  accountType: z.string().nullish(),
  self: z.string().nullish(),
})
export type User = z.infer<typeof User>
