/** Limits of the evaluation of rules. */
export interface JudgeLimits {
  /** Milliseconds that one rule may take for one unit. */
  readonly ruleMs: number
  /** Megabytes of heap that a thread may use for one unit: its data, and what its rules make of it. */
  readonly memoryMb: number
  /** Milliseconds between two looks at which rule is at work. */
  readonly lookMs: number
  /** Units in which a rule may exceed a limit before it is left out of the rest of the run. */
  readonly patience: number
}

/** What holds unless something else is said. */
export const JUDGE_LIMITS: JudgeLimits = { ruleMs: 20_000, memoryMb: 1_024, lookMs: 250, patience: 3 }
