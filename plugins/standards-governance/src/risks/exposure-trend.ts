import { defineCheck, z, type GovernanceFact } from '@headless-pmo/sdk'
import { judge, kept, rounded, unknown } from '../verdict/judge.ts'
import { PMO_PRACTICE } from '../verdict/sources.ts'

type Month = GovernanceFact['riskHistory'][number]

const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

/** The months at the end of the history that follow each other without a gap, oldest first. */
function lastRun(history: readonly Month[]): readonly Month[] {
  let run: Month[] = []
  for (const one of history) {
    const before = run.at(-1)
    if (before !== undefined && number(one.month) - number(before.month) === 1) run.push(one)
    else run = [one]
  }
  return run
}

/** Rises in a row up to the last month, and what they began with. */
function risesOf(run: readonly Month[]): {
  readonly rises: number
  readonly from: number
  readonly to: number
} {
  let [rises, from, to] = [0, Infinity, Infinity]
  for (const { exposure } of run) {
    if (exposure > to) rises += 1
    else [rises, from] = [0, exposure]
    to = exposure
  }
  return { rises, from, to }
}

/** Risk over time. */
export const exposureTrend = defineCheck({
  id: 'governance.exposure-trend',
  version: '1.0.0',
  title: 'Open risk does not rise month after month',
  clause: 'Cancelling a project: risk should fall over time',
  formula: 'months in a row, up to the last, in which probability times impact of open risks rose < periods',
  sources: [PMO_PRACTICE],
  severity: 'warning',
  why: 'Work that is done should take risk away: where it grows all the same, the project learns how little it knew.',
  params: z.object({
    periods: z.int().min(1).default(3).describe('Rises in a row that are a finding'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    const run = lastRun(governance.riskHistory)
    const evidence = [kept(project, { field: 'riskHistory' })]
    if (run.length <= params.periods)
      return unknown(
        `The open risk of ${run.length} months in a row is known; ${params.periods + 1} are needed.`,
        { evidence },
      )
    const { rises, from, to } = risesOf(run)
    return judge({
      figure: { value: rises, unit: 'count', limit: params.periods - 1, within: 'at_most' },
      found:
        rises === 0
          ? 'Open risk did not rise in the last month'
          : `Open risk rose ${rises} months in a row, from ${rounded(from)} to ${rounded(to)}`,
      evidence,
      advice: 'Look at the risks that were added or grew, and ask whether the business case still holds.',
    })
  },
})
