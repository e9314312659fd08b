import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { partsOf, SUMS, type Part, type SumName } from './behind.ts'
import type { OverviewRow } from './overview-row.ts'
import { foundAddressOf } from './found-address.ts'

/** A number under the table, as a button: opens the projects behind it, each with the way to what it brings. */
export function SumButton({
  name,
  rows,
  children,
}: {
  readonly name: SumName
  readonly rows: readonly OverviewRow[]
  /** The number in words: "3 late". */
  readonly children: string
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {children}
      </button>
      {open && (
        <Dialog title={`${TITLES[name]}: ${children}`} close={() => setOpen(false)}>
          <div className="scroll-x" role="region" aria-label="Projects behind the number" tabIndex={0}>
            <table className="table">
              <caption>By project</caption>
              <thead>
                <tr>
                  <th scope="col">Project</th>
                  <th scope="col" className={SUMS[name].counts === 'findings' ? 'number' : undefined}>
                    {TITLES[name]}
                  </th>
                </tr>
              </thead>
              <tbody>
                {partsOf(name, rows).map((part) => (
                  <tr key={part.row.project.id}>
                    <td>
                      <Link to="/projects/$project" params={{ project: part.row.project.id }}>
                        {part.row.project.name}
                      </Link>
                    </td>
                    <td className={SUMS[name].counts === 'findings' ? 'number' : undefined}>
                      <Way name={name} part={part} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Dialog>
      )}
    </>
  )
}

const TITLES: Readonly<Record<SumName, string>> = {
  finishUnknown: 'Finish',
  late: 'Delta',
  deltaUnknown: 'Delta',
  forecastUnknown: 'Forecast',
  neverChecked: 'Findings',
  open: 'Open findings',
  breach: 'Errors',
  waived: 'Waived findings',
  unknown: 'Not judged',
}

/** What a project brings, as the way to the rows of it. */
function Way({
  name,
  part: {
    told,
    row: { project },
  },
}: {
  readonly name: SumName
  readonly part: Part
}) {
  if (name === 'open' || name === 'breach' || name === 'waived' || name === 'unknown') {
    return (
      <Link to="/standards" search={foundAddressOf(name, project.id)}>
        {told}
        <span className="visually-hidden"> of {project.name}</span>
      </Link>
    )
  }
  return (
    <Link to="/projects/$project" params={{ project: project.id }} search={{ tab: 'milestones' }}>
      {told}
      <span className="visually-hidden">: milestones of {project.name}</span>
    </Link>
  )
}
