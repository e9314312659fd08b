import { RandomStream } from '../../core/src/coordination/forecast/random/random-stream.ts'
import type { SimulationProgram } from '../../core/src/coordination/forecast/simulation/program.ts'
import { TABLE_PARTS } from '../../core/src/coordination/forecast/spread/quantile-table.ts'
import { LINK_TYPES, type Network } from '../../core/src/coordination/schedule/index.ts'
import type { BareOrder } from './critical-path.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/**
 * The least that a simulation can be: draws durations with the product's generator and passes forward over flat arrays without
 * calendars, in one thread. Gives the latest finish of each iteration.
 */
export function forecastFloor(
  network: Network,
  order: BareOrder,
  program: SimulationProgram,
  asked: { readonly iterations: number; readonly pass: boolean },
): Float64Array {
  const { iterations } = asked
  const flat = flatNetwork(network, order)
  const durations = Float64Array.from(order.order, (node) => network.duration[node]!)
  const place = new Int32Array(network.size)
  for (const [at, node] of order.order.entries()) place[node] = at
  const drawn = Int32Array.from(program.drawPosition, (at) => place[program.node[at]!]!)
  const shares = new Float64Array(drawn.length)
  const stream = new RandomStream()
  const latest = new Float64Array(iterations)
  const draw = (iteration: number): void => {
    stream.begin(1, iteration)
    stream.next(shares, shares.length)
    const { tables, drawTable, drawOffset, drawScale } = program
    for (let at = 0; at < drawn.length; at++) {
      const share = shares[at]! * TABLE_PARTS
      const part = share | 0
      const entry = drawTable[at]! + part
      const low = tables[entry]!
      durations[drawn[at]!] =
        drawOffset[at]! + drawScale[at]! * (low + (share - part) * (tables[entry + 1]! - low))
    }
  }
  for (let iteration = 0; iteration < iterations; iteration++) {
    draw(iteration)
    if (asked.pass) latest[iteration] = pass(flat, durations)
  }
  return latest
}

interface FlatNetwork {
  readonly first: Int32Array
  readonly from: Int32Array
  readonly type: Uint8Array
  readonly lag: Float64Array
  readonly start: Float64Array
  readonly finish: Float64Array
}

/** Nodes and links in the order of the pass, so that it runs through memory from front to back. */
function flatNetwork(network: Network, { order, predecessorAt, predecessors }: BareOrder): FlatNetwork {
  const place = new Int32Array(network.size)
  for (const [at, node] of order.entries()) place[node] = at
  const first = new Int32Array(network.size + 1)
  const links: number[] = []
  for (const [at, node] of order.entries()) {
    first[at] = links.length
    for (let link = predecessorAt[node]!; link < predecessorAt[node + 1]!; link++)
      links.push(predecessors[link]!)
  }
  first[network.size] = links.length
  return {
    first,
    from: Int32Array.from(links, (link) => place[network.from[link]!]!),
    type: Uint8Array.from(links, (link) => network.type[link]!),
    lag: Float64Array.from(links, (link) => network.lag[link]!),
    start: new Float64Array(network.size),
    finish: new Float64Array(network.size),
  }
}

/** The latest finish: four link types, lags, and nothing else. */
function pass({ first, from, type, lag, start, finish }: FlatNetwork, durations: Float64Array): number {
  let end = 0
  let link = 0
  for (let at = 0; at < durations.length; at++) {
    const length = durations[at]!
    let begin = 0
    for (const last = first[at + 1]!; link < last; link++) {
      const kind = type[link]!
      const before = from[link]!
      let bound = (kind === LINK_TYPES.FS || kind === LINK_TYPES.FF ? finish : start)[before]! + lag[link]!
      if (kind === LINK_TYPES.FF || kind === LINK_TYPES.SF) bound -= length
      if (bound > begin) begin = bound
    }
    start[at] = begin
    finish[at] = begin + length
    if (finish[at]! > end) end = finish[at]!
  }
  return end
}
