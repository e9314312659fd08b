import { useMemo, useState, type KeyboardEvent } from 'react'
import {
  LABEL_HEIGHT,
  LABEL_WIDTH,
  NODE_HEIGHT,
  NODE_WIDTH,
  pathOf,
  placesOf,
  type EdgePlace,
  type NodePlace,
} from './graph-layout.ts'
import { edgeText, namesOf, signsOf, toneOf, type ProjectEdge, type ProjectNode } from './network.ts'

const STEP = 1.25
const [SMALLEST, LARGEST] = [0.25, 2.5]
/** Letters that fit into a box. */
const FITS = 24

/** Projects as boxes, what waits to the right of what it waits for. Boxes and numbers are reached by the keyboard. */
export function NetworkGraph({
  nodes,
  edges,
  project,
  choose,
  open,
}: {
  readonly nodes: readonly ProjectNode[]
  readonly edges: readonly ProjectEdge[]
  readonly project: string | undefined
  readonly choose: (project: string) => void
  readonly open: (from: string, to: string) => void
}) {
  const [zoom, setZoom] = useState(1)
  const nameOf = useMemo(() => namesOf(nodes), [nodes])
  const { width, height, ...places } = useMemo(() => placesOf(nodes, edges), [nodes, edges])
  const near = nearOf(edges, project)
  return (
    <div className="stack">
      <div className="row" role="group" aria-label="Zoom">
        <button
          type="button"
          className="button"
          aria-label="Zoom out"
          onClick={() => setZoom(Math.max(SMALLEST, zoom / STEP))}
        >
          −
        </button>
        <button
          type="button"
          className="button"
          aria-label="Zoom in"
          onClick={() => setZoom(Math.min(LARGEST, zoom * STEP))}
        >
          +
        </button>
        <span className="quiet" role="status">
          {Math.round(zoom * 100)} %
        </span>
      </div>
      <div className="network" role="region" aria-label="Graph of projects" tabIndex={0}>
        <svg
          width={width * zoom}
          height={height * zoom}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={`${nodes.length} projects and ${edges.length} pairs of which one waits for the other`}
        >
          <Arrows />
          {places.edges.map((place, index) => {
            const edge = edges[index]
            if (edge === undefined) return null
            const isFar = project !== undefined && edge.from !== project && edge.to !== project
            return (
              <Edge
                key={`${edge.from}\n${edge.to}`}
                edge={edge}
                place={place}
                isFar={isFar}
                nameOf={nameOf}
                open={() => open(edge.from, edge.to)}
              />
            )
          })}
          {places.nodes.map((place, index) => {
            const node = nodes[index]
            if (node === undefined) return null
            return (
              <Box
                key={node.id}
                node={node}
                place={place}
                isChosen={node.id === project}
                isFar={near !== undefined && !near.has(node.id)}
                choose={() => choose(node.id)}
              />
            )
          })}
        </svg>
      </div>
      <p className="quiet">
        An arrow leads from a project to the one that waits for it; its number is how many links there are.
        Red and !: contradicted by dates; red and ∞: items wait for each other. Dashed and ↻: projects in a
        ring. ?: found in texts and not confirmed. Bold: on the critical path. A project, when chosen, stands
        out with its neighbours; a number opens its links.
      </p>
    </div>
  )
}

/** The chosen project and those tied to it; undefined: none is chosen. */
function nearOf(edges: readonly ProjectEdge[], project: string | undefined): ReadonlySet<string> | undefined {
  if (project === undefined) return undefined
  const ends = edges.filter(({ from, to }) => from === project || to === project)
  return new Set([project, ...ends.flatMap(({ from, to }) => [from, to])])
}

const TONES = ['plain', 'critical', 'ring', 'bad'] as const

/** Heads of arrows, a colour each. */
function Arrows() {
  return (
    <defs>
      {TONES.map((tone) => (
        <marker
          key={tone}
          id={`arrow-${tone}`}
          className={`arrow-${tone}`}
          viewBox="0 0 8 8"
          refX="8"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0,0L8,4L0,8z" />
        </marker>
      ))}
    </defs>
  )
}

function Edge({
  edge,
  place: { points, label },
  isFar,
  nameOf,
  open,
}: {
  readonly edge: ProjectEdge
  readonly place: EdgePlace
  readonly isFar: boolean
  readonly nameOf: (project: string) => string
  readonly open: () => void
}) {
  const tone = toneOf(edge)
  return (
    <g className={`edge edge-${tone} ${edge.inRing ? 'edge-dashed' : ''} ${isFar ? 'far' : ''}`}>
      <path d={pathOf(points)} markerEnd={`url(#arrow-${tone})`} />
      <g
        role="button"
        tabIndex={0}
        aria-label={`${edgeText(edge, nameOf)}; show the links`}
        onClick={open}
        onKeyDown={pressed(open)}
        transform={`translate(${label.x},${label.y})`}
      >
        <rect
          x={-LABEL_WIDTH / 2}
          y={-LABEL_HEIGHT / 2}
          width={LABEL_WIDTH}
          height={LABEL_HEIGHT}
          rx={LABEL_HEIGHT / 2}
        />
        {/* The label says it in words; a name that begins otherwise than what is read would puzzle. */}
        <text aria-hidden="true">
          {edge.links}
          {signsOf(edge)}
        </text>
      </g>
    </g>
  )
}

function Box({
  node: { name, incoming, outgoing },
  place: { x, y },
  isChosen,
  isFar,
  choose,
}: {
  readonly node: ProjectNode
  readonly place: NodePlace
  readonly isChosen: boolean
  readonly isFar: boolean
  readonly choose: () => void
}) {
  return (
    <g
      className={`node ${isChosen ? 'node-chosen' : ''} ${isFar ? 'far' : ''}`}
      role="button"
      tabIndex={0}
      aria-pressed={isChosen}
      onClick={choose}
      onKeyDown={pressed(choose)}
      transform={`translate(${x},${y})`}
    >
      <title>{name}</title>
      <rect x={-NODE_WIDTH / 2} y={-NODE_HEIGHT / 2} width={NODE_WIDTH} height={NODE_HEIGHT} rx="8" />
      <text y="-8">{name.length > FITS ? `${name.slice(0, FITS - 1)}…` : name}</text>
      <text y="12" className="node-counts">
        {incoming} in · {outgoing} out
      </text>
    </g>
  )
}

/** What a button does by the keyboard. */
function pressed(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    act()
  }
}
