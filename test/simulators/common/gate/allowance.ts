import type { Violation } from './violation.ts'

/** A known defect of an API description: the tracker itself answers, or takes, what the description does not allow. */
export interface Allowance {
  readonly id: string
  readonly side: 'reply' | 'request'
  readonly operation: RegExp
  /** Matched against "<place> <problem>". */
  readonly problem: RegExp
  readonly reason: string
}

/** Whether the defect is what the violation shows. */
export const covers = (allowance: Allowance, violation: Violation): boolean =>
  allowance.side === violation.side &&
  allowance.operation.test(violation.operation) &&
  allowance.problem.test(`${violation.place} ${violation.problem}`)
