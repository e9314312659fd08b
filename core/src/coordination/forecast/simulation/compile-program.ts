import { DRIVERS, LAG_KINDS, LINK_TYPES } from '../../schedule/index.ts'
import { shapeTable } from '../spread/shapes.ts'
import { TABLE_POINTS } from '../spread/quantile-table.ts'
import { programEnds } from './program-ends.ts'
import { programWindow } from './program-window.ts'
import { flatLinks, type FlatLinks } from './flat-links.ts'
import { nodeRule } from './node-rule.ts'
import { positionOrder, type PositionOrder } from './position-order.ts'
import { EDGE_BITS, EDGES, MODES, type SimulationProgram } from './program.ts'
import { simplifyPoints } from './simplify-points.ts'
import { sharedBytes, sharedFloats, sharedInts, sharedIntsOf } from './shared-arrays.ts'
import type { SimulationRequest } from './simulation-request.ts'

/**
 * Makes a network ready for very many forward passes. Only what the asked ends depend on is in it.
 */
export function compileProgram(request: SimulationRequest): SimulationProgram {
  const links = flatLinks(request)
  const asked = request.ends.flatMap(({ nodes }) =>
    [...nodes].filter((node) => !Number.isNaN(request.early.start[node] ?? Number.NaN)),
  )
  const order = positionOrder(request.network.size, links, asked)
  const positions = programPositions(request, order, links)
  const edges = programEdges(request, order, links)
  const ends = programEnds(request, order, { ...edges, mode: positions.mode, startCap: positions.startCap })
  simplifyPoints({ ...positions, ...edges }, request.calendars, ends.members)
  return {
    size: order.node.length,
    calendars: request.calendars,
    window: programWindow(request, { ...positions, ...edges }),
    ...positions,
    ...edges,
    ...ends,
    ...programDraws(request, order),
    ...programRisks(request, order),
  }
}

function programPositions(request: SimulationRequest, { node, position }: PositionOrder, links: FlatLinks) {
  const { network, durations } = request
  const size = node.length
  const columns = {
    node: sharedIntsOf(node),
    calendar: sharedIntsOf(node.map((at) => network.calendar[at] ?? 0)),
    mode: sharedBytes(size),
    duration: sharedFloats(size),
    floor: sharedFloats(size),
    floorTime: sharedFloats(size),
    finishTime: sharedFloats(size),
    finishFloor: sharedFloats(size),
    startCap: sharedFloats(size),
    finishCap: sharedFloats(size),
  }
  const uncertain = uncertainNodes(request)
  const starts = frameStarts(request)
  const summaries = new Uint8Array(network.size)
  for (const [at, type] of links.type.entries()) if (type === EDGES.below) summaries[links.to[at] ?? 0] = 1
  for (const [at, of] of node.entries()) {
    const project = network.project[of] ?? -1
    const start = starts[project < 0 ? network.projectCount : project] ?? Number.NaN
    // A start that was found may lie behind that of an odd calendar; nothing begins before its own early start anyway.
    const earliest = network.projectFromFinish[project] === 1 ? (request.early.start[of] ?? start) : start
    const rule = nodeRule(request, of, { start: Math.min(start, earliest), uncertain: uncertain[of] === 1 })
    const summary = summaries[of] === 1
    columns.mode[at] = summary ? MODES.summary : rule.mode
    columns.floor[at] = rule.floor
    columns.floorTime[at] = rule.floorTime
    columns.finishTime[at] = rule.finishTime
    columns.finishFloor[at] = rule.finishFloor
    columns.startCap[at] = rule.startCap
    columns.finishCap[at] = rule.finishCap
    columns.duration[at] = summary ? 0 : leftOf(request, of)
  }
  for (const [column, of] of durations.node.entries())
    if ((position[of] ?? -1) >= 0 && durations.scale[column] === 0)
      columns.duration[position[of] ?? 0] = Math.max(0, durations.offset[column] ?? 0)
  return columns
}

/** Duration that is still to be worked. */
function leftOf({ network }: SimulationRequest, node: number): number {
  const left = network.remaining[node] ?? Number.NaN
  const begun = !Number.isNaN(network.actualStart[node] ?? Number.NaN)
  return begun && !Number.isNaN(left) ? left : (network.duration[node] ?? 0)
}

function uncertainNodes({ network, durations, risks }: SimulationRequest): Uint8Array {
  const uncertain = new Uint8Array(network.size)
  for (const node of durations.node) uncertain[node] = 1
  for (const risk of risks) for (const node of risk.nodes) uncertain[node] = 1
  return uncertain
}

/** The start of each project (of nodes without one at the place after the last), as the schedule took it. */
function frameStarts({ network, early, defaultStart }: SimulationRequest): Float64Array {
  const found = new Float64Array(network.projectCount).fill(Infinity)
  for (const [node, driver] of early.driver.entries()) {
    const project = network.project[node] ?? -1
    const start = early.start[node] ?? Number.NaN
    if (driver === DRIVERS.project && start < (found[project] ?? -Infinity)) found[project] = start
  }
  const starts = new Float64Array(network.projectCount + 1).fill(defaultStart)
  for (const [project, start] of network.projectStart.entries()) {
    const earliest = found[project] ?? Infinity
    // Scheduled from its finish, it starts where those begin that nothing else holds.
    if (!Number.isNaN(start)) starts[project] = start
    else if (network.projectFromFinish[project] === 1 && earliest < Infinity) starts[project] = earliest
  }
  return starts
}

function programEdges(request: SimulationRequest, { node, position }: PositionOrder, links: FlatLinks) {
  const { network } = request
  const edges: {
    readonly to: number
    readonly from: number
    readonly form: number
    readonly lag: number
    readonly calendar: number
  }[] = []
  for (const [at, link] of links.link.entries()) {
    const from = position[links.from[at] ?? 0] ?? -1
    const to = position[links.to[at] ?? 0] ?? -1
    if (from < 0 || to < 0) continue
    const across =
      network.calendar[node[from] ?? 0] === network.calendar[node[to] ?? 0] ? 0 : EDGE_BITS.across
    const kind = link < 0 ? LAG_KINDS.working : (network.lagKind[link] ?? LAG_KINDS.working)
    const lag = link < 0 ? 0 : (network.lag[link] ?? 0)
    const elapsed = kind === LAG_KINDS.elapsed || kind === LAG_KINDS.elapsedPercent
    const own = network.calendar[node[to] ?? 0] ?? 0
    const toward = link < 0 ? own : (network.calendar[network.to[link] ?? 0] ?? 0)
    const calendar = toward === own || lag === 0 || elapsed ? -1 : toward
    const share = kind === LAG_KINDS.percent || kind === LAG_KINDS.elapsedPercent
    edges.push({
      from,
      to,
      lag: share ? lag / 100 : lag,
      calendar,
      form:
        (links.type[at] ?? EDGES.FS) |
        across |
        (calendar < 0 ? 0 : EDGE_BITS.across) |
        (elapsed && lag !== 0 ? EDGE_BITS.elapsed : 0) |
        (share && lag !== 0 ? EDGE_BITS.share : 0),
    })
  }
  const plain = (form: number): number => (form === LINK_TYPES.FS ? 0 : 1)
  edges.sort(
    (one, other) => one.to - other.to || plain(one.form) - plain(other.form) || one.from - other.from,
  )
  const firstEdge = sharedInts(node.length + 1)
  const plainEnd = sharedInts(node.length)
  const edgeFrom = sharedIntsOf(edges.map(({ from }) => from))
  const edgeLag = sharedFloats(edges.length)
  const edgeForm = sharedBytes(edges.length)
  const edgeCalendar = sharedIntsOf(edges.map(({ calendar }) => calendar))
  let next = 0
  for (let at = 0; at < node.length; at += 1) {
    firstEdge[at] = next
    plainEnd[at] = next
    for (let edge = edges[next]; edge?.to === at; edge = edges[next]) {
      edgeLag[next] = edge.lag
      edgeForm[next] = edge.form
      next += 1
      if (plain(edge.form) === 0) plainEnd[at] = next
    }
  }
  firstEdge[node.length] = next
  return { firstEdge, plainEnd, edgeFrom, edgeLag, edgeForm, edgeCalendar }
}

function programDraws(request: SimulationRequest, { position }: PositionOrder) {
  const { durations, shapes } = request
  const draws = [...durations.node.keys()]
    .filter((at) => (position[durations.node[at] ?? 0] ?? -1) >= 0 && durations.scale[at] !== 0)
    .toSorted(
      (one, other) => placeOf(position, durations.node, one) - placeOf(position, durations.node, other),
    )
  const tables = sharedFloats(shapes.length * TABLE_POINTS)
  for (const [at, shape] of shapes.entries()) tables.set(shapeTable(shape), at * TABLE_POINTS)
  const drawOffset = sharedFloats(draws.length)
  const drawScale = sharedFloats(draws.length)
  for (const [at, draw] of draws.entries()) {
    drawOffset[at] = durations.offset[draw] ?? 0
    drawScale[at] = durations.scale[draw] ?? 0
  }
  const groupOf = (draw: number): number => durations.group[draw] ?? 0
  return {
    tables,
    drawOffset,
    drawScale,
    drawPosition: sharedIntsOf(draws.map((draw) => placeOf(position, durations.node, draw))),
    drawTable: sharedIntsOf(draws.map((draw) => (durations.shape[draw] ?? 0) * TABLE_POINTS)),
    drawGroup: sharedIntsOf(draws.map(groupOf)),
    drawOrigin: sharedIntsOf(draws),
    groups: draws.reduce((most, draw) => Math.max(most, groupOf(draw) + 1), 0),
    correlation: request.correlation,
  }
}

function programRisks({ risks }: SimulationRequest, { position }: PositionOrder) {
  const nodes = risks.map((risk) =>
    [...risk.nodes].map((node) => position[node] ?? -1).filter((at) => at >= 0),
  )
  const riskFirst = sharedInts(risks.length + 1)
  for (const [at, list] of nodes.entries()) riskFirst[at + 1] = (riskFirst[at] ?? 0) + list.length
  const floats = (pick: (risk: (typeof risks)[number]) => number): Float64Array => {
    const array = sharedFloats(risks.length)
    array.set(risks.map(pick))
    return array
  }
  return {
    riskProbability: floats(({ probability }) => probability),
    riskOffset: floats(({ offset }) => offset),
    riskScale: floats(({ scale }) => scale),
    riskTable: sharedIntsOf(risks.map(({ shape }) => shape * TABLE_POINTS)),
    riskFirst,
    riskPositions: sharedIntsOf(nodes.flat()),
  }
}

function placeOf(position: Int32Array, nodes: Int32Array, at: number): number {
  return position[nodes[at] ?? 0] ?? -1
}
