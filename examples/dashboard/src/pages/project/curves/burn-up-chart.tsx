import { useMemo } from 'react'
import { Chart } from '../../../ui/chart.tsx'
import { bandOf, dayAxes, lineOf } from './axes.ts'
import { DayTable, type DayValue } from './day-table.tsx'
import { usePalette } from './palette.ts'

/** Scope and done by the end of a day, in items. */
interface BurnUpPoint {
  readonly day: string
  readonly scope: number
  readonly done: number
  readonly unknown: number
}

/** Items that may be done by a day. */
interface ConePoint {
  readonly day: string
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/** Scope and what is done of it, and where the pace of the last weeks may lead. */
export function BurnUpChart({
  project,
  points,
  cone,
}: {
  readonly project: string
  readonly points: readonly BurnUpPoint[]
  readonly cone: readonly ConePoint[]
}) {
  const palette = usePalette()
  const today = points.at(-1)
  const option = useMemo(() => {
    const last = cone.at(-1)
    const ahead =
      last === undefined || today === undefined
        ? []
        : [[today.day, today.scope] as const, [last.day, today.scope] as const]
    return {
      ...dayAxes(palette, { unit: 'items', legend: ['Scope', 'Done', 'P50', 'P10 to P90'] }),
      series: [
        ...bandOf(
          'P10 to P90',
          palette.bar,
          cone.map(({ day, p10, p90 }) => [day, p10, p90]),
        ),
        lineOf(
          'Scope',
          palette.quiet,
          points.map(({ day, scope }) => [day, scope]),
        ),
        { ...lineOf('Scope ahead', palette.ghost, ahead, true), tooltip: { show: false } },
        lineOf(
          'Done',
          palette.green,
          points.map(({ day, done }) => [day, done]),
        ),
        lineOf(
          'P50',
          palette.accent,
          cone.map(({ day, p50 }) => [day, p50]),
          true,
        ),
      ],
    }
  }, [palette, points, cone, today])
  if (today === undefined) return null
  const rows = [
    ...points.map(({ day, ...rest }) => ({ day, told: rest })),
    ...cone.slice(1).map(({ day, ...rest }) => ({ day, cone: rest })),
  ]
  return (
    <Chart
      option={option}
      label={`Burn-up: ${today.done} of ${today.scope} items are done on ${today.day}.`}
      height={320}
    >
      <DayTable<BurnUpRow>
        caption="Scope, done and forecast by day"
        project={project}
        today={today.day}
        rows={rows}
        values={BURN_UP_VALUES}
      />
    </Chart>
  )
}

interface BurnUpRow {
  readonly day: string
  readonly told?: Omit<BurnUpPoint, 'day'>
  readonly cone?: Omit<ConePoint, 'day'>
}

const BURN_UP_VALUES: readonly DayValue<BurnUpRow>[] = [
  ['Scope', ({ told }) => told?.scope ?? null],
  ['Done', ({ told }) => told?.done ?? null],
  ['Not known', ({ told }) => told?.unknown ?? null],
  ['P10', ({ cone }) => cone?.p10 ?? null],
  ['P50', ({ cone }) => cone?.p50 ?? null],
  ['P90', ({ cone }) => cone?.p90 ?? null],
]
