import { shown, type Figure } from '../figure.ts'
import { judgeIndex, withoutPraise } from '../earned-value/judged.ts'
import { dayNumber } from '../earned-value/planned-value.ts'
import type { ProjectValue } from '../earned-value/project-value.ts'
import { valueTotals, valueUnitShown } from '../earned-value/value-totals.ts'
import { earnedSchedule, type EarnedScheduleFigures } from './earned-schedule.ts'

const FIGURES: readonly {
  readonly id: string
  readonly figure: keyof EarnedScheduleFigures
  readonly title: string
  readonly formula: string
  readonly unit: 'days' | 'ratio'
  readonly unknown: string
}[] = [
  {
    id: 'es',
    figure: 'earnedSchedule',
    title: 'Earned schedule',
    formula: 'Days of the plan after which as much was to be earned as is earned now: C + I.',
    unit: 'days',
    unknown: '',
  },
  {
    id: 'sv-t',
    figure: 'variance',
    title: 'Schedule variance in time',
    formula: 'Earned schedule − days since the begin of the plan.',
    unit: 'days',
    unknown: '',
  },
  {
    id: 'spi-t',
    figure: 'index',
    title: 'Schedule performance index in time',
    formula: 'Earned schedule ÷ days since the begin of the plan.',
    unit: 'ratio',
    unknown: 'The plan has not begun.',
  },
  {
    id: 'ieac-t',
    figure: 'estimate',
    title: 'Estimated duration',
    formula: 'Planned duration ÷ schedule performance index in time.',
    unit: 'days',
    unknown: 'Nothing is earned yet.',
  },
  {
    id: 'tspi',
    figure: 'toComplete',
    title: 'To-complete schedule index',
    formula: '(Planned duration − earned schedule) ÷ (planned duration − days since the begin of the plan).',
    unit: 'ratio',
    unknown: 'The planned duration is over.',
  },
]

/** Earned schedule of a project as figures; its periods are calendar days of the plan. */
export function earnedScheduleTold(value: ProjectValue): Figure[] {
  const { planned, earned } = valueTotals(value)
  const { curve } = value
  const time = curve === undefined ? undefined : timeOf(value, curve.first)
  const figures =
    curve === undefined || time === undefined || earned.value === undefined
      ? undefined
      : earnedSchedule({ planned: curve.values, earned: earned.value, time })
  const unit = valueUnitShown(value)
  const share = (of: typeof planned): number =>
    of.coverage.needed === 0 ? 0 : of.coverage.known / of.coverage.needed
  const least = share(planned) <= share(earned) ? planned : earned
  return FIGURES.map(({ id, figure, title, formula, unit: counted, unknown }): Figure => {
    const number = figures?.[figure]
    const judged = id === 'spi-t' ? judgeIndex(number, 'schedule') : {}
    return {
      id: `earned-schedule.${id}`,
      title,
      formula: `${formula} Counted in calendar days.`,
      unit: counted,
      method: value.method,
      assumptions: value.assumptions,
      coverage: least.coverage,
      evidence: [
        {
          of: { kind: 'definition', field: 'earned-value.ev' },
          title: 'Earned value',
          ...(earned.value !== undefined && { brings: shown(earned.value, unit) }),
        },
        {
          of: { kind: 'definition', field: 'earned-value.pv' },
          title: 'Planned value by day',
          ...(curve !== undefined && { brings: { type: 'days', days: curve.values.length } as const }),
        },
        {
          of: { kind: 'definition', field: 'time' },
          title: 'Days since the begin of the plan',
          ...(time !== undefined && { brings: { type: 'days', days: time } as const }),
        },
      ],
      ...(number !== undefined && { value: number }),
      ...(figures !== undefined && number === undefined && { unknown }),
      complete: 'Plan a finish and a budget for the items without them.',
      ...(value.baseline === undefined ? withoutPraise(judged) : judged),
    }
  })
}

/** Days from the begin of the plan to the end of the day; the clock stops with the last item. */
function timeOf({ packages, today }: ProjectValue, first: number): number {
  const planned = packages.filter(({ isPlanned }) => isPlanned)
  const last = planned.every(({ done }) => done)
    ? planned.reduce((most, { finished = '' }) => (finished > most ? finished : most), '')
    : ''
  const end = last === '' ? dayNumber(today) : Math.min(dayNumber(today), dayNumber(last))
  return Math.max(0, end - first + 1)
}
