import type { Indicator } from '../../ui/api-types.ts'
import { ageOf, covered } from '../../ui/indicator-age.ts'
import { Figure } from '../../ui/indicator.tsx'

/** Figures side by side, each with the share of data it rests on, its age, and what to do. */
export function FiguresGrid({ indicators }: { readonly indicators: readonly Indicator[] }) {
  return (
    <ul className="figures">
      {indicators.map((indicator) => (
        <li key={indicator.id} className="card figure-card">
          <h3>{indicator.title}</h3>
          <Figure indicator={indicator} />
          <p className="quiet">{indicator.because}</p>
          <p className="quiet small">
            {covered(indicator)} · {ageOf(indicator)}
          </p>
          {indicator.actions[0] !== undefined && <p className="small">→ {indicator.actions[0]}</p>}
        </li>
      ))}
    </ul>
  )
}
