import { useState } from 'react'
import type { Indicator } from './api-types.ts'
import { Dialog } from './dialog.tsx'
import { EvidenceTable } from './evidence.tsx'
import { ageText, instantText, shareText, valueText } from './format.ts'
import { LightMark } from './light.tsx'

/** A figure as a button: its value and light; opens what it rests on. */
export function Figure({
  indicator,
  compact = false,
}: {
  readonly indicator: Indicator
  readonly compact?: boolean
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={`figure figure-${indicator.state}`} onClick={() => setOpen(true)}>
        <span className="visually-hidden">{indicator.title}: </span>
        {indicator.light !== undefined && <LightMark light={indicator.light} compact={compact} />}
        <span className="figure-value">{isItsLight(indicator) ? 'why?' : valueText(indicator.value)}</span>
        {(indicator.state === 'partial' || indicator.state === 'stale') && (
          <span className="figure-state">{indicator.state}</span>
        )}
        <span className="visually-hidden">, show what it rests on</span>
      </button>
      {open && (
        <Dialog title={indicator.title} wide close={() => setOpen(false)}>
          <IndicatorDetail indicator={indicator} />
        </Dialog>
      )}
    </>
  )
}

/** Whether the value is nothing but the light, which is not said twice. */
function isItsLight({ value, light }: Indicator): boolean {
  return value?.type === 'text' && value.text === light
}

/** Everything that an indicator says of itself. */
export function IndicatorDetail({ indicator }: { readonly indicator: Indicator }) {
  const { coverage, asOf, assumptions, actions } = indicator
  return (
    <div className="stack">
      <p className="figure-large">
        <LightMark light={indicator.light} /> {isItsLight(indicator) ? '' : valueText(indicator.value)}
      </p>
      <p>{indicator.because}</p>
      {indicator.yardstick !== undefined && <p className="quiet">Judged by: {indicator.yardstick}</p>}
      {actions.length > 0 && (
        <section>
          <h3>What to do</h3>
          <Sentences of={actions} />
        </section>
      )}
      <dl className="facts">
        <dt>Coverage</dt>
        <dd>
          {coverage.known} of {coverage.needed} {coverage.of} ({shareText(coverage.share)})
        </dd>
        <dt>As of</dt>
        <dd>
          {asOf.length === 0
            ? 'no source'
            : asOf.map((source) => (
                <div key={source.connection}>
                  {source.connection}: <span title={instantText(source.asOf)}>{ageText(source.asOf)}</span>
                  {source.stale && ' (stale)'}
                </div>
              ))}
        </dd>
        <dt>Formula</dt>
        <dd>{indicator.formula}</dd>
      </dl>
      {assumptions.length > 0 && (
        <section>
          <h3>Taken for granted</h3>
          <Sentences of={assumptions} />
        </section>
      )}
      <EvidenceTable rows={indicator.evidence} total={indicator.evidenceTotal} />
    </div>
  )
}

function Sentences({ of }: { readonly of: readonly string[] }) {
  return (
    <ul>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
