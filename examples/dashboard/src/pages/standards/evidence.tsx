import { Link } from '@tanstack/react-router'
import type { Outputs } from '../../ui/api-types.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { figureText, plainText } from './evidence-text.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'

type Detail = Outputs['findings']['get']
type Row = Detail['evidence'][number]

/** What a finding rests on: each row with what stood there, and the way to it. */
export function Evidence({
  rows,
  figure,
}: {
  readonly rows: readonly Row[]
  readonly figure: Detail['figure']
}) {
  return (
    <>
      {figure !== undefined && <p>{figureText(figure)}</p>}
      {rows.length === 0 ? (
        <p className="quiet">The rule names no rows.</p>
      ) : (
        <div className="scroll-x" role="region" aria-label="Evidence" tabIndex={0}>
          <table className="table">
            <caption>
              {rows.length} {rows.length === 1 ? 'row' : 'rows'}
            </caption>
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col">Field</th>
                <th scope="col">What stood there</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  <td>
                    <Place row={row} />
                  </td>
                  <td>{row.field ?? row.fact ?? '–'}</td>
                  <td>{plainText(row.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function Place({ row: { record, item, project, called, id } }: { readonly row: Row }) {
  const about = record ?? item
  const link = called?.url !== undefined && (
    <>
      {' '}
      <OutwardLink url={called.url}>in {about?.connection ?? 'its tracker'}</OutwardLink>
    </>
  )
  if (about?.kind === 'workItem') {
    return (
      <>
        <ItemLink
          connection={about.connection}
          itemRef={about.ref}
          name={called?.key}
          title={called?.title ?? about.ref}
        />
        {link}
      </>
    )
  }
  if (about !== undefined) {
    return (
      <>
        {about.kind} {called?.title ?? about.ref} of {about.connection}
        {link}
      </>
    )
  }
  if (project !== undefined) {
    return (
      <Link to="/projects/$project" params={{ project }}>
        {project}
      </Link>
    )
  }
  return <>{called?.title ?? id ?? 'everything'}</>
}
