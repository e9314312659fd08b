import type { NetworkNode, PortfolioNetwork } from '../../network/index.ts'
import { NODE_FLAGS } from '../../schedule/index.ts'
import type { UncertainDurations } from '../simulation/simulation-request.ts'
import type { Spread } from '../spread/spread.ts'
import { quantileOf, teamOf, type Basis, type PastRatios, type RatioClass } from './past-ratios.ts'

/** Where a spread comes from. */
export type SpreadSource = 'three-point' | 'history' | 'history-of-all' | 'default'

/** How long an item takes at least, most likely and at most, minutes of its whole duration. */
export interface ThreePoints {
  readonly low: number
  readonly likely?: number
  readonly high: number
}

/** How many times its duration an item takes of which nothing is known. */
export interface DefaultSpread {
  readonly low: number
  readonly likely: number
  readonly high: number
}

/** Without a setting: often a little longer, sometimes twice as long. */
export const DEFAULT_SPREAD: DefaultSpread = { low: 0.75, likely: 1, high: 2 }

/** Where the spread of one uncertain duration comes from, in words and numbers. */
export interface UncertainNode {
  readonly node: number
  readonly source: SpreadSource
  readonly basis: string
}

/**
 * Which durations are uncertain and how: stated three points first, then how earlier items of the same team came out, then those of
 * all teams, then a stated default (law 8: never no spread at all). Nodes are added one by one, so that many can be taken in turns.
 */
export class Uncertainty {
  readonly #portfolio: PortfolioNetwork
  readonly #past: PastRatios
  readonly #stated: ReadonlyMap<number, ThreePoints>
  readonly #default: DefaultSpread
  readonly #shapes: Spread[] = []
  readonly #shapeOf = new Map<string | RatioClass, number>()
  readonly #groups = new Map<string, number>()
  readonly #columns = {
    node: [] as number[],
    shape: [] as number[],
    offset: [] as number[],
    scale: [] as number[],
  }
  readonly #group: number[] = []
  readonly #origin: { readonly source: SpreadSource; readonly ratios?: RatioClass }[] = []

  constructor(parts: {
    readonly portfolio: PortfolioNetwork
    readonly past: PastRatios
    readonly stated: ReadonlyMap<number, ThreePoints>
    readonly spread?: DefaultSpread
  }) {
    this.#portfolio = parts.portfolio
    this.#past = parts.past
    this.#stated = parts.stated
    this.#default = parts.spread ?? DEFAULT_SPREAD
  }

  /** Looks at one node: work that is not done is uncertain, everything else is not. */
  add(index: number): void {
    const { network, nodes } = this.#portfolio
    const node = nodes[index]
    const over = ((network.flags[index] ?? 0) & (NODE_FLAGS.done | NODE_FLAGS.inactive)) !== 0
    if (node === undefined || node.kind !== 'workItem' || node.scheduling === 'summary' || over) return
    const duration = network.duration[index] ?? 0
    const begun = !Number.isNaN(network.actualStart[index] ?? Number.NaN)
    const remaining = network.remaining[index] ?? Number.NaN
    const left = begun && !Number.isNaN(remaining) ? remaining : duration
    if (!(left > 0) || !Number.isNaN(network.actualFinish[index] ?? Number.NaN)) return
    const stated = this.#stated.get(index)
    // Of what has begun, the part that is left is as uncertain as the whole.
    if (stated !== undefined) return this.#addStated(index, node, stated, duration > 0 ? left / duration : 1)
    const ratios = this.#past.classOf(node, basisOf(node))
    if (ratios === undefined) {
      const shape = this.#shape('default', () => ({ kind: 'pert', ...this.#default }))
      const { low, high } = this.#default
      this.#push(
        index,
        node,
        { shape, offset: left * low, scale: left * (high - low) },
        { source: 'default' },
      )
      return
    }
    const shape = this.#shape(ratios, () => ({ kind: 'samples', values: ratios.ratios }))
    const source = ratios.team === undefined ? 'history-of-all' : 'history'
    this.#push(index, node, { shape, offset: 0, scale: left }, { source, ratios })
  }

  get shapes(): readonly Spread[] {
    return this.#shapes
  }

  /** A shape for a spread that is not an item's: of a risk. */
  shapeOf(spread: Spread): number {
    return this.#shape(JSON.stringify(spread), () => spread)
  }

  durations(): UncertainDurations {
    const { node, shape, offset, scale } = this.#columns
    return {
      node: Int32Array.from(node),
      shape: Int32Array.from(shape),
      offset: Float64Array.from(offset),
      scale: Float64Array.from(scale),
      group: Int32Array.from(this.#group),
    }
  }

  /** How many durations have their spread from where. */
  counts(): Readonly<Record<SpreadSource, number>> {
    const counts = { 'three-point': 0, history: 0, 'history-of-all': 0, default: 0 }
    for (const { source } of this.#origin) counts[source] += 1
    return counts
  }

  /** Where the spread of column `at` of the durations comes from. */
  origin(at: number): UncertainNode {
    const { source, ratios } = this.#origin[at] ?? { source: 'default' as const }
    return { node: this.#columns.node[at] ?? -1, source, basis: basisText(source, ratios, this.#default) }
  }

  #addStated(index: number, node: NetworkNode, { low, likely, high }: ThreePoints, share: number): void {
    const most = likely ?? Math.min(high, Math.max(low, this.#portfolio.network.duration[index] ?? low))
    const mode = high > low ? (most - low) / (high - low) : 0
    const shape = this.#shape(`pert ${mode}`, () => ({ kind: 'pert', low: 0, likely: mode, high: 1 }))
    const placed = { shape, offset: low * share, scale: (high - low) * share }
    this.#push(index, node, placed, { source: 'three-point' })
  }

  #push(
    index: number,
    node: NetworkNode,
    { shape, offset, scale }: { readonly shape: number; readonly offset: number; readonly scale: number },
    origin: { readonly source: SpreadSource; readonly ratios?: RatioClass },
  ): void {
    this.#columns.node.push(index)
    this.#columns.shape.push(shape)
    this.#columns.offset.push(offset)
    this.#columns.scale.push(scale)
    const team = teamOf(node)
    const group = this.#groups.get(team) ?? this.#groups.size
    this.#groups.set(team, group)
    this.#group.push(group)
    this.#origin.push(origin)
  }

  #shape(key: string | RatioClass, make: () => Spread): number {
    const known = this.#shapeOf.get(key)
    if (known !== undefined) return known
    const at = this.#shapes.push(make()) - 1
    this.#shapeOf.set(key, at)
    return at
  }
}

/** What an item's duration was taken from; a stated one is compared as planned dates are. */
function basisOf({ assumptions }: NetworkNode): Basis {
  const source = assumptions.find(({ field }) => field === 'duration' || field === 'remaining')?.source
  if (source === 'remaining-work' || source === 'estimate') return 'estimate'
  if (source === 'points' || source === 'reference-class') return source
  return source === 'type-default' ? 'reference-class' : 'planned-dates'
}

const EXPECTED = {
  estimate: 'their estimate',
  'planned-dates': 'their planned duration',
  points: 'what their points stand for',
  'reference-class': 'the usual duration of their type',
} as const satisfies Record<Basis, string>

function basisText(source: SpreadSource, ratios: RatioClass | undefined, spread: DefaultSpread): string {
  if (source === 'three-point') return 'Three points that its tracker states.'
  if (ratios === undefined)
    return `Assumed: ${spread.low} to ${spread.high} times its duration, most likely ${spread.likely} times; too few finished items tell more.`
  const [low, high] = [quantileOf(ratios.ratios, 0.1), quantileOf(ratios.ratios, 0.9)]
  const whose = ratios.team === undefined ? 'all projects' : ratios.team
  return `Eight in ten of ${ratios.ratios.length} finished items of ${whose} took ${rounded(low)} to ${rounded(high)} times ${EXPECTED[ratios.basis]}.`
}

function rounded(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0)
}
