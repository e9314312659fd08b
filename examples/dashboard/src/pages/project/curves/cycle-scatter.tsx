import { useMemo } from 'react'
import { Chart } from '../../../ui/chart.tsx'
import { DataTable, type Column } from '../../../ui/data-table.tsx'
import { instantText, numberText } from '../../../ui/format.ts'
import { ItemLink } from '../../../ui/item-link.tsx'
import { dayAxes } from './axes.ts'
import { usePointDialog, type PointItem } from './item-points.tsx'
import { usePalette } from './palette.ts'

/** A finished item: when, and how many days it took. */
interface CyclePoint extends PointItem {
  readonly finished: string
  readonly days: number
}

/** Days that a share of the items did not exceed. */
export interface Percentiles {
  readonly p50: number
  readonly p70: number
  readonly p85: number
  readonly p95: number
}

/** Finished items by their day and how long they took, with the days that shares of them did not exceed. */
export function CycleScatter({
  points,
  percentiles,
}: {
  readonly points: readonly CyclePoint[]
  readonly percentiles: Percentiles | undefined
}) {
  const palette = usePalette()
  const { onClick, dialog } = usePointDialog(points)
  const option = useMemo(
    () => ({
      ...dayAxes(palette, { unit: 'days', legend: [] }),
      tooltip: {
        trigger: 'item',
        confine: true,
        // Text, never markup: titles are other people's words.
        renderMode: 'richText',
        formatter: ({ data }: { readonly data: readonly unknown[] }) => {
          const point = points[Number(data[2])]
          return point === undefined
            ? ''
            : `${point.key ?? ''} ${point.title}\n${numberText(point.days)} days, done ${instantText(point.finished)}`
        },
      },
      series: [
        {
          name: 'Finished',
          type: 'scatter',
          symbolSize: 8,
          itemStyle: { color: palette.bar, opacity: 0.8 },
          data: points.map(({ finished, days }, index) => [finished, days, index]),
          ...(percentiles !== undefined && {
            markLine: {
              symbol: 'none',
              silent: true,
              lineStyle: { color: palette.quiet },
              label: { position: 'insideEndTop', color: palette.text, formatter: '{b}' },
              data: SHARES.map(([key, share]) => ({
                name: `${share} %: ${numberText(percentiles[key])} d`,
                yAxis: percentiles[key],
              })),
            },
          }),
        },
      ],
    }),
    [palette, points, percentiles],
  )
  return (
    <>
      <Chart
        option={option}
        label={`Cycle times of ${points.length} finished items${percentiles === undefined ? '' : `; 85 % of them took ${numberText(percentiles.p85)} days or less`}.`}
        height={320}
        onClick={onClick}
      >
        <DataTable
          caption="Finished items and how long they took"
          columns={COLUMNS}
          rows={points}
          rowKey={({ connection, ref }) => `${connection}/${ref}`}
          sorting={{ sort: 'days', direction: 'desc' }}
        />
      </Chart>
      {dialog}
    </>
  )
}

const SHARES = [
  ['p50', 50],
  ['p70', 70],
  ['p85', 85],
  ['p95', 95],
] as const

const COLUMNS: readonly Column<CyclePoint>[] = [
  {
    id: 'item',
    title: 'Item',
    sortable: true,
    value: ({ key, title }) => `${key ?? ''} ${title}`,
    cell: ({ connection, ref, key, title }) => (
      <ItemLink connection={connection} itemRef={ref} name={key} title={title} />
    ),
  },
  {
    id: 'finished',
    title: 'Done',
    sortable: true,
    value: ({ finished }) => finished,
    cell: ({ finished }) => instantText(finished),
  },
  {
    id: 'days',
    title: 'Days',
    numeric: true,
    sortable: true,
    value: ({ days }) => days,
    cell: ({ days }) => numberText(days),
  },
]
