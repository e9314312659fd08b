import { recordSchemas } from '@headless-pmo/sdk'
import { z } from 'zod'

/** Name of a kind of record. */
export const recordKind = z.enum(Object.keys(recordSchemas) as [keyof typeof recordSchemas])

/** What a reference leads to. */
export const resolved = z
  .object({
    found: z.boolean().describe('False: outside of what is synced; what the tracker says of it'),
    kind: recordKind,
    connection: z.string().optional(),
    ref: z.string().optional(),
    key: z.string().optional(),
    title: z.string().optional(),
    url: z.string().optional(),
    gone: z.string().optional().describe('Why it is no longer there'),
  })
  .describe('A record that another one points at')
