import { earningMethod } from '../earned-value/earning.ts'
import { earnedValueTold } from '../earned-value/tell-value.ts'
import { valueTotals, valueUnitShown } from '../earned-value/value-totals.ts'
import { dayText, dayNumber } from '../earned-value/planned-value.ts'
import { itemFlow } from '../flow/item-flow.ts'
import type { ItemHistory } from '../flow/item-history.ts'
import { FLOW_WEEKS, mondayOf, throughputSteps } from '../flow/project-flow.ts'
import type { MeasuredProject } from '../measured-project.ts'
import type { MeasureService } from '../service.ts'
import type { Steps } from '../steps.ts'
import { withBreaths } from '../with-breaths.ts'
import { aging, LEAST_CYCLES, type Aging } from './aging.ts'
import {
  burnUpPoints,
  coneFinish,
  conePoints,
  type BurnUpPoint,
  type ConeFinish,
  type ConePoint,
} from './burn-up.ts'
import { covered, type CurveReply } from './curve-reply.ts'
import { cycleTimes, type CyclePoint, type Percentiles } from './cycle-times.ts'
import { daySamples } from './day-samples.ts'
import { StateCounts, type StateCount } from './state-counts.ts'
import { throughputCone, type ConeWeek } from './throughput-cone.ts'
import { valueCurves, type ValuePoint, type ValueCurvesRequest } from './value-curves.ts'

/** Whose curve, as of when. */
export interface CurveQuestion {
  readonly project: string
  /** A day (its end) or an instant of the past; absent: now. */
  readonly asOf?: string
}

/** How far back a curve by day goes. */
export interface DaysQuestion extends CurveQuestion {
  readonly days: number
}

/** How far back finished items count: whole weeks before the present one. */
export interface WeeksQuestion extends CurveQuestion {
  readonly weeks?: number
}

/** An instant in the past at which a curve is told, with the ways of the items. */
interface Moment {
  readonly measured: MeasuredProject
  readonly items: readonly ItemHistory[]
  readonly instant: Temporal.Instant
  readonly asOf: string | undefined
}

const NO_ITEMS = 'The project has no items that are work.'

/** Curves of projects: the figures of flow and value over time, each last point being the figure. */
export class CurveService {
  readonly #measures: MeasureService

  constructor(measures: MeasureService) {
    this.#measures = measures
  }

  /** Items by state, day by day. @throws PmoError `not-found`, `invalid-request` */
  async cumulativeFlow(
    question: DaysQuestion,
  ): Promise<CurveReply & { readonly points: readonly StateCount[] }> {
    const moment = await this.#moment(question)
    const points = await this.#counts(moment, question.days)
    return { ...counted(moment, points), unit: 'items', rows: rowsAt(moment), points }
  }

  /** How long finished items took, each by its finish. @throws PmoError `not-found`, `invalid-request` */
  async cycleTimes(question: WeeksQuestion): Promise<
    CurveReply & {
      readonly from: string
      readonly points: readonly CyclePoint[]
      readonly percentiles?: Percentiles
    }
  > {
    const moment = await this.#moment(question)
    const from = windowFrom(moment.instant, question.weeks)
    const { points, percentiles, done, known } = await withBreaths(
      cycleTimes(moment.items, moment.instant.epochMilliseconds, from),
    )
    const of = `items that were done since ${from} whose begin is known`
    return {
      ...replyOf(moment),
      unit: 'days',
      coverage: covered({ known, needed: done, of }),
      ...(points.length === 0 && {
        unknown:
          done === 0
            ? `Nothing was done since ${from}.`
            : `Of ${done} items that were done since ${from} nothing tells when work on them began.`,
      }),
      from,
      points,
      ...(percentiles !== undefined && { percentiles }),
    }
  }

  /** Work in progress against the team's own pace. @throws PmoError `not-found`, `invalid-request` */
  async aging(
    question: WeeksQuestion,
  ): Promise<CurveReply & Omit<Aging, 'known'> & { readonly from: string }> {
    const moment = await this.#moment(question)
    const from = windowFrom(moment.instant, question.weeks)
    const { known, ...told } = await withBreaths(aging(moment.items, moment.instant.epochMilliseconds, from))
    const few = (told.cycle?.samples ?? 0) < LEAST_CYCLES
    return {
      ...replyOf(moment),
      unit: 'days',
      coverage: covered({
        known,
        needed: told.points.length,
        of: 'items in progress whose begin is known',
      }),
      assumptions: few
        ? [
            `Less than ${LEAST_CYCLES} items with a known begin were done since ${from}, so that the team has no limit of its own.`,
          ]
        : [],
      ...(moment.items.length === 0 && { unknown: NO_ITEMS }),
      from,
      ...told,
    }
  }

  /** Scope and what is done of it, with where it may go. @throws PmoError `not-found`, `invalid-request` */
  async burnUp(question: DaysQuestion): Promise<
    CurveReply & {
      readonly points: readonly BurnUpPoint[]
      readonly cone: readonly ConePoint[]
      readonly finish: ConeFinish
      /** Why there is no cone, a sentence. */
      readonly coneUnknown?: string
      /** Items finished in each week that the cone rests on, the oldest first. */
      readonly throughput: readonly { readonly week: string; readonly finished: number }[]
    }
  > {
    const moment = await this.#moment(question)
    const counts = await this.#counts(moment, question.days)
    const points = burnUpPoints(counts)
    const now = points.at(-1)
    const then = moment.instant.epochMilliseconds
    const all = await withBreaths(
      throughputSteps(
        moment.items.values().map((item) => itemFlow(item, then)),
        then,
      ),
    )
    // A team that had not begun yet is no team that finished nothing.
    const begin = all.findIndex(({ finished }) => finished > 0)
    const throughput = begin < 0 ? [] : all.slice(begin)
    const cone = now === undefined ? [] : await withBreaths(coneOf(throughput, now.scope - now.done))
    const base = counted(moment, counts)
    return {
      ...base,
      unit: 'items',
      rows: rowsAt(moment),
      assumptions: [
        ...base.assumptions,
        ...(cone.length > 0
          ? [
              `The cone takes each week ahead for one of the last ${throughput.length}, and nothing to be added to the scope.`,
            ]
          : []),
      ],
      points,
      cone: now === undefined ? [] : conePoints(cone, now),
      finish: now === undefined ? {} : coneFinish(cone, now.day),
      ...(cone.length === 0 && {
        coneUnknown: `Nothing was finished in the last ${FLOW_WEEKS} whole weeks, so that no throughput can go on.`,
      }),
      throughput,
    }
  }

  /** Planned value, earned value and actual cost by day. @throws PmoError `not-found`, `invalid-request` */
  async valueCurves(question: CurveQuestion): Promise<
    CurveReply & {
      readonly points: readonly ValuePoint[]
      readonly today: string
      /** Budget at completion, and what the project will have cost, in the unit; absent: not told. */
      readonly budgetAtCompletion?: number
      readonly estimateAtCompletion?: number
      /** Why there is no estimate, a sentence. */
      readonly estimateUnknown?: string
      readonly method: string
      readonly baseline?: { readonly number: number; readonly name: string }
    }
  > {
    const moment = await this.#moment(question)
    const { measured, instant, asOf } = moment
    const value = await this.#measures.value(measured, asOf)
    const booked = await this.#measures.booked(measured, instant)
    const histories = await withBreaths(byName(moment.items))
    const { points, assumptions } = await withBreaths(
      valueCurves({ value, booked, worked: value.worked, method: methodOf(measured), histories }),
    )
    const totals = valueTotals(value)
    const estimate = earnedValueTold(value).find(({ id }) => id === 'earned-value.eac')
    const unit = valueUnitShown(value)
    return {
      ...replyOf(moment),
      unit: typeof unit === 'object' ? unit.currency : unit,
      coverage: covered(totals.planned.coverage),
      assumptions: [...value.assumptions, ...assumptions],
      ...(totals.budget.value === undefined && {
        unknown: 'No item has a budget: give items an estimate, a cost or story points.',
      }),
      rows: {
        procedure: 'measures.get',
        input: { project: question.project, family: 'earned-value', asOf: 'day' },
      },
      today: value.today,
      points,
      method: value.method,
      ...(value.baseline !== undefined && { baseline: value.baseline }),
      ...(totals.budget.value !== undefined && { budgetAtCompletion: totals.budget.value }),
      ...(typeof estimate?.value === 'number' && { estimateAtCompletion: estimate.value }),
      ...(estimate?.value === undefined && {
        estimateUnknown:
          estimate?.unknown ??
          'Budget, earned value or actual cost are not known, so that nothing can be estimated.',
      }),
    }
  }

  async #moment({ project, asOf: when }: CurveQuestion): Promise<Moment> {
    const { found, asOf, instant } = await this.#measures.found(project, when)
    const { items } = await this.#measures.history(found, instant)
    return { measured: found, items, instant, asOf }
  }

  async #counts({ items, instant }: Moment, days: number): Promise<readonly StateCount[]> {
    const counts = new StateCounts(daySamples(instant.epochMilliseconds, days))
    await withBreaths(countSteps(counts, items))
    return counts.told()
  }
}

function* countSteps(counts: StateCounts, items: readonly ItemHistory[]): Steps<void> {
  for (const item of items) {
    counts.add(item)
    yield
  }
}

function* byName(items: readonly ItemHistory[]): Steps<ReadonlyMap<string, ItemHistory>> {
  const names = new Map<string, ItemHistory>()
  for (const one of items) {
    names.set(`${one.item.connection}\n${one.item.ref}`, one)
    yield
  }
  return names
}

/** As the figures of flow: from the Monday that lies so many whole weeks back. */
function windowFrom(then: Temporal.Instant, weeks = FLOW_WEEKS): string {
  return dayText(mondayOf(dayNumber(then.toString())) - weeks * 7)
}

function* coneOf(
  throughput: readonly { readonly finished: number }[],
  left: number,
): Steps<readonly ConeWeek[]> {
  const cone: ConeWeek[] = []
  const past = throughput.map(({ finished }) => finished)
  for (const week of throughputCone(past, left)) {
    cone.push(week)
    yield
  }
  return cone
}

function methodOf({ project }: MeasuredProject): ValueCurvesRequest['method'] {
  const method = earningMethod(project)
  return method === 'zero_hundred' || method === 'fifty_fifty' || method === 'level_of_effort'
    ? method
    : 'in_between'
}

/** The part of a reply that counts of items share: how many are known on the last day. */
function counted(moment: Moment, points: readonly StateCount[]): Omit<CurveReply, 'unit'> {
  const missing = points.at(-1)?.unknown ?? 0
  const earlier = points.reduce((most, { unknown }) => Math.max(most, unknown), 0)
  const all = moment.items.length
  return {
    ...replyOf(moment),
    coverage: covered({ known: all - missing, needed: all, of: 'items' }),
    assumptions:
      earlier > 0 ? [`Of up to ${earlier} items nothing tells in which state they were on some days.`] : [],
    ...(all === 0 && { unknown: NO_ITEMS }),
  }
}

function rowsAt({ measured }: Moment): NonNullable<CurveReply['rows']> {
  return { procedure: 'workItems.listAt', input: { project: measured.project.id, asOf: 'day' } }
}

function replyOf({
  measured,
  instant,
}: Moment): Pick<CurveReply, 'project' | 'asOf' | 'sources' | 'assumptions'> {
  const { id, name } = measured.project
  return { project: { id, name }, asOf: instant.toString(), sources: measured.asOf, assumptions: [] }
}
