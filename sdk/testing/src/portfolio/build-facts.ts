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
export function buildFacts(project: string, drawn: DrawnProject, items: readonly RecordKey[]): ProjectFacts {
  const computedAt = `${PORTFOLIO_DAY}T06:00:00Z`
  const scheduled: ScheduleFact['items'][number][] = []
  const unscheduled: ScheduleFact['unscheduled'][number][] = []
  for (const [index, { dates }] of drawn.items.entries()) {
    const item = items[index]
    if (item === undefined) continue
    if (dates === undefined) {
      unscheduled.push({ item, reason: 'it has no duration.' })
      continue
    }
    const { start, days, float } = dates
    scheduled.push({
      item,
      earlyStart: dayAt(start),
      earlyFinish: dayAt(start + days),
      lateStart: dayAt(start + float),
      lateFinish: dayAt(start + days + float),
      totalFloat: float * DAY,
      freeFloat: Math.max(0, float) * DAY,
      remaining: days * DAY,
      minutesPerDay: DAY,
      critical: float <= 0,
    })
  }
  const finish =
    scheduled
      .map(({ earlyFinish }) => earlyFinish)
      .toSorted()
      .at(-1) ?? PORTFOLIO_DAY
  const first = scheduled.find(({ critical }) => critical)
  return {
    schedule: {
      project,
      computedAt,
      statusDate: PORTFOLIO_DAY,
      start: scheduled.map(({ earlyStart }) => earlyStart).toSorted()[0] ?? PORTFOLIO_DAY,
      finish,
      minutesPerDay: DAY,
      items: scheduled,
      unscheduled,
      cycles: [],
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
    ],
    whatIfs:
      first === undefined
        ? []
        : [
            {
              project,
              experiment: 'delay_first_critical',
              item: first.item,
              added: 600 * DAY,
              finishBefore: finish,
              finishAfter: dayAt(600, finish),
              moved: (drawn.items.length % 2 === 0 ? 600 : 0) * DAY,
            },
          ],
  }
}
