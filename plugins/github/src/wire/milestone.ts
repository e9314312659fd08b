import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

export const Milestone = z.looseObject({
  id: Id,
  number: z.int(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  url: z.string(),
  html_url: z.string().nullish(),
  due_on: z.string().nullish(),
  closed_at: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
})
export type Milestone = z.infer<typeof Milestone>
