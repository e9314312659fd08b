import { useMemo } from 'react'
import type { Outputs } from '../../ui/api-types.ts'
import { Chart } from '../../ui/chart.tsx'
import { countText, dayText, shareText } from '../../ui/format.ts'
import { usePalette } from '../project/curves/palette.ts'

type Point = Outputs['scorecards']['get']['trend'][number]

/** The course of a score: a point a week. Weeks in which nothing was judged stay gaps. */
export function ScoreTrend({ trend }: { readonly trend: readonly Point[] }) {
  const { quiet, line, bar } = usePalette()
  const option = useMemo(
    () => ({
      // The card behind it shows, in either theme.
      backgroundColor: 'transparent',
      animation: false,
      aria: { enabled: true },
      grid: { left: 48, right: 16, top: 16, bottom: 32 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: trend.map(({ day }) => dayText(day)), axisLabel: { color: quiet } },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        splitLine: { lineStyle: { color: line } },
        axisLabel: { formatter: '{value} %', color: quiet },
      },
      series: [
        {
          name: 'Score in percent',
          type: 'line',
          connectNulls: false,
          // A course of one week is a point, and no line.
          symbol: 'circle',
          symbolSize: 7,
          showSymbol: trend.length < 30,
          lineStyle: { color: bar },
          itemStyle: { color: bar },
          data: trend.map(({ score }) => (score === undefined ? null : Math.round(score * 1000) / 10)),
        },
      ],
    }),
    [trend, quiet, line, bar],
  )
  if (trend.length === 0)
    return <p className="quiet">Nothing was judged yet; the course begins with the first check.</p>
  return (
    <Chart option={option} height={200} label={`The score over ${countText(trend.length, 'week')}`}>
      <table className="table">
        <caption>The course by week</caption>
        <thead>
          <tr>
            {['Day', 'Level', 'Score', 'Passed', 'Failed', 'Not judged'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trend.map(({ day, level, score, pass, fail, unknown }) => (
            <tr key={day}>
              <td>{dayText(day)}</td>
              <td>{level}</td>
              <td>{score === undefined ? 'unknown' : shareText(score)}</td>
              <td>{pass}</td>
              <td>{fail}</td>
              <td>{unknown}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Chart>
  )
}
