import { useState } from 'react'
import type { Indicator } from './api-types.ts'
import { Dialog } from './dialog.tsx'
import { ageOf, covered } from './indicator-age.ts'
import { Figure, IndicatorDetail } from './indicator.tsx'
import { LightMark } from './light.tsx'

/** The health of a project as a button: opens what it is made of, how far that is known, and what to do. */
export function HealthFigure({
  health,
  parts,
  of,
}: {
  readonly health: Indicator
  readonly parts: readonly Indicator[]
  /** Name of the project. */
  readonly of: string
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="figure" onClick={() => setOpen(true)}>
        <span className="visually-hidden">Health of {of}: </span>
        <LightMark light={health.light ?? 'unknown'} />
        <span className="visually-hidden">, show what it rests on</span>
      </button>
      {open && (
        <Dialog title={`Health of ${of}`} wide close={() => setOpen(false)}>
          <HealthParts parts={parts} />
          <IndicatorDetail indicator={health} />
        </Dialog>
      )}
    </>
  )
}

/** What a health is made of, side by side. */
export function HealthParts({ parts }: { readonly parts: readonly Indicator[] }) {
  return (
    <div className="scroll-x">
      <table className="table">
        <caption>What it is made of</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Stands</th>
            <th scope="col">Because</th>
            <th scope="col">Rests on</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.id}>
              <th scope="row">{part.title}</th>
              <td>
                <Figure indicator={part} />
              </td>
              <td>{part.because}</td>
              <td className="quiet">
                {covered(part)}, {ageOf(part)}
              </td>
              <td>{part.actions[0] ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
