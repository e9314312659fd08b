import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** A board. Only those of type `scrum`, and some team-managed ones (`simple`), have sprints. */
export const Board = z.looseObject({
  id: Id,
  name: z.string(),
  type: z.string().nullish(),
  location: z
    .looseObject({ projectId: Id.nullish(), projectKey: z.string().nullish(), name: z.string().nullish() })
    .nullish(),
  self: z.string().nullish(),
})
export type Board = z.infer<typeof Board>
