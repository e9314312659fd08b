import { use, useEffect, useRef, type ReactNode } from 'react'
import { useTheme } from '../app/theme.ts'
import type { ChartOption } from './echarts.ts'

/** The charting library, in a chunk of its own that the first view does not wait for. */
const loaded = import('./echarts.ts')

/**
 * A chart. `label` says in a sentence what it shows; `children` is the same as a table, for readers who do not see it
 * and for whoever wants the numbers.
 */
export function Chart({
  option,
  label,
  height = 280,
  onClick,
  children,
}: {
  readonly option: ChartOption
  readonly label: string
  readonly height?: number
  readonly onClick?: (point: {
    readonly seriesName?: string
    readonly dataIndex: number
    readonly data: unknown
  }) => void
  readonly children?: ReactNode
}) {
  const { open } = use(loaded)
  const { shown } = useTheme()
  const element = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof open>>(undefined)
  useEffect(() => {
    if (element.current === null) return undefined
    const instance = open(element.current, shown)
    chart.current = instance
    const sized = new ResizeObserver(() => instance.resize())
    sized.observe(element.current)
    return () => {
      sized.disconnect()
      instance.dispose()
      chart.current = undefined
    }
  }, [open, shown])
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option, shown])
  useEffect(() => {
    const instance = chart.current
    if (instance === undefined || onClick === undefined) return undefined
    instance.on('click', onClick)
    return () => void instance.off('click', onClick)
  }, [onClick, shown])
  return (
    <figure className="chart">
      <div ref={element} role="img" aria-label={label} style={{ height }} />
      {children !== undefined && (
        <details>
          <summary>As a table</summary>
          {children}
        </details>
      )}
    </figure>
  )
}
