import type { Indicator } from '../../ui/api-types.ts'
import { ageText, shareText } from '../../ui/format.ts'
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
            {covered(indicator)} · {oldest(indicator)}
          </p>
          {indicator.actions[0] !== undefined && <p className="small">→ {indicator.actions[0]}</p>}
        </li>
      ))}
    </ul>
  )
}

/** Share of the data that a figure rests on, in words. */
export function covered({ coverage: { needed, share, of } }: Indicator): string {
  return needed === 0 ? `there are no ${of}` : `${shareText(share)} of the data`
}

/** The age of the oldest source, which is that of the figure. */
export function oldest({ asOf }: Indicator): string {
  if (asOf.length === 0) return 'kept here'
  if (asOf.some((source) => source.asOf === undefined)) return 'a source was never read'
  const first = asOf.map((source) => source.asOf ?? '').toSorted()[0]
  return `as of ${ageText(first)}${asOf.some(({ stale }) => stale) ? ', stale' : ''}`
}
