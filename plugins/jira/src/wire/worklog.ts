import { z } from '@headless-pmo/sdk'

/** Time booked on an issue; the rest is read leniently by the mapping. */
export const Worklog = z.looseObject({ id: z.string(), updated: z.string().nullish() })
export type Worklog = z.infer<typeof Worklog>
