import type { Indicator } from './api-types.ts'
import { ageOf, covered } from './indicator-age.ts'
import { Figure } from './indicator.tsx'

function Actions({ of }: { readonly of: readonly string[] }) {
  if (of.length < 2) return of[0] ?? '–'
  return (
    <ul className="plain-list">
      {of.map((action) => (
        <li key={action}>{action}</li>
      ))}
    </ul>
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
              <td>
                <Actions of={part.actions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
