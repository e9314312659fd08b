import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { reportsAddressOf } from './reports-view.ts'

/** How many things are missing in a kept report; opens what they are. */
export function Missing({
  report,
  title,
  count,
}: {
  readonly report: string
  readonly title: string
  readonly count: number
}) {
  const [open, setOpen] = useState(false)
  if (count === 0) return 0
  return (
    <>
      <button
        type="button"
        className="link"
        aria-label={`${count} missing in ${title}`}
        onClick={() => setOpen(true)}
      >
        {count}
      </button>
      {open && (
        <Dialog title={`${count} missing in ${title}`} close={() => setOpen(false)}>
          <Sentences report={report} />
        </Dialog>
      )}
    </>
  )
}

function Sentences({ report }: { readonly report: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.reports.kept.queryOptions({ id: report, format: 'md' }))
  return (
    <QueryView query={query} what="report">
      {({ missing }) => (
        <>
          <ul>
            {missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <p>
            <Link to="/reports" search={reportsAddressOf({ kept: report, format: 'html' })}>
              Open the report
            </Link>
          </p>
        </>
      )}
    </QueryView>
  )
}
