import { cite, defineCheck, definePlugin, z, type AnyCheck, type Plugin } from '@headless-pmo/sdk'

const DAY = 86_400_000

/** Days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY
}

/** A good check of items, as the base that mutants go wrong from. */
export const overdue = defineCheck({
  id: 'test.overdue',
  version: '1.0.0',
  title: 'No open work past its due date',
  severity: 'warning',
  why: 'A due date nobody meets is a plan nobody reads.',
  params: z.object({ toleranceDays: z.int().min(0).default(3).describe('Days of grace') }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params, today }) {
    const { due, statusCategory } = workItem
    if (due === undefined || statusCategory === 'done' || statusCategory === 'cancelled') {
      return { verdict: 'not_applicable', evidence: [], message: 'It is not open, or has no due date.' }
    }
    const late = daysBetween(due, today)
    const evidence = cite(workItem, 'due', 'statusCategory')
    if (late <= params.toleranceDays) return { verdict: 'pass', evidence, message: 'It is in time.' }
    const { connection, kind, ref } = workItem
    return {
      verdict: 'fail',
      evidence,
      message: `It is ${late} days past its due date.`,
      action: {
        text: 'Move the due date, or close it.',
        patch: [{ record: { connection, kind, ref }, set: { due: today } }],
      },
    }
  },
})

/** A good check of projects with several findings each. */
export const links = defineCheck({
  id: 'test.no-leads',
  version: '1.0.0',
  title: 'No link begins before its predecessor ends',
  severity: 'info',
  why: 'A lead hides work that nobody has planned.',
  grain: 'project',
  needs: ['dependency'],
  evaluate: ({ dependencies }) =>
    dependencies.map((link) => {
      const lead = link.lag !== undefined && 'minutes' in link.lag && link.lag.minutes < 0
      return {
        key: `${link.connection}/${link.ref}`,
        verdict: lead ? 'fail' : 'pass',
        evidence: cite(link, 'lag'),
        message: lead ? 'It has a lead.' : 'It has none.',
      }
    }),
})

/** A plugin of checks. */
export function checksPlugin(...checks: readonly AnyCheck[]): Plugin {
  return definePlugin({
    id: 'test-checks',
    title: 'Checks',
    version: '1.0.0',
    sdk: '^1.0.0',
    contributes: checks,
  })
}
