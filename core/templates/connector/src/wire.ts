import { z } from '@headless-pmo/sdk'

/**
 * An issue as the tracker sends it. Loose and lenient: vendors add fields and values, and an item that one of
 * them keeps from being read is an item that is missed.
 */
export const Issue = z.looseObject({
  id: z.string(),
  key: z.string(),
  team: z.string(),
  title: z.string(),
  state: z.string(),
  assignee: z.string().nullish(),
  dueOn: z.string().nullish(),
  url: z.string().nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Issue = z.infer<typeof Issue>

/** Where an issue stands in the list: all that reading needs of one, so that no odd title can stop it. */
export const Position = Issue.pick({ id: true, updatedAt: true })
export type Position = z.infer<typeof Position>

/** Who an API key belongs to. */
export const Me = z.looseObject({ login: z.string() })
