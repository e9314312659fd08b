import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { demand, nothing } from '../verdict/verdict.ts'
import { isOpen } from '../work/work-item.ts'

/** How issues are named in texts: #12, ABC-12, …/issues/12. */
const MENTION = /#\d|\b[A-Z][A-Z0-9_]+-\d|\/issues\/\d/

/** Pull requests that no issue asks for. */
export const pullRequest = defineCheck({
  id: 'agile.pull-request',
  version: '1.0.0',
  title: 'A pull request names the issue that it is for',
  formula:
    'an open pull request has a link, a parent, or an issue named in its title or description (#12, ABC-12, …/issues/12)',
  severity: 'info',
  why: 'Work that no issue asks for is planned by nobody, and appears in no report before it is there.',
  params: z.object({
    leaveOut: z
      .array(z.string())
      .default(['dependencies', 'chore'])
      .describe('Labels of pull requests that need no issue'),
  }),
  grain: 'item',
  needs: ['workItem', 'dependency'],
  evaluate({ workItem, dependencies, params }) {
    const { type, parent, title, description = '', labels = [] } = workItem
    if (type !== 'pull_request' || !isOpen(workItem)) return nothing('It is no open pull request.')
    const excused = labels.find((label) => params.leaveOut.includes(label))
    if (excused !== undefined) return nothing(`Its label "${excused}" needs no issue.`)
    const met = parent !== undefined || dependencies.length > 0 || MENTION.test(`${title}\n${description}`)
    return demand({
      met,
      found: met ? 'It names what it is for.' : 'It has no link, no parent, and names no issue.',
      evidence: [
        ...cite(workItem, 'title', 'description', 'parent'),
        ...dependencies.flatMap((link) => cite(link)),
      ],
      advice: 'Name the issue in its description, or write one.',
    })
  },
})
