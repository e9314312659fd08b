import { Link } from '@tanstack/react-router'
import type { EvidenceRow } from './api-types.ts'
import { ItemLink } from './item-link.tsx'
import { valueText } from './format.ts'

/** Rows that a figure is computed from, each with the link to where it comes from. */
export function EvidenceTable({
  rows,
  total,
}: {
  readonly rows: readonly EvidenceRow[]
  readonly total: number
}) {
  if (total === 0) return <p className="quiet">No rows.</p>
  return (
    <div className="scroll-x">
      <table className="table">
        <caption>
          {rows.length < total ? `The first ${rows.length} of ${total} rows` : `All ${total} rows`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col" className="number">
              Brings
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <td>
                <EvidenceName row={row} />
              </td>
              <td className="number">{row.brings === undefined ? 'missing' : valueText(row.brings)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EvidenceName({ row }: { readonly row: EvidenceRow }) {
  const { of, title } = row
  if (of.kind === 'workItem') {
    return <ItemLink connection={of.connection} itemRef={of.ref} name={of.key} title={title} />
  }
  if (of.kind === 'project') {
    return (
      <Link to="/projects/$project" params={{ project: of.id }}>
        {title}
      </Link>
    )
  }
  return <>{title}</>
}
