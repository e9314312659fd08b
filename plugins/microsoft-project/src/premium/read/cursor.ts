import { z } from '@headless-pmo/sdk'

/**
 * Where a table goes on: the link that tells its changes, and a mark of what it was read with (which projects, what the
 * link types mean). The link is no position by key but a token of Dataverse that expires; it is only ever a short way:
 * refused, or read with other marks, the table is read whole, which needs no cursor at all.
 */
export const Cursor = z.strictObject({ link: z.string().optional(), reads: z.string().optional() })
export type Cursor = z.infer<typeof Cursor>
