import { trendMarks, trendText, TREND_DAYS, type TrendDay } from './trend.ts'
import './sparkline.css'

const STEP = 4
const HEIGHT = 20
/** The worse, the higher: told by shape too, not by colour alone. */
const HEIGHTS = { green: 6, amber: 12, red: 20 } as const

/** How a project stood over the last weeks: one bar a day, the worse the higher; unknown is an outline, no day a dot. */
export function Sparkline({ trend }: { readonly trend: readonly TrendDay[] }) {
  if (trend.length === 0) return <span className="quiet">no day kept yet</span>
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={trendText(trend)}
      viewBox={`0 0 ${TREND_DAYS * STEP} ${HEIGHT}`}
      width={TREND_DAYS * STEP}
      height={HEIGHT}
    >
      <title>{trendText(trend)}</title>
      {trendMarks(trend).map(({ day, light }, index) => {
        const x = index * STEP
        if (light === undefined) {
          return <rect key={day} className="spark-none" x={x + 1} y={HEIGHT - 2} width={1} height={1} />
        }
        if (light === 'unknown') {
          return (
            <rect key={day} className="spark-unknown" x={x + 0.5} y={HEIGHT - 12} width={2} height={11.5} />
          )
        }
        const height = HEIGHTS[light]
        return (
          <rect key={day} className={`spark-${light}`} x={x} y={HEIGHT - height} width={3} height={height} />
        )
      })}
    </svg>
  )
}
