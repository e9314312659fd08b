import { defineCheck, z, type GovernanceFact } from '@headless-pmo/sdk'
import { judge, kept, rounded, unknown } from '../verdict/judge.ts'
import { PMO_PRACTICE } from '../verdict/sources.ts'

type Month = GovernanceFact['riskHistory'][number]

const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

/** The months at the end of the history that follow each other without a gap, oldest first. */
function lastRun(history: readonly Month[]): readonly Month[] {
  let from = history.length - 1
  while (from > 0 && number(history[from]?.month ?? '') - number(history[from - 1]?.month ?? '') === 1)
    from -= 1
  return history.slice(Math.max(0, from))
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
    let rises = 0
    for (let at = run.length - 1; at > 0 && (run[at]?.exposure ?? 0) > (run[at - 1]?.exposure ?? 0); at -= 1)
      rises += 1
    const [first, last] = [run.at(-1 - rises), run.at(-1)]
    return judge({
      figure: { value: rises, unit: 'count', limit: params.periods - 1, within: 'at_most' },
      found:
        rises === 0
          ? 'Open risk did not rise in the last month'
          : `Open risk rose ${rises} months in a row, from ${rounded(first?.exposure ?? 0)} to ${rounded(last?.exposure ?? 0)}`,
      evidence,
      advice: 'Look at the risks that were added or grew, and ask whether the business case still holds.',
    })
  },
})
