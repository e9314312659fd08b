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
import type { Steps } from '../steps.ts'
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
  /** Day by day. */
  readonly points: readonly ValuePoint[]
  /** What was taken for granted of days before today, each a sentence. */
  readonly assumptions: readonly string[]
}

/** Days that a curve tells at most; a longer one is told by every second, third … day. */
const MOST_DAYS = 250

/** As many packages are taken into a point between two stops: a stop for each would take as long as the packages. */
const STRETCH = 256

/**
 * Planned value, earned value and actual cost by day. Today's are those of the figures. Of days before, what was done is known from
 * the items' histories; what trackers tell only as of today (a percentage, a sum that was spent) is spread over the working time in
 * which it came about, and said to be.
 */
export function* valueCurves(asked: ValueCurvesRequest): Steps<ValueCurves> {
  const request = { ...asked, worked: onceADay(asked.worked) }
  const { value } = request
  const today = dayNumber(value.today)
  const paths: Path[] = []
  let [spreadEarned, spreadActual] = [0, 0]
  for (const one of value.packages) {
    yield
    const path = pathOf(one, request, today)
    paths.push(path)
    if (path.isSpreadEarned) spreadEarned += 1
    if (path.isSpreadActual) spreadActual += 1
  }
  return {
    points: yield* pointsOf(request, paths, today),
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

function* pointsOf(request: ValueCurvesRequest, paths: readonly Path[], today: number): Steps<ValuePoint[]> {
  const { value } = request
  const { curve } = value
  const totals = valueTotals(value)
  const [earnedNow, actualNow, budget] = [totals.earned.value, totals.actual.value, totals.budget.value]
  const begin = paths.reduce((least, path) => Math.min(least, path.first ?? today), today)
  const first = Math.min(curve?.first ?? today, begin)
  const last = Math.max(today, curve === undefined ? today : curve.first + curve.values.length - 1)
  const whole = yield* reachedSteps(value.whole)
  const points: ValuePoint[] = []
  for (const day of sampled(first, today, last)) {
    yield
    const planned = day === today ? totals.planned.value : curve && plannedAt(curve, day)
    const past = day < today ? yield* pastOn(request, paths, { day, budget, whole }) : undefined
    const earned = day === today ? earnedNow : past?.earned
    const actual = day === today ? actualNow : past?.actual
    points.push({
      day: dayText(day),
      ...(planned !== undefined && { planned }),
      ...(earned !== undefined && earnedNow !== undefined && { earned }),
      ...(actual !== undefined && actualNow !== undefined && { actual }),
    })
  }
  return points
}

/** The working time of each day looked up once: each package asks for that of each day. */
function onceADay(worked: WorkingTimeUntil): WorkingTimeUntil {
  const known = new Map<number, number>()
  return (day) => {
    const found = known.get(day) ?? worked(day)
    known.set(day, found)
    return found
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

/** What the whole was reached by: the weights of all, and of those that are done with the day on which they were. */
interface Reached {
  readonly all: number
  readonly done: readonly { readonly day: number; readonly weight: number }[]
}

function* reachedSteps(whole: ProjectValue['whole']): Steps<Reached | undefined> {
  if (whole === undefined) return undefined
  const done: { readonly day: number; readonly weight: number }[] = []
  let all = 0
  for (const { fact, weight, done: isDone } of whole.rows) {
    yield
    all += weight
    if (isDone && fact.finish !== undefined) done.push({ day: dayNumber(fact.finish), weight })
  }
  return { all, done }
}

/** What was earned, and what it had cost, by the end of a day before today. */
function* pastOn(
  request: ValueCurvesRequest,
  paths: readonly Path[],
  {
    day,
    budget,
    whole,
  }: { readonly day: number; readonly budget: number | undefined; readonly whole: Reached | undefined },
): Steps<{ readonly earned: number | undefined; readonly actual: number }> {
  let [earned, actual] = [0, 0]
  for (const [index, path] of paths.entries()) {
    if (index % STRETCH === 0) yield
    if (whole === undefined && path.one.isPlanned) earned += earnedBy(path, request, day)
    actual += actualBy(path, request, day)
  }
  if (whole === undefined) return { earned, actual }
  let done = 0
  for (const [index, one] of whole.done.entries()) {
    if (index % STRETCH === 0) yield
    if (one.day <= day) done += one.weight
  }
  return { earned: budget === undefined ? undefined : (budget * done) / whole.all, actual }
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

function actualBy(path: Path, { worked }: ValueCurvesRequest, day: number): number {
  const { one, booked } = path
  if (one.actual === undefined) return 0
  const all = booked.at(-1)?.sum
  if (all === undefined) return one.actual * shareOver(path, day, worked)
  return one.actual * ((booked.findLast((entry) => entry.day <= day)?.sum ?? 0) / all)
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
