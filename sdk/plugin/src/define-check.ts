import { z } from 'zod'
import { BRAND, type Branded } from './brand.ts'
import type { CheckContext, CheckEvaluation, Grain, Need } from './check/index.ts'

/** How bad it is that a check fails. See {@link defineCheck}. */
export type CheckSeverity = 'info' | 'warning' | 'error'

/** A rule of a standard as an author writes it; see {@link defineCheck}. */
export interface CheckDefinition<Params extends z.ZodObject, G extends Grain, N extends Need> {
  /** Stable, dotted: `schedule.overdue-open-work`. Findings, waivers and scorecards go by it. */
  readonly id: string
  /** Version of the rule, `1.0.0`. Counts up whenever the same data may get another verdict. */
  readonly version: string
  /** The rule as a sentence that holds when it passes: "No open work past its due date". */
  readonly title: string
  /** Where the standard says so: `house-standard/4.2`, `PAM 200.1 metric 7`. */
  readonly clause?: string
  /** How it is measured: "links with a negative lag / links". The document of a pack shows it. */
  readonly formula?: string
  /** Where the rule and its figures come from: titles, editions, addresses. */
  readonly sources?: readonly string[]
  /** How bad it is that it fails. */
  readonly severity: CheckSeverity
  /** Why anyone should care, in a sentence or two. */
  readonly why: string
  /** What a PMO may set. Every field has a default and a description. Absent: nothing. */
  readonly params?: Params
  /** What one evaluation sees. */
  readonly grain: G
  /** Kinds of records and computed facts that it reads. Where one is missing, the verdict is `unknown`. */
  readonly needs: readonly N[]
  /** Pure: a function of what it is given, without clock, chance, state or I/O. */
  readonly evaluate: (
    context: CheckContext<G, N, z.output<Params>>,
  ) => CheckEvaluation | readonly CheckEvaluation[]
}

/** A check with its type parameters erased, as the host holds it. See {@link defineCheck}. */
export interface AnyCheck extends Branded<'check'> {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly clause?: string
  readonly formula?: string
  readonly sources?: readonly string[]
  readonly severity: CheckSeverity
  readonly why: string
  readonly params: z.ZodObject
  readonly grain: Grain
  readonly needs: readonly Need[]
  readonly evaluate: (context: unknown) => CheckEvaluation | readonly CheckEvaluation[]
}

/**
 * Describes a rule of a standard: what it looks at, what it needs to know, and how it judges. Any number of
 * checks may be in one plugin.
 *
 * @example
 * ```ts
 * const check = defineCheck({
 *   id: 'agile.work-has-an-owner', version: '1.0.0', title: 'Work in progress has an owner',
 *   severity: 'warning', why: 'What nobody owns, nobody finishes.',
 *   grain: 'item', needs: ['workItem'],
 *   evaluate({ workItem }) {
 *     if (workItem.statusCategory !== 'in_progress') {
 *       return { verdict: 'not_applicable', evidence: [], message: 'It is not in progress.' }
 *     }
 *     const owned = (workItem.assignees ?? []).length > 0
 *     return {
 *       verdict: owned ? 'pass' : 'fail',
 *       evidence: cite(workItem, 'assignees', 'status'),
 *       message: owned ? 'It has an owner.' : 'It is in progress and has no owner.',
 *     }
 *   },
 * })
 * ```
 */
export function defineCheck<
  const G extends Grain,
  const N extends Need,
  Params extends z.ZodObject = z.ZodObject<Record<never, never>>,
>(definition: CheckDefinition<Params, G, N>): AnyCheck {
  // Type parameters end here: the evaluator hands a check only what its own grain, needs and params call for.
  return { params: z.object({}), ...definition, [BRAND]: 'check' } as unknown as AnyCheck
}
