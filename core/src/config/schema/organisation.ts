import { z } from 'zod'
import { identifier } from './identifier.ts'

/** A part of the organisation that answers for people and work: a department, a group. */
export const unit = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  parent: identifier.optional().describe('Id of the unit that it belongs to'),
  head: z.string().min(1).optional().describe('Who answers for its people: id or name of a person'),
  calendar: identifier.optional().describe('Id of the calendar of its people, and of units below it'),
  description: z.string().optional(),
})
/**
 * A part of the organisation, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const software: UnitDefinition = { id: 'software', name: 'Software', parent: 'company', head: 'mara' }
 * ```
 */
export type UnitDefinition = z.infer<typeof unit>

/** What somebody can do in a project. */
export const role = z.strictObject({
  id: identifier,
  name: z.string().min(1).describe('As plans name it, too'),
  unit: identifier
    .optional()
    .describe('Id of the unit that answers for work of this role while nobody has it'),
  description: z.string().optional(),
})
/**
 * What somebody can do in a project, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const developer: RoleDefinition = { id: 'developer', name: 'Developer', unit: 'software' }
 * ```
 */
export type RoleDefinition = z.infer<typeof role>

/** People who work together, across units. */
export const team = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  unit: identifier.optional().describe('Id of the unit that it belongs to'),
  lead: z.string().min(1).optional().describe('Id or name of a person'),
  members: z.array(identifier).optional().describe('Ids of people'),
  calendar: identifier.optional().describe('Id of the calendar of its members'),
  description: z.string().optional(),
})
/**
 * People who work together, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const payments: TeamDefinition = { id: 'payments', name: 'Payments', members: ['mara', 'ines'] }
 * ```
 */
export type TeamDefinition = z.infer<typeof team>
