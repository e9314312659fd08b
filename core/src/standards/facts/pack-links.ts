import type { ScheduledLink } from '@headless-pmo/sdk'
import {
  zoneOfNode,
  type NetworkLink,
  type NetworkNode,
  type ScheduledPortfolio,
} from '../../coordination/index.ts'
import { localTimeOf } from '../../working-time/index.ts'
import { LAG_UNITS, LINK_COLUMNS, LINK_ORIGINS, type PackedLinks } from './packed-schedule.ts'
import { packPages } from './packed-text.ts'
import { Places } from './places.ts'
import type { ScheduleIndex } from './schedule-index.ts'

/** Kinds of lag of a network: percent of a duration, in working time or by the clock, is percent. */
const LAGS = ['working', 'elapsed', 'percent', 'percent'] as const

/**
 * The links of a project as numbers.
 *
 * @param places of the items of the project, by node
 */
export function packLinks(
  index: ScheduleIndex,
  project: string,
  places: ReadonlyMap<number, number>,
): PackedLinks {
  const { scheduled } = index
  const { network, nodes, links } = scheduled.portfolio
  const all = index.linksOf(project)
  const width = LINK_COLUMNS.length
  const columns = new Float64Array(new SharedArrayBuffer(all.length * width * 8))
  const connections = new Places<string>()
  const ends: ScheduledLink['from'][] = []
  const outside = new Map<number, number>()
  const refs: string[] = []
  const dated: PackedLinks['dated'][number][] = []
  const endOf = (node: number): number | undefined => {
    const place = places.get(node) ?? outside.get(node)
    if (place !== undefined) return place
    // A project, too, can wait for another: it is no record that could be named.
    const key = keyOfNode(nodes[node])
    if (key === undefined) return undefined
    ends.push(key)
    outside.set(node, -ends.length)
    return -ends.length
  }
  let count = 0
  for (const link of all) {
    const known = links[link]
    if (known?.confirmed !== true) continue
    const from = endOf(known.from)
    const to = endOf(known.to)
    if (from === undefined || to === undefined) continue
    const given = givenDates(scheduled, known)
    if (given !== undefined) dated.push([count, { given, own: ownDates(scheduled, known, given) }])
    let column = count * width
    const tell = (value: number): void => {
      columns[column++] = value
    }
    // In the order of the columns.
    tell(from)
    tell(to)
    tell(network.type[link] ?? 1)
    tell(LINK_ORIGINS.indexOf(known.origin))
    tell(known.origin !== 'milestone' && (from < 0 || to < 0) ? 1 : 0)
    tell(network.lag[link] ?? 0)
    tell(LAG_UNITS.indexOf(LAGS[network.lagKind[link] ?? 0] ?? 'working'))
    if (known.connection === undefined || known.ref === undefined) tell(NaN)
    else {
      tell(connections.of(known.connection))
      refs.push(known.ref)
    }
    count += 1
  }
  return { count, columns, ends, connections: connections.all, refs: packPages(refs), dated }
}

/** What the plan of a link holds of the end that is not its own. */
function givenDates(
  { portfolio }: ScheduledPortfolio,
  { connection, from, to }: NetworkLink,
): ScheduledLink['given'] {
  if (connection === undefined) return undefined
  const copies = (portfolio.standIns ?? []).filter((copy) => copy.connection === connection)
  const predecessor = copies.find(({ node }) => node === from)?.finish
  const successor = copies.find(({ node }) => node === to)?.start
  if (predecessor === undefined && successor === undefined) return undefined
  return {
    ...(predecessor !== undefined && { predecessor }),
    ...(successor !== undefined && { successor }),
  }
}

/** The same dates as the ends have them in their own schedules. */
function ownDates(
  scheduled: ScheduledPortfolio,
  { from, to }: NetworkLink,
  { predecessor, successor }: NonNullable<ScheduledLink['given']>,
): NonNullable<ScheduledLink['own']> {
  const { earlyFinish, earlyStart } = scheduled.schedule
  const [finish, start] = [earlyFinish[from] ?? NaN, earlyStart[to] ?? NaN]
  return {
    ...(predecessor !== undefined &&
      !Number.isNaN(finish) && { predecessor: localTimeOf(finish, zoneOfNode(scheduled.portfolio, from)) }),
    ...(successor !== undefined &&
      !Number.isNaN(start) && { successor: localTimeOf(start, zoneOfNode(scheduled.portfolio, to)) }),
  }
}

/** The key of a node that is a record, or stands for one that is not synced; undefined: it is a project. */
export function keyOfNode(node: NetworkNode | undefined): ScheduledLink['from'] | undefined {
  if (node === undefined || node.kind === 'project') return undefined
  const kind = node.kind === 'milestone' ? 'milestone' : 'workItem'
  return { connection: node.connection, kind, ref: node.ref }
}
