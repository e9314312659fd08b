import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** A user, app or organization as it appears inside other replies. A deleted one is null there. */
export const User = z.looseObject({
  id: Id,
  login: z.string(),
  html_url: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  type: z.string().nullish(),
})
export type User = z.infer<typeof User>
