import {
  dayNumber,
  dayText,
  plannedAt,
  plannedShare,
  type WorkingTimeUntil,
} from '../earned-value/planned-value.ts'
import type { ProjectValue } from '../earned-value/project-value.ts'
import { valueTotals } from '../earned-value/value-totals.ts'
import type { WorkPackage } from '../earned-value/work-package.ts'
import { categoryAt, type ItemHistory } from '../flow/item-history.ts'
import { MS_A_DAY } from '../time.ts'

/** The values of a project by the end of a day, in its unit. */
export interface ValuePoint {
  readonly day: string
  /** Absent: not told. */
  readonly planned?: number
  /** Absent after today, and where not told. */
  readonly earned?: number
  readonly actual?: number
}

/** Time booked on items, by connection and ref with a line break between: days since 1970-01-01 with minutes. */
export type BookedDays = ReadonlyMap<string, readonly { readonly day: number; readonly minutes: number }[]>

/** What the curves of value are made of. */
export interface ValueCurvesRequest {
  readonly value: ProjectValue
  readonly histories: ReadonlyMap<string, ItemHistory>
  readonly booked: BookedDays
  /** Working time before the end of a day. */
  readonly worked: WorkingTimeUntil
  /** Packages whose earning method counts at begin: share of the budget then; absent: nothing. */
  readonly method: 'zero_hundred' | 'fifty_fifty' | 'level_of_effort' | 'in_between'
}

/** Curves of planned value, earned value and actual cost. */
export interface ValueCurves {
  /** Day by day as they are asked for, so that whoever takes them can let others go on between. */
  readonly points: Iterable<ValuePoint>
  /** What was taken for granted of days before today, each a sentence. */
  readonly assumptions: readonly string[]
}

/** Days that a curve tells at most; a longer one is told by every second, third … day. */
const MOST_DAYS = 250

/**
 * Planned value, earned value and actual cost by day. Today's are those of the figures. Of days before, what was done is known from
 * the items' histories; what trackers tell only as of today (a percentage, a sum that was spent) is spread over the working time in
 * which it came about, and said to be.
 */
export function valueCurves(request: ValueCurvesRequest): ValueCurves {
  const { value } = request
  const today = dayNumber(value.today)
  const paths = value.packages.map((one) => pathOf(one, request, today))
  const spreadEarned = paths.filter(({ isSpreadEarned }) => isSpreadEarned).length
  const spreadActual = paths.filter(({ isSpreadActual }) => isSpreadActual).length
  return {
    points: pointsOf(request, paths, today),
    assumptions: [
      ...(value.whole === undefined && spreadEarned > 0
        ? [
            `What ${spreadEarned} items had earned before today is told by no tracker; it is spread over their working time.`,
          ]
        : []),
      ...(spreadActual > 0
        ? [`What ${spreadActual} items cost is told as a sum alone; it is spread over their working time.`]
        : []),
    ],
  }
}

function* pointsOf(
  request: ValueCurvesRequest,
  paths: readonly Path[],
  today: number,
): Generator<ValuePoint> {
  const { value } = request
  const { curve } = value
  const totals = valueTotals(value)
  const [earnedNow, actualNow, budget] = [totals.earned.value, totals.actual.value, totals.budget.value]
  const begin = paths.reduce((least, path) => Math.min(least, path.first ?? today), today)
  const first = Math.min(curve?.first ?? today, begin)
  const last = Math.max(today, curve === undefined ? today : curve.first + curve.values.length - 1)
  for (const day of sampled(first, today, last)) {
    const planned = day === today ? totals.planned.value : curve && plannedAt(curve, day)
    const earned =
      day === today ? earnedNow : day > today ? undefined : earnedOn(request, { paths, day, budget })
    const actual = day === today ? actualNow : day > today ? undefined : actualOn(request, paths, day)
    yield {
      day: dayText(day),
      ...(planned !== undefined && { planned }),
      ...(earned !== undefined && earnedNow !== undefined && { earned }),
      ...(actual !== undefined && actualNow !== undefined && { actual }),
    }
  }
}

/** The days between, so that there are not too many; first, today and last are always told. */
function sampled(first: number, today: number, last: number): readonly number[] {
  const every = Math.max(1, Math.ceil((last - first + 1) / MOST_DAYS))
  const days = new Set([first, today, last])
  for (let day = first; day <= last; day += every) days.add(day)
  return [...days].toSorted((a, b) => a - b)
}

/** How value and cost of a package came about. Days since 1970-01-01. */
interface Path {
  readonly one: WorkPackage
  readonly history: ItemHistory | undefined
  /** First day on which it earned or cost anything; absent: it has not. */
  readonly first?: number
  /** Days between which it was worked on: until it was done, or today. */
  readonly begun?: number
  readonly ended: number
  /** Sums of minutes booked by day, the earliest first; empty: no bookings are told. */
  readonly booked: readonly { readonly day: number; readonly sum: number }[]
  readonly isSpreadEarned: boolean
  readonly isSpreadActual: boolean
}

function pathOf(one: WorkPackage, request: ValueCurvesRequest, today: number): Path {
  const name = one.of.kind === 'workItem' ? `${one.of.connection}\n${one.of.ref}` : ''
  const history = request.histories.get(name)
  const entries = (request.booked.get(name) ?? [])
    .filter(({ day, minutes }) => day <= today && minutes > 0)
    .toSorted((a, b) => a.day - b.day)
  let sum = 0
  const booked = entries.map(({ day, minutes }) => ({ day, sum: (sum += minutes) }))
  const ended = one.finished === undefined ? today : Math.min(today, dayNumber(one.finished))
  const shown = history?.steps.find(({ to }) => to === 'in_progress')?.at ?? history?.started
  const told =
    shown === undefined ? (one.started ? one.start : undefined) : dayText(Math.floor(shown / MS_A_DAY))
  const begun = told === undefined ? undefined : Math.min(dayNumber(told), ended)
  const first = [booked[0]?.day, begun, one.done ? ended : undefined].filter((day) => day !== undefined)
  return {
    one,
    history,
    ended,
    booked,
    ...(begun !== undefined && { begun }),
    ...(first.length > 0 && { first: Math.min(...first) }),
    isSpreadEarned: request.method === 'in_between' && (one.earned ?? 0) > 0 && (begun ?? ended) < ended,
    isSpreadActual: (one.actual ?? 0) !== 0 && booked.length === 0,
  }
}

function earnedOn(
  request: ValueCurvesRequest,
  {
    paths,
    day,
    budget,
  }: { readonly paths: readonly Path[]; readonly day: number; readonly budget: number | undefined },
): number | undefined {
  const { value } = request
  if (value.whole !== undefined) {
    const { rows } = value.whole
    const all = rows.reduce((sum, { weight }) => sum + weight, 0)
    const done = rows.reduce((sum, { fact, weight, done: is }) => {
      const by = is && fact.finish !== undefined && dayNumber(fact.finish) <= day
      return by ? sum + weight : sum
    }, 0)
    return budget === undefined ? undefined : (budget * done) / all
  }
  return paths.reduce((sum, path) => sum + (path.one.isPlanned ? earnedBy(path, request, day) : 0), 0)
}

function earnedBy(path: Path, { method, worked }: ValueCurvesRequest, day: number): number {
  const { one, history, ended } = path
  if (one.budget === undefined || one.earned === undefined) return 0
  if (method === 'level_of_effort') return one.budget * (plannedShare(one, day, worked) ?? 0)
  const isDone = history === undefined ? one.done && ended <= day : categoryAt(history, endOf(day)) === 'done'
  if (isDone) return one.budget
  const begun = path.begun !== undefined && path.begun <= day
  if (!begun || method === 'zero_hundred') return 0
  if (method === 'fifty_fifty') return one.budget / 2
  // An open package never earned all; what is done by now was open then.
  return Math.min(one.earned, one.budget) * shareOver(path, day, worked)
}

function actualOn({ worked }: ValueCurvesRequest, paths: readonly Path[], day: number): number {
  return paths.reduce((sum, path) => {
    const { one, booked } = path
    if (one.actual === undefined) return sum
    const all = booked.at(-1)?.sum
    if (all !== undefined)
      return sum + one.actual * ((booked.findLast((entry) => entry.day <= day)?.sum ?? 0) / all)
    return sum + one.actual * shareOver(path, day, worked)
  }, 0)
}

/** Share of the working time from its begin to its end that is over by the end of a day. */
function shareOver({ begun, ended }: Path, day: number, worked: WorkingTimeUntil): number {
  if (day >= ended) return 1
  if (begun === undefined || day < begun) return 0
  const before = worked(begun - 1)
  const whole = worked(ended) - before
  return whole <= 0 ? 0 : (worked(day) - before) / whole
}

function endOf(day: number): number {
  return (day + 1) * MS_A_DAY - 1000
}
