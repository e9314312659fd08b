import type { CapacityFact, IndicatorFact, RecordKey, ScheduleFact, WhatIfFact } from '@headless-pmo/sdk'
import type { DrawnProject } from './drawn-project.ts'
import { dayAt, PORTFOLIO_DAY } from './known-day.ts'

const DAY = 480

/** Computed facts of one project, as the PMO would have them. */
export interface ProjectFacts {
  readonly schedule: ScheduleFact
  readonly capacity: CapacityFact
  readonly indicators: readonly IndicatorFact[]
  readonly whatIfs: readonly WhatIfFact[]
}

/** Makes facts that fit the drawn project: dates for some items, a reason for the others. */
export function buildFacts(
  project: string,
  drawn: DrawnProject,
  {
    items,
    neighbours,
  }: {
    readonly items: readonly RecordKey[]
    /** Those of the whole connection, which links may lead to. */
    readonly neighbours: readonly RecordKey[]
  },
): ProjectFacts {
  const computedAt = `${PORTFOLIO_DAY}T06:00:00Z`
  const scheduled: ScheduleFact['items'][number][] = []
  const unscheduled: ScheduleFact['unscheduled'][number][] = []
  for (const [index, { dates, item: drawnOne }] of drawn.items.entries()) {
    const item = items[index]
    if (item === undefined) continue
    if (dates === undefined) {
      unscheduled.push({ item, reason: 'it has no duration.' })
      continue
    }
    const { start, days, float, assumed } = dates
    scheduled.push({
      item,
      earlyStart: dayAt(start),
      earlyFinish: dayAt(start + days),
      lateStart: dayAt(start + float),
      lateFinish: dayAt(start + days + float),
      totalFloat: float * DAY,
      freeFloat: Math.max(0, float) * DAY,
      duration: days * DAY,
      remaining: drawnOne.category === 'todo' || drawnOne.category === 'in_progress' ? days * DAY : 0,
      ...(assumed && { assumed: 'It has no estimate; a day is assumed.' }),
      ...(drawnOne.summary === true && { summary: true }),
      minutesPerDay: DAY,
      critical: float <= 0,
    })
  }
  const finish =
    scheduled
      .map(({ earlyFinish }) => earlyFinish)
      .toSorted()
      .at(-1) ?? PORTFOLIO_DAY
  const start = scheduled.map(({ earlyStart }) => earlyStart).toSorted()[0] ?? PORTFOLIO_DAY
  const critical = scheduled.filter((one) => one.critical)
  const first = critical[0]
  const longest = critical.toSorted((a, b) => b.remaining - a.remaining)[0]
  const { told, promised, ring, drift } = drawn.plan
  const finishes = new Map(scheduled.map(({ item, earlyFinish }) => [item, earlyFinish]))
  const experiment = (
    name: WhatIfFact['experiment'],
    one: ScheduleFact['items'][number] | undefined,
    added: number,
  ): readonly WhatIfFact[] => {
    if (one === undefined) return []
    const moved = drawn.items.length % 2 === 0 ? added : 0
    const finishAfter = dayAt(Math.round(moved / DAY), finish)
    return [{ project, experiment: name, item: one.item, added, finishBefore: finish, finishAfter, moved }]
  }
  const linksOf = (
    { from, to, type, lag, lost }: DrawnProject['dependencies'][number],
    index: number,
  ): readonly NonNullable<ScheduleFact['links']>[number][] => {
    const [predecessor, successor] = [items[from % items.length], neighbours[to % neighbours.length]]
    if (predecessor === undefined || successor === undefined || lost || predecessor === successor) return []
    if (type === 'relates' || type === 'duplicates' || type === 'implements') return []
    const external = !items.includes(successor)
    const own = finishes.get(predecessor)
    const { connection } = predecessor
    return [
      {
        from: predecessor,
        to: successor,
        type: type === 'blocks' ? 'FS' : type,
        ...(lag !== undefined && lag !== 0 && { lag: { amount: lag, unit: 'working' } }),
        record: { connection, kind: 'dependency', ref: `${project}-link-${index + 1}` },
        origin: 'tracker',
        external,
        ...(external &&
          drift !== undefined &&
          own !== undefined && {
            given: { predecessor: dayAt(drift, own) },
            own: { predecessor: own },
          }),
      },
    ]
  }
  return {
    schedule: {
      project,
      computedAt,
      statusDate: PORTFOLIO_DAY,
      start,
      finish,
      minutesPerDay: DAY,
      items: scheduled,
      unscheduled,
      ...(told && {
        calendarStated: drawn.items.length % 2 === 0,
        links: drawn.dependencies.flatMap((link, index) => linksOf(link, index)),
        duration: workingDays(start, finish) * DAY,
        length: workingDays(PORTFOLIO_DAY, finish) * DAY,
      }),
      ...(promised && {
        promised: {
          finish: dayAt(promised.float, finish),
          by: promised.by,
          float: promised.float * DAY,
        },
      }),
      cycles: ring && items[0] !== undefined && items[1] !== undefined ? [[items[0], items[1]]] : [],
    },
    capacity: {
      person: `${project}-person`,
      title: 'Ada',
      from: PORTFOLIO_DAY,
      until: dayAt(7),
      available: 5 * DAY,
      demanded: items.length * DAY,
      demands: items.map((item) => ({ item, project, minutes: DAY })),
    },
    indicators: [
      {
        id: 'progress',
        project,
        value: items.length / 10,
        unit: 'ratio',
        coverage: 1,
        asOf: {},
        evidence: [],
      },
      { id: 'cost', project, value: 'unknown', unit: 'EUR', coverage: 0, asOf: {}, evidence: [] },
      ...drawn.figures.map(({ id, value }) => ({
        id,
        project,
        value: value ?? ('unknown' as const),
        ...(value === undefined && { reason: 'It divides by zero.' }),
        unit: 'ratio',
        coverage: value === undefined ? 0 : 1,
        asOf: {},
        evidence: items.slice(0, 2),
      })),
    ],
    whatIfs: [
      ...experiment('delay_first_critical', first, 600 * DAY),
      ...experiment('double_longest_critical', longest, longest?.remaining ?? 0),
    ],
  }
}

/** Days from Monday to Friday from one day up to another; none where it lies before. */
function workingDays(from: string, until: string): number {
  const all = Math.max(0, (Date.parse(until) - Date.parse(from)) / 86_400_000)
  return Math.round((all * 5) / 7)
}
