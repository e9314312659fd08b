import type { ProjectDefinition } from '../../config/index.ts'
import { isOpen, remainingOf, type BaselineRow, type ItemFact } from '../../portfolio/index.ts'
import { EARNING_WORDS, earnedShare, earningMethod } from './earning.ts'
import {
  dayNumber,
  plannedCurveSteps,
  plannedShare,
  type PlannedCurve,
  type PlannedPackage,
  type WorkingTimeUntil,
} from './planned-value.ts'
import {
  budgetOf,
  costOf,
  hasSize,
  leftOf,
  rowSize,
  valueUnit,
  type CurrencyRates,
  type Sized,
  type ValueUnit,
} from './value-unit.ts'
import { atOnce, type Steps } from '../steps.ts'
import { isNamed, placeOf, type WorkPackage } from './work-package.ts'

/** What the value of a project is made of. */
export interface ValueRequest {
  readonly project: Pick<ProjectDefinition, 'id' | 'progress'>
  readonly facts: readonly ItemFact[]
  /** Items that others are part of, by connection and ref with a line break between: without a size of their own they sum up the others. */
  readonly parents?: ReadonlySet<string>
  /** The one that counts; absent: there is none, or it is not known. */
  readonly baseline?: {
    readonly number: number
    readonly name: string
    readonly rows: readonly BaselineRow[]
  }
  /** Calendar day, YYYY-MM-DD: what is planned counts up to its end. */
  readonly today: string
  readonly worked: WorkingTimeUntil
  readonly rates?: CurrencyRates
}

/** Milestones or items whose share of the whole is what a project has earned. */
export interface WholeShare {
  readonly share: number
  readonly rows: readonly { readonly fact: ItemFact; readonly weight: number; readonly done: boolean }[]
}

/** The work of a project with its value. */
export interface ProjectValue {
  readonly unit: ValueUnit
  readonly packages: readonly WorkPackage[]
  /** Absent: no package has a finish and a budget. */
  readonly curve?: PlannedCurve
  /** Where the project as a whole earns by its milestones or items; absent: its packages earn each for itself. */
  readonly whole?: WholeShare
  /** How value is earned, as a sentence. */
  readonly method: string
  readonly assumptions: readonly string[]
  readonly baseline?: { readonly number: number; readonly name: string }
  readonly today: string
}

const isWork = ({ kind, category, isMilestone, undecided }: ItemFact): boolean =>
  kind === 'workItem' && category !== 'cancelled' && !isMilestone && undecided !== true

const nameOf = ({ connection, ref }: { readonly connection: string; readonly ref: string }): string =>
  `${connection}\n${ref}`

/**
 * The value of a project's work. With a baseline its rows are the plan: work that came later has no budget and earns nothing, but what it
 * costs counts. Without one the present plan has to stand for it.
 */
export function projectValue(request: ValueRequest): ProjectValue {
  return atOnce(projectValueSteps(request))
}

/** As {@link projectValue}, with stops for projects of any size. */
export function* projectValueSteps(request: ValueRequest): Steps<ProjectValue> {
  const { facts, baseline, project, parents } = request
  const sumsUp = (one: { readonly connection: string; readonly ref: string }, size: Sized): boolean =>
    parents?.has(nameOf(one)) === true && !hasSize(size)
  const rows = (baseline?.rows ?? []).filter(
    (row) =>
      row.kind === 'workItem' &&
      row.summary !== true &&
      row.isMilestone !== true &&
      !sumsUp(row, rowSize(row)),
  )
  const work = facts.filter((fact) => isWork(fact) && !sumsUp(fact, fact))
  const sizes = [...rows.map(rowSize), ...work]
  const unit = valueUnit(sizes, project, request.rates)
  yield
  const { packages, gone } =
    baseline === undefined
      ? { packages: yield* packagesOf(request, unit, work), gone: 0 }
      : yield* packagesSince(request, unit, { rows, work })
  const curve = yield* plannedCurveSteps(
    packages
      .values()
      .flatMap(({ budget, isPlanned, start, finish }): PlannedPackage[] =>
        budget === undefined || !isPlanned
          ? []
          : [{ budget, ...(start !== undefined && { start }), ...(finish !== undefined && { finish }) }],
      ),
    request.worked,
  )
  const whole = wholeShare(request, work)
  yield
  const late = packages.filter(({ isPlanned }) => !isPlanned).length
  return {
    unit,
    packages,
    method: methodText(request),
    today: request.today,
    ...(curve !== undefined && { curve }),
    ...(whole !== undefined && { whole }),
    ...(baseline !== undefined && { baseline: { number: baseline.number, name: baseline.name } }),
    assumptions: [
      ...unitText(unit, request),
      ...(baseline === undefined
        ? ['No baseline is kept; the present plan stands for it, so that a slip of the plan does not show.']
        : []),
      ...(gone > 0 ? [`${gone} items of the baseline are no longer there; they earn nothing.`] : []),
      ...(late > 0
        ? [
            `${late} items came after the baseline; they have no budget and earn nothing, but their cost counts.`,
          ]
        : []),
    ],
  }
}

function* packagesOf(
  request: ValueRequest,
  unit: ValueUnit,
  work: readonly ItemFact[],
): Steps<readonly WorkPackage[]> {
  const packages: WorkPackage[] = []
  for (const fact of work) {
    yield
    packages.push(packageOf(request, unit, { fact }))
  }
  return packages
}

/** The packages of a baseline and those that came after it, and how many of its own are no longer there. */
function* packagesSince(
  request: ValueRequest,
  unit: ValueUnit,
  { rows, work }: { readonly rows: readonly BaselineRow[]; readonly work: readonly ItemFact[] },
): Steps<{ readonly packages: readonly WorkPackage[]; readonly gone: number }> {
  const byName = new Map<string, ItemFact>()
  for (const fact of request.facts) {
    yield
    byName.set(nameOf(fact), fact)
  }
  const packages: WorkPackage[] = []
  const planned = new Set<string>()
  let gone = 0
  for (const row of rows) {
    yield
    const name = nameOf(row)
    const fact = byName.get(name)
    planned.add(name)
    if (fact === undefined) gone += 1
    packages.push(packageOf(request, unit, { row, fact }))
  }
  for (const fact of work) {
    yield
    if (!planned.has(nameOf(fact))) packages.push(packageOf(request, unit, { fact, isLate: true }))
  }
  return { packages, gone }
}

function packageOf(
  { project, today, worked, rates }: ValueRequest,
  unit: ValueUnit,
  of: {
    readonly row?: BaselineRow
    readonly fact: ItemFact | undefined
    /** It came after the baseline. */
    readonly isLate?: true
  },
): WorkPackage {
  const { row, fact, isLate } = of
  const at = { rates, day: today }
  const budget = isLate
    ? 0
    : row === undefined
      ? fact && budgetOf(fact, unit, at)
      : budgetOf(rowSize(row), unit, at)
  const start = row === undefined ? fact?.start : row.start
  const finish = row === undefined ? fact?.finish : row.finish
  const dates = { ...(start !== undefined && { start }), ...(finish !== undefined && { finish }) }
  const planned = plannedShare(dates, dayNumber(today), worked)
  const share = fact === undefined ? 0 : shareOf(project, fact, { planned, today, worked })
  const actual = fact && costOf(fact, unit, at)
  // Of what is done, and of what is no longer there, nothing is left.
  const left = fact !== undefined && isOpen(fact) ? leftOf(remainingOf(fact), unit) : 0
  const started = fact !== undefined && (fact.started || fact.category === 'done' || fact.spent !== undefined)
  return {
    of: placeOf(fact ?? { connection: '', ref: '', ...row, kind: 'workItem' }),
    title: fact?.title ?? row?.title ?? '',
    ...dates,
    started,
    done: fact !== undefined && fact.category === 'done',
    isPlanned: isLate !== true,
    ...(fact?.category === 'done' && fact.finish !== undefined && { finished: fact.finish }),
    ...(budget !== undefined && { budget }),
    ...(budget !== undefined && planned !== undefined && !isLate && { planned: budget * planned }),
    ...(budget !== undefined && share !== undefined && { earned: budget * share }),
    ...(actual !== undefined && { actual }),
    ...(left !== undefined && { left }),
  }
}

function shareOf(
  project: ValueRequest['project'],
  fact: ItemFact,
  at: { readonly planned: number | undefined; readonly today: string; readonly worked: WorkingTimeUntil },
): number | undefined {
  const method = isNamed(project.progress?.levelOfEffort, fact) ? 'level_of_effort' : earningMethod(project)
  // Its own dates tell how much of its time is over; those of the baseline, how much of it was planned to be.
  const own = {
    ...(fact.start !== undefined && { start: fact.start }),
    ...(fact.finish !== undefined && { finish: fact.finish }),
  }
  const elapsed = plannedShare(own, dayNumber(at.today), at.worked)
  const remaining = remainingOf(fact)
  return earnedShare(
    {
      state: fact.category,
      started: fact.started,
      ...(fact.percent !== undefined && { percent: fact.percent }),
      ...(fact.spent !== undefined && { spent: fact.spent }),
      ...(remaining !== undefined && { remaining }),
      ...(elapsed !== undefined && { elapsed }),
      ...(at.planned !== undefined && { planned: at.planned }),
    },
    method,
  )
}

function wholeShare({ project, facts }: ValueRequest, work: readonly ItemFact[]): WholeShare | undefined {
  const { progress } = project
  const byUnits = progress?.earning === 'units'
  const byMilestones = progress?.method === 'weighted_milestones' && progress.earning === undefined
  if (!byUnits && !byMilestones) return undefined
  const weights = progress.weights ?? {}
  const counted = byUnits ? work : facts.filter((fact) => fact.isMilestone && fact.category !== 'cancelled')
  const rows = counted.map((fact) => ({
    fact,
    weight: byUnits ? 1 : (weights[fact.key ?? ''] ?? weights[`${fact.connection}/${fact.ref}`] ?? 1),
    done: !isOpen(fact),
  }))
  const all = rows.reduce((sum, { weight }) => sum + weight, 0)
  if (all === 0) return undefined
  const done = rows.reduce((sum, row) => sum + (row.done ? row.weight : 0), 0)
  return { share: done / all, rows }
}

function methodText({ project }: ValueRequest): string {
  const { progress } = project
  if (progress?.earning === 'units') return EARNING_WORDS.units
  if (progress?.method === 'weighted_milestones' && progress.earning === undefined)
    return EARNING_WORDS.weighted_milestones
  const declared = progress === undefined ? 'No method is declared. ' : ''
  return `${declared}${EARNING_WORDS[earningMethod(project)]}`
}

function unitText(unit: ValueUnit, { project }: ValueRequest): string[] {
  const rate = project.progress?.rate
  if (unit.kind === 'money' && unit.rate !== undefined && rate !== undefined)
    return [`Work is valued at the declared rate of ${rate.amount} ${rate.currency} an hour.`]
  if (unit.kind === 'points') return ['Value is counted in story points.']
  return unit.kind === 'items' ? ['Nothing tells how big the items are; each weighs the same.'] : []
}
