import { z } from '@headless-pmo/sdk'

/** An issue as Hello sends it. Loose: vendors add fields. */
export const Issue = z.looseObject({
  id: z.string(),
  title: z.string(),
  state: z.string(),
  assignee: z.string().nullish(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
})
export type Issue = z.infer<typeof Issue>

/** A page of issues, in the order of `updated_at`, then of `id`. */
export const IssuePage = z.looseObject({
  issues: z.array(z.looseObject({ id: z.string(), updated_at: z.iso.datetime() })),
  more: z.boolean(),
  /** The tracker's own time when it answered. */
  as_of: z.iso.datetime(),
})
