import { cite, defineCheck, z, type Dependency, type Reference, type Sourced } from '@headless-pmo/sdk'
import { atMost, nothing, unknown } from '../verdict/verdict.ts'
import { PRACTICE } from '../verdict/sources.ts'
import { daysWord, percent } from '../verdict/words.ts'
import { daysSince, someDays } from '../work/days.ts'
import { byId, recordId } from '../work/record-id.ts'
import { isWork, type Item } from '../work/work-item.ts'
import { issueKey, namedIssues } from './named-issues.ts'

/** Issues that were closed without a pull request that names them: the other side of `agile.pull-request`. */
export const closedWithoutPullRequest = defineCheck({
  id: 'agile.closed-without-pull-request',
  version: '1.0.0',
  title: 'Issues that are closed were done by a pull request',
  formula:
    'issues with a key that were finished within `days`, and that no pull request names in its title or description, has as its parent, or is linked with / issues with a key that were finished within `days`; where pull requests were finished within `days`',
  sources: [PRACTICE],
  severity: 'info',
  why: 'An issue that is closed with nothing to show for it was dropped, done elsewhere, or changed something that nobody looked at.',
  params: z.object({
    days: someDays(28, 'Days before today within which issues and pull requests were finished'),
    share: z.number().min(0).max(1).default(0.5).describe('Share of these issues that may have none'),
    leaveOut: z
      .array(z.string())
      .default(['documentation', 'question', 'support'])
      .describe('Labels of issues that need no pull request'),
  }),
  grain: 'project',
  needs: ['workItem', 'dependency'],
  evaluate({ project, workItems, dependencies, params, today, resolve }) {
    const done = workItems.filter(({ statusCategory }) => statusCategory === 'done')
    const wasRecent = ({ finished }: Item): boolean =>
      finished !== undefined && daysSince(finished, today) >= 0 && daysSince(finished, today) <= params.days
    const pulls = workItems.filter(({ type, statusCategory }) => {
      return type === 'pull_request' && statusCategory !== 'cancelled'
    })
    if (!pulls.some((pull) => pull.statusCategory === 'done' && wasRecent(pull)))
      return nothing(`No pull request was finished in the last ${daysWord(params.days)}.`)
    const asked = done.filter((item) => isAsked(item, params.leaveOut))
    if (asked.length > 0 && asked.every(({ finished }) => finished === undefined))
      return unknown('When issues were closed is not known.')
    const issues = byId(asked.filter(wasRecent), (item) => item)
    if (issues.length === 0) return nothing(`No issue was closed in the last ${daysWord(params.days)}.`)
    const named = new Set(
      pulls.flatMap(({ key, title, description = '' }) => namedIssues(`${title}\n${description}`, key)),
    )
    const find = (from: Sourced, reference: Reference | undefined): string[] => {
      const item = resolve(from, reference, 'workItem')
      return item === undefined ? [] : [recordId(item)]
    }
    const linked = new Set([
      ...pulls.flatMap((pull) => find(pull, pull.parent)),
      ...ofPulls(dependencies, pulls, find),
    ])
    const bare = issues.filter((item) => {
      const key = issueKey(item)
      return !(key !== undefined && named.has(key)) && !linked.has(recordId(item))
    })
    const value = bare.length / issues.length
    return atMost({
      figure: { value, unit: 'share', part: bare.length, whole: issues.length, limit: params.share },
      found: `No pull request names ${bare.length} of ${issues.length} issues that were closed in the last ${daysWord(params.days)} (${percent(value)})`,
      wanted: `at most ${percent(params.share)} may have none`,
      evidence:
        bare.length === 0
          ? [{ project: project.id }]
          : bare.flatMap((item) => cite(item, 'finished', 'status')),
      advice: 'Name the issue in the pull request that does it; close what was not done as not planned.',
    })
  },
})

/** Somebody can name it, and code is what it asks for. */
function isAsked(item: Item, leaveOut: readonly string[]): boolean {
  const { type, key, labels = [] } = item
  return (
    isWork(item) && type !== 'epic' && key !== undefined && !labels.some((label) => leaveOut.includes(label))
  )
}

/** What links have a pull request at their other end. */
function ofPulls(
  links: readonly Sourced<Dependency>[],
  pulls: readonly Item[],
  find: (from: Sourced, reference: Reference) => readonly string[],
): readonly string[] {
  const ids = new Set(pulls.map(recordId))
  return links.flatMap((link) => {
    const ends = [...find(link, link.from), ...find(link, link.to)]
    return ends.some((end) => ids.has(end)) ? ends : []
  })
}
