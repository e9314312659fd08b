import type { ChartOption } from '../../../ui/echarts.ts'
import type { Palette } from './palette.ts'

/** What all curves over days have in common: a calm grid, days below, a legend above, no ground of their own. */
export function dayAxes(
  palette: Palette,
  { unit, legend }: { unit: string; legend: readonly string[] },
): ChartOption {
  return {
    backgroundColor: 'transparent',
    animation: false,
    textStyle: { color: palette.text },
    grid: { left: 56, right: 24, top: 64, bottom: 32 },
    legend: { data: [...legend], textStyle: { color: palette.text }, top: 0, left: 0, type: 'scroll' },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: {
      type: 'time',
      axisLabel: { color: palette.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: valueAxis(palette, unit),
  }
}

/** A scale of values from nothing on. */
export function valueAxis(palette: Palette, unit: string): ChartOption {
  return {
    type: 'value',
    min: 0,
    name: unit,
    nameTextStyle: { color: palette.quiet, align: 'left' },
    axisLabel: { color: palette.quiet },
    splitLine: { lineStyle: { color: palette.line } },
  }
}

/** A line over days; a day whose value is unknown is a gap and no zero. */
export function lineOf(
  name: string,
  colour: string,
  points: readonly (readonly [day: string, value: number | undefined])[],
  dashed = false,
): ChartOption {
  return {
    name,
    type: 'line',
    showSymbol: points.length < 2,
    connectNulls: false,
    lineStyle: { color: colour, width: 2, type: dashed ? 'dashed' : 'solid' },
    itemStyle: { color: colour },
    data: points.map(([day, value]) => [day, value ?? null]),
  }
}

/**
 * An area between two lines: one that is not seen, and above it the distance to the other. Days on which either of them
 * is unknown are left out.
 */
export function bandOf(
  name: string,
  colour: string,
  points: readonly (readonly [day: string, low: number | undefined, high: number | undefined])[],
): ChartOption[] {
  const known = points.flatMap(([day, low, high]) =>
    low === undefined || high === undefined
      ? []
      : [{ day, low: Math.min(low, high), high: Math.max(low, high) }],
  )
  const base = {
    type: 'line',
    stack: name,
    symbol: 'none',
    lineStyle: { opacity: 0 },
    silent: true,
    tooltip: { show: false },
  }
  return [
    { ...base, name: `${name} (from)`, data: known.map(({ day, low }) => [day, low]) },
    {
      ...base,
      name,
      itemStyle: { color: colour },
      areaStyle: { color: colour, opacity: 0.25 },
      data: known.map(({ day, low, high }) => [day, high - low]),
    },
  ]
}
