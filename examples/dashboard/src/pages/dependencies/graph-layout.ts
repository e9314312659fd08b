import { Graph, layout } from '@dagrejs/dagre'

/** A project's box: its middle, pixels. */
export interface NodePlace {
  readonly id: string
  readonly x: number
  readonly y: number
}

interface Point {
  readonly x: number
  readonly y: number
}

/** The way of an edge, from box to box, and where its number stands. */
export interface EdgePlace {
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
  readonly label: Point
}

export interface GraphPlaces {
  readonly nodes: readonly NodePlace[]
  readonly edges: readonly EdgePlace[]
  readonly width: number
  readonly height: number
}

export const NODE_WIDTH = 176
export const NODE_HEIGHT = 48
/** Room of an edge's number: a target for a finger. */
export const LABEL_WIDTH = 44
export const LABEL_HEIGHT = 26
const MARGIN = 16

/** Lays projects out from left to right, each after what it waits for where no ring forbids that (Sugiyama's method, by dagre). Pure. */
export function placesOf(
  nodes: readonly { readonly id: string }[],
  edges: readonly { readonly from: string; readonly to: string }[],
): GraphPlaces {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 24, edgesep: 16, ranksep: 56, marginx: MARGIN, marginy: MARGIN })
  // Names of the library's own records must not be hit by an id such as `__proto__` or an empty one.
  const nameOf = (id: string) => `p:${id}`
  for (const { id } of nodes) graph.setNode(nameOf(id), { width: NODE_WIDTH, height: NODE_HEIGHT })
  for (const { from, to } of edges) {
    graph.setEdge(nameOf(from), nameOf(to), { width: LABEL_WIDTH, height: LABEL_HEIGHT, labelpos: 'c' })
  }
  layout(graph)
  const placed = nodes.map(({ id }): NodePlace => {
    const { x = 0, y = 0 } = graph.node(nameOf(id))
    return { id, x, y }
  })
  const routed = edges.map(({ from, to }): EdgePlace => {
    const { points = [], x = 0, y = 0 } = graph.edge(nameOf(from), nameOf(to))
    return { from, to, points: points.map((one: Point) => ({ x: one.x, y: one.y })), label: { x, y } }
  })
  const { width = 0, height = 0 } = graph.graph()
  return { nodes: placed, edges: routed, width, height }
}

/** The path of an edge as SVG draws it, its corners rounded: through the middles of its stretches, bent by its points. */
export function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  const last = rest.at(-1) ?? first
  const bends = rest.slice(0, -1).map((bend, index) => {
    const next = rest[index + 1] ?? last
    const end = index === rest.length - 2 ? last : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 }
    return `Q${text(bend)} ${text(end)}`
  })
  return `M${text(first)}${bends.length === 0 ? `L${text(last)}` : bends.join('')}`
}

function text({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`
}
