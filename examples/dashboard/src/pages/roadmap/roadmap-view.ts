import { wordOf } from '../../ui/address-word.ts'
import { DAY, MOST_MS_PER_PX, LEAST_MS_PER_PX } from './time-scale.ts'

/** Most projects that an address may name. */
const MOST_PROJECTS = 20
/** Pixels a day. */
const CLOSEST = DAY / LEAST_MS_PER_PX
const WIDEST = DAY / MOST_MS_PER_PX

/** What a roadmap shows, as it stands in the address. */
export interface RoadmapView {
  readonly project: readonly string[]
  readonly program?: string
  readonly text?: string
  /** Whether the critical path stands out. */
  readonly critical: boolean
  /** Whether dependencies between projects are drawn. */
  readonly links: boolean
  /** Whether the promised dates are drawn. */
  readonly baseline: boolean
  /** Done and cancelled items too. */
  readonly over: boolean
  /** Pixels a day, and the day at the left edge; absent: everything fits. */
  readonly zoom?: number
  readonly at?: string
}

const SHOWN = { critical: true, links: true, baseline: true, over: false } as const

/** The view that an address names; what it says otherwise is passed over. */
export function roadmapViewOf(search: Readonly<Record<string, unknown>>): RoadmapView {
  const { project, at } = search
  const program = wordOf(search['program'])
  const text = wordOf(search['text'])
  const zoom = Number(search['zoom'])
  return {
    project: (Array.isArray(project) ? project : [project])
      .slice(0, MOST_PROJECTS)
      .map(wordOf)
      .filter((id) => id !== undefined),
    ...(program !== undefined && { program }),
    ...(text !== undefined && { text }),
    critical: flagOf(search, 'critical'),
    links: flagOf(search, 'links'),
    baseline: flagOf(search, 'baseline'),
    over: flagOf(search, 'over'),
    ...(Number.isFinite(zoom) && zoom > 0 && { zoom: Math.min(CLOSEST, Math.max(WIDEST, zoom)) }),
    ...(typeof at === 'string' && /^\d{4}-\d\d-\d\d$/.test(at) && !Number.isNaN(Date.parse(at)) && { at }),
  }
}

function flagOf(search: Readonly<Record<string, unknown>>, name: keyof typeof SHOWN): boolean {
  const value = search[name]
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : SHOWN[name]
}

/** The address of a view; what is as usual is left out. */
export function roadmapAddressOf(view: RoadmapView): Record<string, unknown> {
  const { project, program, text, zoom, at } = view
  const flags = Object.keys(SHOWN) as (keyof typeof SHOWN)[]
  return {
    ...(project.length > 0 && { project }),
    ...(program !== undefined && { program }),
    ...(text !== undefined && { text }),
    ...Object.fromEntries(
      flags.filter((name) => view[name] !== SHOWN[name]).map((name) => [name, view[name]]),
    ),
    ...(zoom !== undefined && { zoom: Number(zoom.toFixed(3)) }),
    ...(at !== undefined && { at }),
  }
}
