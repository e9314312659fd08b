import { NODE_FLAGS, type Network } from '../schedule/index.ts'
import type { WorkingCalendar } from '../../working-time/index.ts'
import type { LinkDraft } from './collect-links.ts'
import { ELAPSED } from './network-calendars.ts'
import type { NetworkNode } from './network-node.ts'
import type { NodeDates } from './node-dates.ts'

/** What dates of placeholders are taken from. */
export interface PlaceholderFacts {
  readonly network: Network
  readonly nodes: readonly NetworkNode[]
  readonly calendars: readonly WorkingCalendar[]
}

/**
 * Dates of a predecessor that is not synced. A plan that waits for it has taken it into account: its successor's
 * planned start is the latest at which it can be done. Of several successors the earliest tells. Where none has a date
 * it moves nothing, and is reported as an unknown end.
 *
 * @param outgoing the links that lead away from it
 */
export function placeholderDates(
  outgoing: readonly LinkDraft[],
  facts: PlaceholderFacts,
): NodeDates & { readonly isDated: boolean } {
  const known = outgoing.flatMap((link) => {
    const time = latest(link, facts)
    return time === undefined ? [] : [{ time, successor: facts.nodes[link.to] }]
  })
  const first = known.reduce<(typeof known)[number] | undefined>(
    (one, other) => (one === undefined || other.time < one.time ? other : one),
    undefined,
  )
  const common = { stated: {}, scheduling: 'placeholder' as const }
  if (first === undefined) {
    const flags = NODE_FLAGS.inactive | NODE_FLAGS.noEnd
    return { ...common, isDated: false, values: { duration: 0, calendar: ELAPSED, flags }, assumptions: [] }
  }
  const { time, successor } = first
  return {
    ...common,
    isDated: true,
    values: {
      duration: 0,
      calendar: ELAPSED,
      flags: NODE_FLAGS.manual | NODE_FLAGS.milestone | NODE_FLAGS.noEnd,
      plannedStart: time,
      plannedFinish: time,
    },
    assumptions: [
      {
        field: 'finish',
        source: 'successor-dates',
        value: time,
        basis: `Finish: it is not synced; taken as done in time for ${successor?.key ?? successor?.title ?? 'its successor'} as that is planned.`,
      },
    ],
  }
}

/** The latest time of the predecessor that keeps its successor's planned date. */
function latest(link: LinkDraft, { network, nodes, calendars }: PlaceholderFacts): number | undefined {
  const { type, to, lag, lagKind } = link
  const successor = nodes[to]
  if (successor === undefined || successor.scheduling === 'placeholder') return undefined
  const date = type === 'FS' || type === 'SS' ? successor.stated.start : successor.stated.finish
  if (date === undefined) return undefined
  // A percentage of nothing is nothing: a placeholder has no duration.
  if (lag === 0 || lagKind === 'percent' || lagKind === 'elapsedPercent') return date
  if (lagKind === 'elapsed') return date - lag
  return calendars[network.calendar[to] ?? ELAPSED]?.add(date, -lag) ?? date
}
