import { schedule } from '../../core/src/coordination/schedule/index.ts'
import {
  hasTaskJuggler,
  networkOf,
  officeCalendar,
  runTaskJuggler,
  type Activity,
} from '../schedules/taskjuggler.ts'

/** Activities of the plan that both schedule. */
export const ACTIVITIES = 3000

/** What both took for one plan, and whether they agree; undefined: TaskJuggler is not installed. */
export interface TaskJugglerFigures {
  /** Its process for the plan, and for a plan of one activity, which is start and reading alone. */
  readonly theirsMs: number
  readonly theirStartMs: number
  /** The first schedule of this process with making the calendar and the network, and the median of later ones. */
  readonly oursFirstMs: number
  readonly oursMs: number
  /** Activities whose early dates differ by a working minute or more. */
  readonly different: number
}

/** Schedules the same plan with both. */
export async function measureTaskJuggler(): Promise<TaskJugglerFigures | undefined> {
  if (!hasTaskJuggler()) return undefined
  const plan = activities()
  const begun = performance.now()
  const calendar = officeCalendar()
  const network = networkOf(plan)
  const ours = schedule(network, calendar.table)
  const oursFirstMs = performance.now() - begun
  const rounds = Array.from({ length: 21 }, () => {
    const start = performance.now()
    schedule(network, calendar.table)
    return performance.now() - start
  }).toSorted((a, b) => a - b)
  const start = await runTaskJuggler(plan.slice(0, 1))
  const { dates, wallMs } = await runTaskJuggler(plan)
  const differs = (one: number | undefined, other: number): boolean =>
    !(Math.abs(calendar.toWorking(one ?? NaN) - calendar.toWorking(other)) < 1)
  return {
    theirsMs: wallMs,
    theirStartMs: start.wallMs,
    oursFirstMs,
    oursMs: rounds[10] ?? NaN,
    different: dates.filter(
      ({ start: early, end }, at) =>
        differs(ours.earlyStart[at], early) || differs(ours.earlyFinish[at], end),
    ).length,
  }
}

/** A plan of many strands: each activity waits for up to three of the sixty before it. */
function activities(): Activity[] {
  let seed = 20_260_105
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff
    return Math.floor((seed / 0x80_00_00_00) * below)
  }
  return Array.from({ length: ACTIVITIES }, (_, at) => {
    const before = new Set([0, 1, 2].map(() => at - 1 - random(60)).filter((one) => one >= 0))
    return {
      hours: 1 + random(40),
      after: [...before].map((activity) => ({
        activity,
        type: random(10) < 8 ? ('FS' as const) : ('SS' as const),
        lagHours: random(10) < 7 ? 0 : random(24),
        lag: 'working' as const,
      })),
    }
  })
}
