import { z } from 'zod'
import { day } from '@headless-pmo/sdk'
import { identifier } from './identifier.ts'

/** Which items of a container count; a value of each given list must match. */
export const sourceFilter = z.strictObject({
  labels: z.array(z.string()).min(1).optional().describe('Items that carry one of these labels'),
  types: z
    .array(z.string())
    .min(1)
    .optional()
    .describe("Items of one of these types, or of the tracker's own"),
  milestones: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Items planned for one of these milestones, by name or ref'),
  components: z.array(z.string()).min(1).optional().describe('Items of one of these components'),
})
export type SourceFilter = z.infer<typeof sourceFilter>

/** A share of a connection that belongs to a project. */
export const projectSource = z.strictObject({
  connection: identifier.describe('Id of a connection'),
  container: z
    .string()
    .min(1)
    .optional()
    .describe('Key, ref or name of a repository, project or plan; absent: all of the connection'),
  filter: sourceFilter.optional(),
})
export type ProjectSource = z.infer<typeof projectSource>

/** Money for a period of the project. */
export const budgetEntry = z.strictObject({
  from: day.optional().describe('First day, YYYY-MM-DD; absent with `until`: the whole project'),
  until: day.optional().describe('Last day, YYYY-MM-DD'),
  amount: z
    .string({ error: 'is not an amount; write a decimal number in quotes, e.g. "250000.00"' })
    .regex(/^\d+(\.\d+)?$/, { error: 'is not an amount; write a decimal number, e.g. "250000.00"' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'is not a currency; write its ISO 4217 code, e.g. "EUR"' }),
})

/** A project of the PMO: what it is, who answers for it, and where its work is tracked. */
export const project = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  description: z.string().optional(),
  program: identifier.optional().describe('Id of a program'),
  portfolio: identifier
    .optional()
    .describe('Id of a portfolio; absent: that of the program, else the only one'),
  sources: z.array(projectSource).describe('An item belongs to the first project with a matching source'),
  sponsor: z.string().optional(),
  manager: z.string().optional(),
  phase: z.string().optional().describe("In the house's own words, e.g. initiation, delivery, closing"),
  class: z.string().optional().describe("In the house's own words, e.g. strategic, mandatory, run"),
  priority: z.int().min(0).max(4).optional().describe('0 most urgent … 4 least'),
  budget: z.array(budgetEntry).optional(),
})
/**
 * A project of the PMO with its sources, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const web: ProjectDefinition = {
 *   id: 'web',
 *   name: 'Web shop',
 *   program: 'europe',
 *   sources: [{ connection: 'code', container: 'acme/web' }],
 * }
 * ```
 */
export type ProjectDefinition = z.infer<typeof project>

export const program = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  portfolio: identifier.optional(),
  manager: z.string().optional(),
  description: z.string().optional(),
})
/**
 * A program, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const europe: ProgramDefinition = { id: 'europe', name: 'Shops in Europe', portfolio: 'shops' }
 * ```
 */
export type ProgramDefinition = z.infer<typeof program>

export const portfolio = z.strictObject({
  id: identifier,
  name: z.string().min(1),
  owner: z.string().optional(),
  description: z.string().optional(),
})
/**
 * A portfolio, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const shops: PortfolioDefinition = { id: 'shops', name: 'Shops' }
 * ```
 */
export type PortfolioDefinition = z.infer<typeof portfolio>
