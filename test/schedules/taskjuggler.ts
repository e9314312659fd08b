import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  createNetwork,
  LAG_KINDS,
  LINK_TYPES,
  type Network,
} from '../../core/src/coordination/schedule/index.ts'
import {
  compileCalendar,
  isCalendarProblem,
  minutesOf,
  type CalendarSource,
  type WorkingCalendar,
} from '../../core/src/working-time/index.ts'

/** An activity of a plan that both schedulers understand; times in hours, predecessors by position. */
export interface Activity {
  /** Working hours, at least 1. */
  readonly hours: number
  readonly after: readonly {
    readonly activity: number
    readonly type: 'FS' | 'SS'
    readonly lagHours: number
    readonly lag: 'working' | 'elapsed'
  }[]
}

const START = '2026-01-05'

/** Holidays of both calendars: the first day and how many. */
const HOLIDAYS = [
  ['2026-04-03', 4],
  ['2026-12-24', 9],
  ['2027-05-06', 1],
] as const

const OFFICE: CalendarSource = {
  id: 'office',
  name: 'Office',
  chain: [
    {
      week: [1, 2, 3, 4, 5].map((weekday) => ({
        weekday,
        shifts: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: weekday === 5 ? '15:00' : '17:00' },
        ],
      })),
      exceptions: HOLIDAYS.map(([from, days]) => ({
        from,
        until: Temporal.PlainDate.from(from)
          .add({ days: days - 1 })
          .toString(),
        shifts: [],
      })),
    },
  ],
}

/** The calendar that both count in. */
export function officeCalendar(): WorkingCalendar {
  const calendar = compileCalendar(OFFICE, { zone: 'UTC' })
  if (isCalendarProblem(calendar)) throw new Error(calendar.sentence)
  return calendar
}

/** The activities as a network of core, all in calendar 0. */
export function networkOf(activities: readonly Activity[]): Network {
  const links = activities.flatMap(({ after }, to) => after.map((one) => ({ ...one, to })))
  const network = createNetwork({ nodes: activities.length, links: links.length, projects: 1 })
  network.projectStart[0] = minutesOf(START, 'UTC')
  network.project.fill(0)
  for (const [node, { hours }] of activities.entries()) network.duration[node] = hours * 60
  for (const [link, { activity, to, type, lagHours, lag }] of links.entries()) {
    network.from[link] = activity
    network.to[link] = to
    network.type[link] = LINK_TYPES[type]
    network.lag[link] = lagHours * 60
    network.lagKind[link] = LAG_KINDS[lag]
  }
  return network
}

/** The activities in TaskJuggler's language. */
export function taskJugglerText(activities: readonly Activity[]): string {
  const tasks = activities.map(({ hours, after }, at) => {
    const depends = after.map(({ activity, type, lagHours, lag }) => {
      const gap = lagHours === 0 ? '' : `${lag === 'working' ? 'gaplength' : 'gapduration'} ${lagHours}h`
      return `depends !t${activity} { ${type === 'SS' ? 'onstart' : ''} ${gap} }`
    })
    const begin = after.length === 0 ? [`start ${START}-08:00`] : depends
    return `task t${at} "T${at}" { length ${hours}h ${begin.join(' ')} }`
  })
  return `project p "P" ${START} +12y {
  timezone "UTC"
  timingresolution 60min
  dailyworkinghours 8
  workinghours mon - thu 8:00 - 12:00, 13:00 - 17:00
  workinghours fri 8:00 - 12:00, 13:00 - 15:00
  workinghours sat, sun off
}
${HOLIDAYS.map(([from, days]) => `leaves holiday "Closed" ${from} +${days}d`).join('\n')}
${tasks.join('\n')}
taskreport dates "dates" { formats csv columns id, start, end timeformat "%Y-%m-%dT%H:%M" }
`
}

/** Whether the command of TaskJuggler 3 is there. */
export function hasTaskJuggler(): boolean {
  try {
    execFileSync('tj3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The start and end of each activity by TaskJuggler, absolute minutes, and how long its process took. */
export async function runTaskJuggler(
  activities: readonly Activity[],
): Promise<{ readonly dates: readonly { start: number; end: number }[]; readonly wallMs: number }> {
  const home = mkdtempSync(join(tmpdir(), 'pmo-taskjuggler-'))
  try {
    writeFileSync(join(home, 'plan.tjp'), taskJugglerText(activities))
    const begun = performance.now()
    await promisify(execFile)('tj3', ['--silent', '-o', home, join(home, 'plan.tjp')])
    const wallMs = performance.now() - begun
    const rows = readFileSync(join(home, 'dates.csv'), 'utf8').trim().split('\n').slice(1)
    const byId = new Map(
      rows.map((row) => {
        const [id = '', start = '', end = ''] = row.split(';').map((cell) => cell.replaceAll('"', ''))
        return [id, { start: minutesOf(start, 'UTC'), end: minutesOf(end, 'UTC') }]
      }),
    )
    const dates = activities.map((_, at) => byId.get(`t${at}`) ?? { start: NaN, end: NaN })
    return { dates, wallMs }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
