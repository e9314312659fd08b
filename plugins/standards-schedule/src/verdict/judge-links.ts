import type { CheckEvaluation, Evidence, ScheduledLink, ScheduleFact } from '@headless-pmo/sdk'
import { keyOf } from '../plan/key.ts'
import { drawnLinks, linkKey } from '../plan/links.ts'
import { judgeShare, type ShareQuestion } from './judge-share.ts'
import { unknown } from './judge.ts'

/** Which share of the links is so. */
export interface LinkQuestion extends Pick<
  ShareQuestion<ScheduledLink>,
  'counts' | 'so' | 'limit' | 'within' | 'advice' | 'also'
> {
  /** The links that it is asked of; absent: all that somebody has drawn. */
  readonly among?: (link: ScheduledLink) => boolean
  readonly noun?: string
}

/** Counts links; unknown where the schedule does not tell them. */
export function judgeLinks(project: string, schedule: ScheduleFact, question: LinkQuestion): CheckEvaluation {
  const links = drawnLinks(schedule)
  if (links === undefined) return unknown('The links of the schedule are not told.')
  const { among = () => true, noun = 'links', ...rest } = question
  return judgeShare({
    ...rest,
    project,
    of: links.filter(among),
    noun,
    keyOf: linkKey,
    cite: ({ from, to }) => citeEnds(project, schedule, [from, to]),
  })
}

/** The ends of a link that the schedule of the project holds; of a link to elsewhere there is one. */
export function citeEnds(
  project: string,
  schedule: ScheduleFact,
  items: readonly ScheduledLink['from'][],
): readonly Evidence[] {
  const held = heldBy(schedule)
  return items
    .filter((item) => held.has(keyOf(item)))
    .map((item) => ({ fact: 'schedule', project, item, field: 'item' }))
}

const known = new WeakMap<ScheduleFact, ReadonlySet<string>>()

function heldBy(schedule: ScheduleFact): ReadonlySet<string> {
  const before = known.get(schedule)
  if (before !== undefined) return before
  const items = new Set(schedule.items.map(({ item }) => keyOf(item)))
  known.set(schedule, items)
  return items
}
