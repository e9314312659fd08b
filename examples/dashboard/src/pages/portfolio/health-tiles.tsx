import { LightMark } from '../../ui/light.tsx'
import { filtered, HEALTHS, type PortfolioView } from './portfolio-view.ts'
import type { Totals } from './totals.ts'

/** How many projects stand how. Each number shows its projects alone; pressed again, all. */
export function HealthTiles({
  totals,
  view,
  show,
}: {
  readonly totals: Totals
  readonly view: PortfolioView
  readonly show: (view: PortfolioView) => void
}) {
  return (
    <div className="tiles" role="group" aria-label="Projects by health">
      {HEALTHS.map((health) => {
        const isChosen = view.health === health
        return (
          <button
            key={health}
            type="button"
            className="tile"
            aria-pressed={isChosen}
            onClick={() => show(filtered(view, 'health', isChosen ? '' : health))}
          >
            <span className="tile-number">{totals.lights[health]}</span>
            <LightMark light={health} />
          </button>
        )
      })}
    </div>
  )
}
