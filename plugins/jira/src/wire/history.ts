import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'
import { User } from './user.ts'

/**
 * One changed field. There is a `toString`, too, the new value as people read it; it is not named here, because a
 * schema would find every object's own method of that name where the tracker sends none.
 */
export const HistoryItem = z.looseObject({
  field: z.string().nullish(),
  fieldId: z.string().nullish(),
  fieldtype: z.string().nullish(),
  from: z.union([z.string(), z.number()]).nullish(),
  fromString: z.string().nullish(),
  to: z.union([z.string(), z.number()]).nullish(),
})
export type HistoryItem = z.infer<typeof HistoryItem>

/** One entry of an issue's changelog: what one person changed at once. */
export const History = z.looseObject({
  id: Id,
  /** An instant with offset; the bulk read of Cloud gives milliseconds since 1970. */
  created: z.union([z.string(), z.number()]),
  author: User.nullish(),
  items: z.array(HistoryItem).nullish(),
})
export type History = z.infer<typeof History>
