import { day } from '@headless-pmo/sdk'
import { z } from 'zod'
import { identifier } from './identifier.ts'
import { forward } from './period.ts'

const percent = z.number().min(0).max(100)

/** An account of a tracker that is somebody's. */
export const personAccount = z.strictObject({
  connection: identifier.describe('Id of a connection'),
  account: z.string().min(1).describe('Ref, login or e-mail address of the account'),
})

/** A share of a working day for a period. */
export const capacityPeriod = forward(
  z.strictObject({
    from: day.optional().describe('First day; absent: from the beginning'),
    until: day.optional().describe('Last day; absent: without end'),
    percent: z.number().min(0).max(200).describe('100 = all hours of the calendar'),
  }),
)

/** Days on which somebody does not work. */
export const absence = forward(
  z.strictObject({
    from: day,
    until: day.optional().describe('Last day; absent: one day'),
    reason: z.string().optional(),
  }),
)

/** Somebody, with what trackers do not tell: where they belong, what they can do, when they work. */
export const person = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  email: z.string().min(3).optional().describe('Accounts with this address are theirs'),
  accounts: z.array(personAccount).optional().describe('Accounts that are theirs, whatever the rules find'),
  unit: identifier.optional().describe('Id of a unit'),
  roles: z.array(identifier).min(1).optional().describe('Ids of roles, the first is the usual one'),
  calendar: identifier.optional().describe('Id of a calendar; absent: that of the plan, team or unit'),
  capacity: z
    .union([z.number().min(0).max(200), z.array(capacityPeriod).min(1)])
    .optional()
    .describe(
      'Percent of the calendar’s hours that they work, or such percents over time, the first that holds counts; else 100',
    ),
  otherWork: percent
    .optional()
    .describe('Percent of their time that no project gets: meetings, support, training; 0 says: none'),
  absences: z.array(absence).optional(),
  from: day.optional().describe('First working day here'),
  until: day.optional().describe('Last working day here'),
})
/**
 * Somebody with unit, roles and working time, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const mara: PersonDefinition = {
 *   id: 'mara',
 *   name: 'Mara Lindt',
 *   email: 'mara@example.com',
 *   unit: 'software',
 *   roles: ['developer'],
 *   capacity: 80,
 *   otherWork: 10,
 *   absences: [{ from: '2026-07-06', until: '2026-07-24', reason: 'holiday' }],
 * }
 * ```
 */
export type PersonDefinition = z.infer<typeof person>
