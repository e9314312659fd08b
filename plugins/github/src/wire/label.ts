import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

export const Label = z.looseObject({
  id: Id,
  name: z.string(),
  url: z.string().nullish(),
  description: z.string().nullish(),
})
export type Label = z.infer<typeof Label>
