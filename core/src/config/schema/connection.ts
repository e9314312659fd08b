import { z } from 'zod'
import { durationText } from '../duration-text.ts'
import { secretReference } from '../secret-reference.ts'

/** How often a connection is read, and how much of the tracker's budget it may use. */
export const syncSettings = z.strictObject({
  every: z
    .union([durationText, z.literal('never')], {
      error: 'is not an interval; write e.g. "15m", or "never" for runs by hand only',
    })
    .optional()
    .describe('Interval between runs, e.g. "15m"; "never": by hand and by webhook only. Default "15m"'),
  census: durationText
    .optional()
    .describe('Least time between two complete listings that find deleted items. Default "1d"'),
  webhooks: z
    .enum(['keep', 'off'], { error: 'is neither "keep" nor "off"' })
    .optional()
    .describe(
      'Whether webhooks are registered with the tracker where its connector can, and kept: the only thing that is ever written there. "off" removes them. Default "keep", where PMO_PUBLIC_URL is set',
    ),
  budgetShare: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe("Share of the tracker's request budget that this connection may spend, 0 to 1. Default 0.5"),
})

/** A connection's own settings; every other key is the connector's configuration. */
export const connectionSettings = z.object({
  plugin: z
    .string({ error: 'names no plugin; write its id, e.g. plugin: "github"' })
    .describe('Id of the plugin whose connector reads it'),
  title: z.string().optional().describe('Name shown to people'),
  secrets: z
    .record(z.string(), secretReference)
    .optional()
    .describe('By the secret names that the connector declares, e.g. { token: "env:GITHUB_TOKEN" }'),
  sync: syncSettings.optional(),
})

/** Keys of a connection that are not the connector's. */
export const CONNECTION_KEYS: ReadonlySet<string> = new Set(Object.keys(connectionSettings.shape))
/**
 * How often a connection is read, and how much of the budget of its tracker it may spend.
 *
 * @example
 * ```ts
 * const calm: SyncSettings = { every: '1h', census: '7d', budgetShare: 0.3 }
 * ```
 */
export type SyncSettings = z.infer<typeof syncSettings>
