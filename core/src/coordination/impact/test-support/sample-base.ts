import { NODE_FLAGS, networkOf, schedule, type LinkSpec, type NodeSpec } from '../../schedule/index.ts'
import {
  ALWAYS,
  compileCalendar,
  isCalendarProblem,
  joinTables,
  localTimeOf,
  minutesOf,
  STANDARD_CALENDAR,
  type WorkingCalendar,
} from '../../../working-time/index.ts'
import { LISTED, type ImpactBase } from '../impact-base.ts'
import { Outline } from '../outline.ts'
import type { Reschedule } from '../place-delays.ts'
import { fullReschedule } from './full-reschedule.ts'

/** Minutes of a working day of 8 hours. */
export const DAY = 480
/** Monday. */
export const TODAY = at('2026-03-02T08:00')

/** A local time in UTC as minutes. */
export function at(when: string): number {
  return minutesOf(when, 'UTC')
}

/** Minutes as the local time in UTC, to the minute. */
export function text(minutes: number): string {
  return Number.isFinite(minutes) ? localTimeOf(minutes, 'UTC').slice(0, 16) : String(minutes)
}

/** Monday to Friday, 8 hours, in UTC. */
export function standardCalendar(): WorkingCalendar {
  const calendar = compileCalendar(STANDARD_CALENDAR, { zone: 'UTC' })
  if (isCalendarProblem(calendar)) throw new Error(calendar.sentence)
  return calendar
}

/** A node of a sample: what the network knows of it, its project of the PMO and its people. */
export interface SampleNode extends NodeSpec {
  readonly belongsTo?: number
  readonly people?: readonly number[]
}

/** A base that begins on {@link TODAY}, in which each project has a frame of its own. */
export function sampleBase({
  nodes,
  links = [],
  projects = 1,
}: {
  readonly nodes: readonly SampleNode[]
  readonly links?: readonly LinkSpec[]
  readonly projects?: number
}): ImpactBase {
  const network = networkOf({
    nodes: nodes.map((node) => ({ noEarlierThan: TODAY, project: node.belongsTo ?? 0, ...node })),
    links,
    projects: Array.from({ length: projects }, () => ({ start: TODAY })),
  })
  const table = joinTables([standardCalendar().table, ALWAYS.table])
  const options = { defaultStart: TODAY }
  const outline = new Outline(network)
  const lists = nodes.map(({ people = [] }) => people)
  return {
    network,
    table,
    options,
    schedule: schedule(network, table, options),
    statusTime: TODAY,
    projectOf: Int32Array.from(nodes, ({ belongsTo = 0 }) => belongsTo),
    projects,
    people: {
      at: Int32Array.from([0, ...lists.keys()], (_, index) => lists.slice(0, index).flat().length),
      values: Int32Array.from(lists.flat()),
    },
    listed: Uint8Array.from(nodes, (node, index) => {
      if (outline.isSummary(index)) return LISTED.summary
      return ((node.flags ?? 0) & NODE_FLAGS.milestone) === 0 ? LISTED.item : LISTED.milestone
    }),
  }
}

/** Computes changes of a base by scheduling everything anew. */
export function slowEngine(base: ImpactBase): Reschedule {
  return (changes) => fullReschedule(base, changes)
}
