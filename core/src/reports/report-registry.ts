import type { ReportName } from './report-document.ts'

/** What is known of a report before it is made. */
export interface RegisteredReport {
  readonly report: ReportName
  readonly title: string
  /** The decision that it serves, where no setting names another. */
  readonly decision: string
  /** Role that answers for it, where no setting names another. */
  readonly owner: string
  /** What it is asked about. */
  readonly scope: 'portfolio' | 'project'
}

/**
 * The reports that there are. A report without a decision that somebody takes by it is not written: decision ← report ←
 * analysis ← input.
 */
export const REPORT_REGISTRY: readonly RegisteredReport[] = [
  {
    report: 'portfolio-status',
    title: 'Status of the portfolio',
    decision: 'Which projects need help, a change or a stop this week, and who settles it.',
    owner: 'PMO',
    scope: 'portfolio',
  },
  {
    report: 'project-status',
    title: 'Status of a project',
    decision: 'Whether the project goes on as agreed, or scope, people, money or days are changed.',
    owner: 'Project manager',
    scope: 'project',
  },
  {
    report: 'standards',
    title: 'Keeping the standards',
    decision: 'Which findings are put right first, which are waived, and which projects may pass their gate.',
    owner: 'PMO',
    scope: 'portfolio',
  },
]

/** A report by its name; every name has one. */
export function registered(report: ReportName): RegisteredReport {
  const found = REPORT_REGISTRY.find((one) => one.report === report)
  if (found === undefined) throw new Error(`The report ${report} is in no registry.`)
  return found
}
