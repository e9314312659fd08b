import { useMemo } from 'react'
import { Chart } from '../../../ui/chart.tsx'
import { DataTable, type Column } from '../../../ui/data-table.tsx'
import { instantText, numberText } from '../../../ui/format.ts'
import { ItemLink } from '../../../ui/item-link.tsx'
import { dayAxes } from './axes.ts'
import type { Percentiles } from './cycle-scatter.tsx'
import { usePointDialog, type PointItem } from './item-points.tsx'
import { usePalette } from './palette.ts'

/** An item in progress: where, and for how long. */
interface AgingPoint extends PointItem {
  readonly status?: string | undefined
  /** Absent: nothing tells when work began. */
  readonly days?: number | undefined
  readonly blockedSince?: string | undefined
  readonly isOld?: boolean | undefined
}

/** A status with the ages at which finished items left it. */
interface AgingStatus {
  readonly status: string
  readonly left?: Percentiles | undefined
}

const NO_STATUS = 'status unknown'

/** Items in progress by status and age, against the ages at which the team's finished items left each status. */
export function AgingChart({
  points,
  statuses,
}: {
  readonly points: readonly AgingPoint[]
  readonly statuses: readonly AgingStatus[]
}) {
  const palette = usePalette()
  const { onClick, dialog } = usePointDialog(points)
  const option = useMemo(() => {
    const names = statuses.map(({ status }) => status)
    if (points.some(({ status }) => status === undefined)) names.push(NO_STATUS)
    const pace = (name: string, key: 'p50' | 'p85', colour: string) => ({
      name,
      type: 'line',
      step: 'middle',
      symbol: 'none',
      connectNulls: false,
      lineStyle: { color: colour, type: 'dashed' },
      itemStyle: { color: colour },
      data: names.map((name) => statuses.find(({ status }) => status === name)?.left?.[key] ?? null),
    })
    const dots = (name: string, colour: string, symbol: string, isOld: boolean) => ({
      name,
      type: 'scatter',
      symbol,
      symbolSize: 11,
      itemStyle: { color: colour },
      data: points.flatMap((point, index) =>
        point.days === undefined || (point.isOld === true) !== isOld
          ? []
          : [[point.status ?? NO_STATUS, point.days, index]],
      ),
    })
    return {
      ...dayAxes(palette, {
        unit: 'days',
        legend: ['In progress', 'Older than usual', '50 % left by', '85 % left by'],
      }),
      tooltip: {
        trigger: 'item',
        confine: true,
        // Text, never markup: titles are other people's words.
        renderMode: 'richText',
        formatter: ({ data }: { readonly data: unknown }) => {
          const point = Array.isArray(data) ? points[Number(data[2])] : undefined
          return point === undefined
            ? ''
            : `${point.key ?? ''} ${point.title}\n${numberText(point.days)} days`
        },
      },
      xAxis: {
        type: 'category',
        data: names,
        axisLabel: { color: palette.quiet, interval: 0, width: 90, overflow: 'truncate' },
      },
      series: [
        pace('50 % left by', 'p50', palette.quiet),
        pace('85 % left by', 'p85', palette.amber),
        dots('In progress', palette.bar, 'circle', false),
        dots('Older than usual', palette.red, 'rect', true),
      ],
    }
  }, [palette, points, statuses])
  const old = points.filter(({ isOld }) => isOld === true).length
  return (
    <>
      <Chart
        option={option}
        label={`Age of ${points.length} items in progress; ${old} of them are older than 85 % of finished items took.`}
        height={320}
        onClick={onClick}
      >
        <DataTable
          caption="Items in progress, the oldest first"
          columns={COLUMNS}
          rows={points}
          rowKey={({ connection, ref }) => `${connection}/${ref}`}
        />
      </Chart>
      {dialog}
    </>
  )
}

const COLUMNS: readonly Column<AgingPoint>[] = [
  {
    id: 'item',
    title: 'Item',
    cell: ({ connection, ref, key, title }) => (
      <ItemLink connection={connection} itemRef={ref} name={key} title={title} />
    ),
  },
  {
    id: 'status',
    title: 'Status',
    sortable: true,
    value: ({ status }) => status,
    cell: ({ status }) => status ?? 'unknown',
  },
  {
    id: 'days',
    title: 'Days',
    numeric: true,
    sortable: true,
    value: ({ days }) => days,
    cell: ({ days, isOld }) =>
      `${days === undefined ? 'unknown' : numberText(days)}${isOld === true ? ' (older than usual)' : ''}`,
  },
  {
    id: 'blocked',
    title: 'Blocked since',
    cell: ({ blockedSince }) => (blockedSince === undefined ? '–' : instantText(blockedSince)),
  },
]
