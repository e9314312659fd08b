import { z } from 'zod'

/** A calendar day, `YYYY-MM-DD`. It has no zone and stays the same day everywhere (law 16). */
export const day = z.iso.date()

/** An event's instant in UTC, `YYYY-MM-DDTHH:mm:ss[.sss]Z`. */
export const instant = z.iso.datetime()

/** Local time in the zone of the item's container, `YYYY-MM-DDTHH:mm[:ss]`, as schedules state it. */
export const localTime = z.iso.datetime({ local: true, offset: false }).regex(/[^Z]$/)

/** A point in time at the precision its source states: a day, a local time or an instant. */
export const when = z.union([day, instant, localTime])

/** An amount of time: minutes of working time or of the clock. */
export const duration = z.strictObject({
  minutes: z.number().describe('Length in minutes; a lag may be negative'),
  basis: z.enum(['working', 'elapsed']).describe('working: counted in a calendar; elapsed: 24 hours a day'),
  estimated: z.boolean().optional().describe('The source marks the value as a guess'),
})
export type Duration = z.infer<typeof duration>

/** A decimal amount in one currency; the amount is text, so that no digit is lost. */
export const money = z.strictObject({
  amount: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .describe('Decimal number'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .describe('ISO 4217 code'),
})
export type Money = z.infer<typeof money>

/**
 * Points at another record of the same connection: by its `ref`, or by its readable key where the
 * tracker's reply names no more than that. A key that leads nowhere (outside what is synced) stays as a
 * placeholder with its title and url; it is never dropped.
 */
export const reference = z.union([
  z.string().min(1),
  z.strictObject({
    key: z.string().min(1).describe('Readable key of the target, e.g. "acme/web#12"'),
    title: z.string().optional(),
    url: z.string().optional(),
  }),
])
export type Reference = z.infer<typeof reference>

/** A value of a custom field as the tracker holds it: text, number, flag, or a list of texts. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

/** What every record has. `ref` is the tracker's own stable id within (connection, kind). */
export const recordBase = {
  ref: z.string().min(1).describe("The tracker's own stable id; unique within connection and kind"),
  aliases: z
    .array(z.string())
    .optional()
    .describe('Former or other refs by which the tracker names this record'),
  url: z.string().optional().describe('Page of the record in the tracker'),
  warnings: z.array(z.string()).optional().describe('What could not be carried over unchanged, and why'),
}
