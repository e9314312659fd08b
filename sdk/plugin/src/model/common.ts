import { z } from 'zod'

/**
 * A calendar day, `YYYY-MM-DD`. It has no zone and stays the same day everywhere (law 16).
 *
 * @example
 * ```ts
 * day.parse('2026-02-28') // refuses 2026-02-30 and 2026-02-28T00:00:00Z
 * ```
 */
export const day = z.iso.date()

/**
 * An event's instant in UTC, `YYYY-MM-DDTHH:mm:ss[.sss]Z`.
 *
 * @example
 * ```ts
 * instant.parse('2026-02-28T09:30:00Z') // refuses a time without its zone
 * ```
 */
export const instant = z.iso.datetime()

/**
 * Local time in the zone of the item's container, `YYYY-MM-DDTHH:mm[:ss]`, as schedules state it.
 *
 * @example
 * ```ts
 * localTime.parse('2026-02-28T09:30') // refuses 2026-02-28T09:30Z: that is an instant
 * ```
 */
export const localTime = z.iso.datetime({ local: true, offset: false }).regex(/[^Z]$/)

/**
 * A point in time at the precision its source states: a day, a local time or an instant.
 *
 * @example
 * ```ts
 * ['2026-02-28', '2026-02-28T09:30', '2026-02-28T09:30:00Z'].map((text) => when.parse(text))
 * ```
 */
export const when = z.union([day, instant, localTime])

/**
 * An amount of time: minutes of working time or of the clock.
 *
 * @example
 * ```ts
 * const twoDays: Duration = { minutes: 2 * 480, basis: 'working' }
 * ```
 */
export const duration = z.strictObject({
  minutes: z.number().describe('Length in minutes; a lag may be negative'),
  basis: z.enum(['working', 'elapsed']).describe('working: counted in a calendar; elapsed: 24 hours a day'),
  estimated: z.boolean().optional().describe('The source marks the value as a guess'),
})
/** A checked amount of time, in minutes. The shape of {@link duration}. */
export type Duration = z.infer<typeof duration>

/**
 * A decimal amount in one currency; the amount is text, so that no digit is lost.
 *
 * @example
 * ```ts
 * const price: Money = { amount: '1999.90', currency: 'EUR' }
 * ```
 */
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
/** A checked amount of money. The shape of {@link money}. */
export type Money = z.infer<typeof money>

/**
 * Points at another record of the same connection: by its `ref`, or by its readable key where the
 * tracker's reply names no more than that. A key that leads nowhere (outside what is synced) stays as a
 * placeholder with its title and url; it is never dropped.
 *
 * @example
 * ```ts
 * const byRef: Reference = '4711'
 * const byKey: Reference = { key: 'acme/web#12', title: 'Sign in' }
 * ```
 */
export const reference = z.union([
  z.string().min(1),
  z.strictObject({
    key: z.string().min(1).describe('Readable key of the target, e.g. "acme/web#12"'),
    title: z.string().optional(),
    url: z.string().optional(),
  }),
])
/** A checked reference: a ref, or a readable key. The shape of {@link reference}. */
export type Reference = z.infer<typeof reference>

/**
 * A value of a custom field as the tracker holds it: text, number, flag, or a list of texts.
 *
 * @example
 * ```ts
 * const fields: Record<string, z.input<typeof fieldValue>> = { team: 'Core', size: 3, labels: ['a', 'b'] }
 * ```
 */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])

/**
 * What every record has. `ref` is the tracker's own stable id within (connection, kind).
 *
 * @example
 * ```ts
 * const sprintGoal = z.strictObject({ ...recordBase, goal: z.string() })
 * sprintGoal.parse({ ref: '7', goal: 'Ship it' })
 * ```
 */
export const recordBase = {
  ref: z.string().min(1).describe("The tracker's own stable id; unique within connection and kind"),
  aliases: z
    .array(z.string())
    .optional()
    .describe('Former or other refs by which the tracker names this record'),
  url: z.string().optional().describe('Page of the record in the tracker'),
  warnings: z.array(z.string()).optional().describe('What could not be carried over unchanged, and why'),
}
