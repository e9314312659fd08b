import type { Outputs } from '../../ui/api-types.ts'
import { instantText } from '../../ui/format.ts'
import { HealthParts } from '../../ui/health.tsx'
import { ageOf, covered } from '../../ui/indicator-age.ts'
import { LightMark } from '../../ui/light.tsx'
import { Sparkline } from '../portfolio/sparkline.tsx'

/** The health of the project: its light, why, what it is made of, and how it was. */
export function HealthNow({ overview }: { readonly overview: Outputs['overview']['project'] }) {
  const { health, parts, trend, isOutdated, asOf } = overview
  return (
    <section className="card stack" aria-labelledby="health">
      <h2 id="health" className="row">
        Health <LightMark light={health.light ?? 'unknown'} />
      </h2>
      <p>{health.because}</p>
      <div className="row">
        <Sparkline trend={trend} />
        <span className="quiet">
          {covered(health)}, {ageOf(health)}
        </span>
      </div>
      {isOutdated && (
        <p className="quiet">
          Something has changed since {instantText(asOf)}; newer figures are being made.
        </p>
      )}
      <HealthParts parts={parts} />
    </section>
  )
}
