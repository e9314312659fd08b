import { z } from '@headless-pmo/sdk'
import { Id } from './id.ts'

/** Something of the site that has an id and a name: a priority, a resolution, a component. */
export const Named = z.looseObject({ id: Id, name: z.string(), description: z.string().nullish() })
export type Named = z.infer<typeof Named>
