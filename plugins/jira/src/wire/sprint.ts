import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** A sprint, as boards list it and as the sprint field of an issue holds it on Cloud. Instants have an offset. */
export const Sprint = z.looseObject({
  id: Id,
  name: z.string(),
  state: z.string().nullish(),
  startDate: z.string().nullish(),
  endDate: z.string().nullish(),
  completeDate: z.string().nullish(),
  originBoardId: Id.nullish(),
  goal: z.string().nullish(),
})
export type Sprint = z.infer<typeof Sprint>
