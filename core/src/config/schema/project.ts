import { z } from 'zod'
import { day, statusCategory } from '@headless-pmo/sdk'
import { durationText } from '../duration-text.ts'
import { commitment, phases, progress } from './commitment.ts'
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
  statuses: z
    .record(z.string().min(1), statusCategory)
    .optional()
    .describe(
      'What the words of a board mean where its tracker does not say, e.g. { "In review": "in_progress" }; they count for items that their own tracker calls open',
    ),
})
export type ProjectSource = z.infer<typeof projectSource>

const currency = z
  .string({ error: 'is not a currency; write its ISO 4217 code, e.g. "EUR"' })
  .regex(/^[A-Z]{3}$/, { error: 'is not a currency; write its ISO 4217 code, e.g. "EUR"' })

/** Money for a period of the project. */
export const budgetEntry = z.strictObject({
  from: day.optional().describe('First day, YYYY-MM-DD; absent with `until`: the whole project'),
  until: day.optional().describe('Last day, YYYY-MM-DD'),
  amount: z
    .string({ error: 'is not an amount; write a decimal number in quotes, e.g. "250000.00"' })
    .regex(/^\d+(\.\d+)?$/, { error: 'is not an amount; write a decimal number, e.g. "250000.00"' }),
  currency,
})

/** What one unit of a currency is worth in that of the portfolio, from a day on. */
export const exchangeRate = z.strictObject({
  currency,
  rate: z
    .string({ error: 'is not a rate; write a decimal number in quotes, e.g. "0.92"' })
    .regex(/^(?=.*[1-9])\d+(\.\d+)?$/, {
      error: 'is not a rate; write a decimal number above 0, e.g. "0.92"',
    })
    .describe("One unit of `currency` in the portfolio's currency"),
  from: day.describe('First day on which it counts, YYYY-MM-DD'),
  source: z.string().optional().describe('Where it was taken from, e.g. "ECB reference rate"'),
})
/**
 * A dated rate of exchange, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const dollar: ExchangeRate = { currency: 'USD', rate: '0.92', from: '2026-01-02', source: 'ECB' }
 * ```
 */
export type ExchangeRate = z.infer<typeof exchangeRate>

const staleAfter = durationText.describe(
  'How old the last reading of a source may be before figures count as out of date, e.g. "2d". Default: that of the portfolio, else 1d',
)

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
  tags: z
    .array(z.string().min(1).max(60))
    .max(50)
    .optional()
    .describe('Words of the house that lists are narrowed by'),
  unit: identifier.optional().describe('Id of the organisational unit that answers for its work'),
  phase: z
    .string()
    .optional()
    .describe(
      "The one it is in, in the house's own words, e.g. initiation; absent: the one of `phases` that today lies in",
    ),
  phases: phases.optional(),
  class: z.string().optional().describe("In the house's own words, e.g. strategic, mandatory, run"),
  priority: z.int().min(0).max(4).optional().describe('0 most urgent … 4 least'),
  budget: z.array(budgetEntry).optional(),
  committedStart: day.optional().describe('Day on which it was agreed to start, YYYY-MM-DD'),
  committedFinish: day.optional().describe('Day by which it was agreed to be finished, YYYY-MM-DD'),
  commitments: z
    .array(commitment)
    .optional()
    .describe('What else was promised for a day: a delivery, a milestone, an approval'),
  progress: progress.optional(),
  staleAfter: staleAfter.optional(),
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
  sponsor: z.string().optional(),
  manager: z.string().optional(),
  description: z.string().optional(),
  priority: z.int().min(0).max(4).optional().describe('0 most urgent … 4 least'),
  budget: z.array(budgetEntry).optional().describe('Absent: the sum of its projects, by currency'),
  committedFinish: day.optional().describe('Day by which all of it was agreed to be finished, YYYY-MM-DD'),
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
  budget: z.array(budgetEntry).optional().describe('Absent: the sum of its projects, by currency'),
  currency: currency
    .optional()
    .describe('In which money of several currencies is told, by the dated `rates`'),
  rates: z
    .array(exchangeRate)
    .optional()
    .describe('Without a rate, money of another currency is told beside, never added'),
  staleAfter: staleAfter.optional(),
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
