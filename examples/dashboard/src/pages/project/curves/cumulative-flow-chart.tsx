import { useMemo } from 'react'
import { Chart } from '../../../ui/chart.tsx'
import { dayAxes } from './axes.ts'
import { DayTable, type DayValue } from './day-table.tsx'
import { usePalette } from './palette.ts'

/** Items by state at the end of a day. */
interface FlowPoint {
  readonly day: string
  readonly todo: number
  readonly inProgress: number
  readonly done: number
  readonly unknown: number
}

/** Items by state, day by day, done at the bottom: the height of a band is how many, its width how long they take. */
export function CumulativeFlowChart({
  project,
  points,
}: {
  readonly project: string
  readonly points: readonly FlowPoint[]
}) {
  const palette = usePalette()
  const option = useMemo(() => {
    const band = (name: string, colour: string, value: (point: FlowPoint) => number) => ({
      name,
      type: 'line',
      stack: 'items',
      symbol: 'none',
      lineStyle: { width: 1, color: colour },
      itemStyle: { color: colour },
      areaStyle: { color: colour, opacity: 0.6 },
      data: points.map((point) => [point.day, value(point)]),
    })
    return {
      ...dayAxes(palette, { unit: 'items', legend: ['Done', 'In progress', 'To do', 'Not known'] }),
      series: [
        band('Done', palette.green, ({ done }) => done),
        band('In progress', palette.bar, ({ inProgress }) => inProgress),
        band('To do', palette.ghost, ({ todo }) => todo),
        band('Not known', palette.unknown, ({ unknown }) => unknown),
      ],
    }
  }, [palette, points])
  const today = points.at(-1)
  if (today === undefined) return null
  return (
    <Chart
      option={option}
      label={`Cumulative flow: on ${today.day} ${today.done} items are done, ${today.inProgress} in progress, ${today.todo} to do, and of ${today.unknown} it is not known.`}
      height={320}
    >
      <DayTable
        caption="Items by state and day"
        project={project}
        today={today.day}
        rows={points}
        values={VALUES}
      />
    </Chart>
  )
}

const VALUES: readonly DayValue<FlowPoint>[] = [
  ['Done', ({ done }) => done],
  ['In progress', ({ inProgress }) => inProgress],
  ['To do', ({ todo }) => todo],
  ['Not known', ({ unknown }) => unknown],
]
