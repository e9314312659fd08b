import { z } from 'zod'
import { day } from '@headless-pmo/sdk'
import { identifier } from './identifier.ts'

const ruleId = z
  .string({ error: 'is no id of a rule; write e.g. "house.work-has-an-owner"' })
  .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+$/, {
    error: 'is no id of a rule; write lower-case words with a dot between, e.g. "house.work-has-an-owner"',
  })

const severity = z.enum(['info', 'warning', 'error'])

const texts = z.array(z.string().min(1)).min(1)

/** What may be set for a rule, and again for some of the projects. */
const settable = {
  enabled: z.boolean().optional().describe('false: it does not judge. Default true'),
  severity: severity.optional().describe('Default: that of the rule'),
  params: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Parameters of the rule; those left out keep what is set farther away'),
  owner: z
    .string()
    .min(1)
    .optional()
    .describe('Who has to put right what it finds: manager, sponsor, unit-head, assignee, or a name'),
  dueDays: z
    .int()
    .min(0)
    .max(3650)
    .optional()
    .describe('Days from the day it opens within which a finding is to be put right'),
  blocks: z
    .union([z.boolean(), texts])
    .optional()
    .describe('Gates that an open finding of it holds up: true for all, or their names'),
}

/** Projects that a rule is in force for; a value of each given list must match. */
const only = z.strictObject({
  portfolios: texts.optional().describe('Ids of portfolios'),
  programs: texts.optional().describe('Ids of programs'),
  projects: texts.optional().describe('Ids of projects'),
  units: texts.optional().describe('Ids of organisational units'),
  classes: texts.optional().describe('Classes of projects'),
  phases: texts.optional().describe('Phases that projects are in'),
})

const target = {
  project: identifier.optional().describe('Id of a project'),
  program: identifier.optional().describe('Id of a program'),
  portfolio: identifier.optional().describe('Id of a portfolio'),
  class: z.string().min(1).optional().describe('Class of projects'),
}

const override = z
  .strictObject({ ...target, ...settable })
  .refine(
    (one) =>
      [one.project, one.program, one.portfolio, one.class].filter((each) => each !== undefined).length === 1,
    { error: 'names no single place; write one of project, program, portfolio or class' },
  )

/** How a rule is set: everywhere, and nearer to a project otherwise. */
export const ruleSetting = z.strictObject({
  rule: ruleId.describe('Id of the rule; `pmo rules list` tells them'),
  ...settable,
  only: only.optional().describe('Where it is in force; absent: everywhere'),
  for: z
    .array(override)
    .optional()
    .describe('Otherwise for some: a project is nearer than its program, its portfolio and its class'),
  from: day.optional().describe('First day on which it holds, YYYY-MM-DD. Default: at once'),
})
/**
 * How a rule is set, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const setting: RuleSetting = {
 *   rule: 'agile.stale',
 *   params: { days: 14 },
 *   owner: 'assignee',
 *   for: [{ class: 'run', params: { days: 30 } }],
 * }
 * ```
 */
export type RuleSetting = z.infer<typeof ruleSetting>

const paramValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).min(1)])

/** A rule of the house: a sentence in CEL instead of code. */
export const houseRule = z.strictObject({
  id: ruleId,
  title: z
    .string()
    .min(1)
    .max(300)
    .describe('The rule as a sentence that holds when it passes: "Work in progress has an owner"'),
  why: z.string().min(1).max(2_000).describe('Why anyone should care'),
  clause: z.string().min(1).max(200).optional().describe('Where the house says so, e.g. "handbook/4.2"'),
  severity: severity.default('warning'),
  grain: z
    .enum(['item', 'project', 'portfolio'])
    .default('item')
    .describe('What one evaluation sees: a work item, a project, or everything'),
  applies: z
    .string()
    .min(1)
    .optional()
    .describe('CEL: what it judges at all; the rest is not applicable. Absent: everything'),
  fails: z
    .string({ error: "is no CEL expression; write text, e.g. 'has(item.due) && item.due < today'" })
    .min(1)
    .describe('CEL: it fails where this is true'),
  message: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .describe('What a finding says. Default: the title and the figures'),
  action: z.string().min(1).max(1_000).optional().describe('What to do about it'),
  params: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, { error: 'is no name of a parameter' }), paramValue)
    .optional()
    .describe('Parameters with their default values; expressions read them as params.<name>'),
  enabled: z.boolean().optional().describe('false: it is kept and tried, and judges nothing. Default true'),
  from: day.optional().describe('First day on which it holds, YYYY-MM-DD. Default: at once'),
})
/**
 * A rule of the house, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const rule: HouseRuleInput = {
 *   id: 'house.work-has-an-owner',
 *   title: 'Work in progress has an owner',
 *   why: 'What nobody owns, nobody finishes.',
 *   applies: 'item.statusCategory == "in_progress"',
 *   fails: 'item.assignees.size() == 0',
 * }
 * ```
 */
export type HouseRuleInput = z.input<typeof houseRule>
/** A rule of the house, defaults filled in. The shape of {@link houseRule}. */
export type HouseRule = z.output<typeof houseRule>

/** What expressions of the house may cost. */
export const expressionLimits = z.strictObject({
  terms: z.int().min(10).max(2_000).exactOptional().describe('Terms of an expression. Default 400'),
  steps: z
    .int()
    .min(1_000)
    .exactOptional()
    .describe(
      'Steps that one evaluation may take, where a list is taken to hold 1,000 elements. Default 200,000',
    ),
})
/** What expressions of the house may cost at most. The shape of {@link expressionLimits}. */
export type ExpressionLimits = z.infer<typeof expressionLimits>
