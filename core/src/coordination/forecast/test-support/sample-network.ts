import { ALWAYS, joinTables, type WorkingCalendar } from '../../../working-time/index.ts'
import {
  createNetwork,
  DRIVERS,
  LAG_KINDS,
  LINK_TYPES,
  type LagKindName,
  type LinkTypeName,
  type Network,
} from '../../schedule/index.ts'
import type { SimulationRequest, UncertainRisk } from '../simulation/simulation-request.ts'
import type { Spread } from '../spread/spread.ts'

/** A node of a sample: its spread, or a fixed number of minutes. */
export interface SampleNode {
  readonly minutes: number | Spread
  readonly calendar?: number
  readonly parent?: number
  readonly group?: number
}

export interface SampleLink {
  readonly from: number
  readonly to: number
  readonly type?: LinkTypeName
  readonly lag?: number
  readonly lagKind?: LagKindName
}

export interface Sample {
  readonly nodes: readonly SampleNode[]
  readonly links?: readonly SampleLink[]
  readonly calendars?: readonly WorkingCalendar[]
  /** Start of everything, absolute minutes; default 0. */
  readonly start?: number
  /** Default: one end of all nodes. */
  readonly ends?: readonly (readonly number[])[]
  readonly risks?: readonly (Omit<UncertainRisk, 'shape' | 'nodes'> & {
    readonly nodes: readonly number[]
    readonly spread?: Spread
  })[]
  readonly correlation?: number
}

/** The network of a sample. */
export function sampleNetwork({ nodes, links = [], start = 0 }: Sample): Network {
  const network = createNetwork({ nodes: nodes.length, links: links.length, projects: 1 })
  network.projectStart[0] = start
  for (const [at, { minutes, calendar = 0, parent = -1 }] of nodes.entries()) {
    network.duration[at] = typeof minutes === 'number' ? minutes : 0
    network.calendar[at] = calendar
    network.parent[at] = parent
    network.project[at] = 0
  }
  for (const [at, { from, to, type = 'FS', lag = 0, lagKind = 'working' }] of links.entries()) {
    network.from[at] = from
    network.to[at] = to
    network.type[at] = LINK_TYPES[type]
    network.lag[at] = lag
    network.lagKind[at] = LAG_KINDS[lagKind]
  }
  return network
}

/** A request for the finish of a sample; early dates are only looked at where nothing else sets a date. */
export function sampleRequest(sample: Sample, network: Network = sampleNetwork(sample)): SimulationRequest {
  const { nodes, calendars = [ALWAYS], ends = [[...nodes.keys()]], risks = [], correlation = 0 } = sample
  const shapes: Spread[] = [{ kind: 'uniform', low: 0, high: 1 }]
  const uncertain = [...nodes.entries()].flatMap(([node, { minutes, group = 0 }]) =>
    typeof minutes === 'number' ? [] : [{ node, shape: shapes.push(minutes) - 1, group, minutes }],
  )
  const place = ({ minutes }: { readonly minutes: Spread }): readonly [number, number] =>
    minutes.kind === 'samples'
      ? [0, 1]
      : minutes.kind === 'normal'
        ? [minutes.mean, minutes.deviation]
        : [minutes.low, minutes.high - minutes.low]
  const dates = new Float64Array(nodes.length).fill(sample.start ?? 0)
  return {
    network,
    calendars: joinTables(calendars.map(({ table }) => table)),
    early: {
      start: dates,
      finish: dates.slice(),
      driver: new Uint8Array(nodes.length).fill(DRIVERS.project),
    },
    defaultStart: sample.start ?? 0,
    links: Int32Array.from(sample.links?.keys() ?? []),
    parent: network.parent,
    ends: ends.map((list) => ({ nodes: Int32Array.from(list) })),
    shapes,
    durations: {
      node: Int32Array.from(uncertain, ({ node }) => node),
      shape: Int32Array.from(uncertain, ({ shape }) => shape),
      offset: Float64Array.from(uncertain, (one) => place(one)[0]),
      scale: Float64Array.from(uncertain, (one) => place(one)[1]),
      group: Int32Array.from(uncertain, ({ group }) => group),
    },
    risks: risks.map(({ probability, offset, scale, nodes: on, spread }) => ({
      probability,
      offset,
      scale,
      shape: spread === undefined ? 0 : shapes.push(spread) - 1,
      nodes: Int32Array.from(on),
    })),
    correlation,
  }
}
