import { useMemo } from 'react'
import { Chart } from '../../../ui/chart.tsx'
import { dayAxes, lineOf } from './axes.ts'
import { DayTable, type DayValue } from './day-table.tsx'
import { usePalette } from './palette.ts'

/** Values by the end of a day, in the unit of the project. */
interface ValuePoint {
  readonly day: string
  readonly planned?: number | undefined
  readonly earned?: number | undefined
  readonly actual?: number | undefined
}

/** Planned value, earned value and actual cost by day. */
export function ValueChart({
  project,
  today,
  unit,
  points,
  scale,
}: {
  readonly project: string
  readonly today: string
  readonly unit: string
  readonly points: readonly ValuePoint[]
  /** What a value is divided by to be told in the unit. */
  readonly scale: number
}) {
  const palette = usePalette()
  const scaled = useMemo(
    () =>
      points.map(({ day, planned, earned, actual }) => ({
        day,
        planned: over(planned, scale),
        earned: over(earned, scale),
        actual: over(actual, scale),
      })),
    [points, scale],
  )
  const option = useMemo(
    () => ({
      ...dayAxes(palette, { unit, legend: ['Planned value', 'Earned value', 'Actual cost'] }),
      series: [
        lineOf(
          'Planned value',
          palette.quiet,
          scaled.map(({ day, planned }) => [day, planned]),
          true,
        ),
        lineOf(
          'Earned value',
          palette.green,
          scaled.map(({ day, earned }) => [day, earned]),
        ),
        lineOf(
          'Actual cost',
          palette.red,
          scaled.map(({ day, actual }) => [day, actual]),
        ),
      ],
    }),
    [palette, scaled, unit],
  )
  const values = useMemo((): readonly DayValue<ValuePoint>[] => {
    const upToNow = (day: string, value: number | undefined) => (day > today ? null : value)
    return [
      ['Planned value', ({ planned }) => planned],
      ['Earned value', ({ day, earned }) => upToNow(day, earned)],
      ['Actual cost', ({ day, actual }) => upToNow(day, actual)],
    ]
  }, [today])
  return (
    <Chart option={option} label="Planned value, earned value and actual cost by day." height={320}>
      <DayTable
        caption={`Values by day, in ${unit}`}
        project={project}
        today={today}
        rows={scaled}
        values={values}
      />
    </Chart>
  )
}

function over(value: number | undefined, scale: number): number | undefined {
  return value === undefined ? undefined : value / scale
}
