import { z } from '@headless-pmo/sdk'

/** One entry of an issue's changelog: what one person changed at once. Read leniently by the mapping. */
export const History = z.looseObject({})
export type History = z.infer<typeof History>
