import { countText, dayText } from '../../ui/format.ts'
import type { Outputs } from '../../ui/api-types.ts'
import type { Shifted } from './roadmap-layout.ts'
import type { Bar } from './rows.ts'

export type Impact = Outputs['impact']['whatIf']

/** Something that is supposed: an item starts later, or earlier, by some calendar days. */
export interface Supposed {
  readonly item: string
  readonly title: string
  readonly days: number
}

/** How an item is named so that no other is meant; a milestone and an item may have the same number. */
export function addressOf({ kind, connection, ref, key }: Bar): string {
  return kind === 'milestone' ? `${connection}/milestone:${ref}` : `${connection}/${key ?? ref}`
}

/** What is supposed after one more supposition; a bar that is back where it is scheduled is supposed no more. Pure. */
export function withMove(supposed: readonly Supposed[], bar: Bar, days: number): readonly Supposed[] {
  const item = addressOf(bar)
  const others = supposed.filter((one) => one.item !== item)
  return days === 0 ? others : [...others, { item, title: bar.title, days }]
}

/** By how much something is supposed to move, in words. */
export function daysText(days: number): string {
  if (days === 0) return 'where it is scheduled'
  const count = Math.abs(days)
  return `${count} ${count === 1 ? 'day' : 'days'} ${days > 0 ? 'later' : 'earlier'}`
}

/** One supposition, in words. */
export function supposedText({ title, days }: Supposed): string {
  return `${title}: ${daysText(days)}`
}

/** What would follow, in one breath. Pure. @param nameOf name of a project by its id */
export function impactText(
  { moved, later, projects, commitments }: Impact,
  nameOf: (project: string) => string,
): string {
  const broken = commitments.filter(({ state }) => state === 'broken').length
  const worse = commitments.filter(({ state }) => state === 'worse').length
  return [
    moved === 0 ? 'Nothing else moves' : `${movedText(moved)}, ${later} later`,
    ...projects
      .filter(({ finishDays }) => finishDays > 0)
      .slice(0, 3)
      .map(({ project, finishDays }) => `${nameOf(project)} finishes ${daysText(finishDays)}`),
    broken === 0 ? 'no promise that is known breaks' : `${countText(broken, 'promise')} broken`,
    ...(worse === 0 ? [] : [`${countText(worse, 'promise')} broken already and now further off`]),
  ].join('; ')
}

const PROMISED_IN = { baseline: 'the baseline', plan: 'the plan of record' } as const

/**
 * A promise that would not be kept, in words. One milestone may be promised by its tracker and by a baseline, for the same day
 * and for others. Pure. @param nameOf name of a project by its id
 */
export function promiseText(
  { kind, node, name, project, by, lateAfter }: Impact['commitments'][number],
  nameOf: (project: string) => string,
): string {
  const what = node?.title ?? (project === undefined ? (name ?? 'A promise') : nameOf(project))
  const promise = kind === 'baseline' || kind === 'plan' ? `${what} in ${PROMISED_IN[kind]}` : what
  const named = name === undefined || name === what ? '' : ` “${name}”`
  const late = lateAfter === undefined ? '' : `: ${countText(Math.ceil(lateAfter), 'day')} late`
  return `${promise}${named} by ${dayText(by.day)}${late}`
}

/** How much moves, in words. */
export function movedText(moved: number): string {
  return moved === 1 ? '1 item or milestone moves' : `${moved} items and milestones move`
}

/** Which bar something is about; an item and a milestone may have the same number. */
export function barKey({
  connection,
  kind,
  ref,
}: {
  readonly connection: string
  readonly kind: string
  readonly ref: string
}): string {
  return `${connection}\n${kind}\n${ref}`
}

/** Where bars would be, by {@link barKey}. Pure. */
export function shiftedBy(impact: Impact | undefined): ReadonlyMap<string, Shifted> {
  const moves = impact === undefined ? [] : [...impact.items, ...impact.milestones, ...impact.summaries]
  return new Map(
    moves.flatMap(({ node, after }) =>
      after === undefined
        ? []
        : [[barKey(node), { start: Date.parse(after.start.at), finish: Date.parse(after.finish.at) }]],
    ),
  )
}
