import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { Empty } from '../../ui/states.tsx'
import { fileName, FORMATS, type Format, type ReportName, type ReportsView } from './reports-view.ts'

type Rendered = Outputs['reports']['get']

interface Part {
  readonly view: ReportsView
  readonly show: (next: ReportsView) => void
}

/** A report as it is now, or as it was kept. */
export function ReportPreview({ view, show }: Part) {
  const { report, kept, project } = view
  if (kept !== undefined) return <Kept id={kept} view={view} show={show} />
  if (report === undefined) return null
  if (report === 'project-status' && project === undefined) {
    return (
      <Empty title="Choose a project">
        <p>This report is about one project; choose it above.</p>
      </Empty>
    )
  }
  return <OfNow report={report} view={view} show={show} />
}

function OfNow({ report, view, show }: Part & { readonly report: ReportName }) {
  const { trpc } = usePmo()
  const { project, portfolio, format } = view
  const about = {
    report,
    ...(report === 'project-status' && project !== undefined && { project }),
    ...(report !== 'project-status' && portfolio !== undefined && { portfolio }),
  }
  // A report is of its moment: news do not make it another while somebody reads it.
  const query = useQuery({ ...trpc.reports.get.queryOptions({ ...about, format }), staleTime: 'static' })
  return (
    <QueryView query={query} what="report">
      {(rendered) => (
        <Shown rendered={rendered} view={view} show={show}>
          <button
            type="button"
            className="button"
            disabled={query.isFetching}
            onClick={() => void query.refetch()}
          >
            Bring it up to date
          </button>
          <Keep about={about} show={show} format={format} />
        </Shown>
      )}
    </QueryView>
  )
}

function Kept({ id, view, show }: Part & { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.reports.kept.queryOptions({ id, format: view.format }))
  return (
    <QueryView query={query} what="report">
      {(rendered) => <Shown rendered={rendered} view={view} show={show} />}
    </QueryView>
  )
}

function Shown({
  rendered: { title, asOf, missing, text, format },
  view,
  show,
  children,
}: Part & { readonly rendered: Rendered; readonly children?: ReactNode }) {
  const shown: Format = format === 'md' ? 'md' : 'html'
  return (
    <section className="stack">
      <h2>{title}</h2>
      <p className="row">
        <span>As of {instantText(asOf)}</span>
        {missing.length > 0 && <span>{missing.length} things are missing in it</span>}
      </p>
      {missing.length > 0 && (
        <details>
          <summary>What is missing</summary>
          <ul>
            {missing.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="row">
        {Object.entries(FORMATS).map(([name, words]) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={name === view.format}
            onClick={() => show({ ...view, format: name === 'md' ? 'md' : 'html' })}
          >
            {words}
          </button>
        ))}
        <button
          type="button"
          className="button button-main"
          onClick={() => download(text, fileName(title, asOf, shown), shown)}
        >
          Download {shown === 'md' ? 'Markdown' : 'HTML'}
        </button>
        {children}
      </div>
      {shown === 'md' ? (
        <pre className="report-text" tabIndex={0} aria-label={`${title} as Markdown`}>
          {text}
        </pre>
      ) : (
        // Without any right: no script, no form, no origin. Links open beside it.
        <iframe className="report-frame" title={title} srcDoc={text} sandbox="allow-popups" />
      )}
    </section>
  )
}

function Keep({
  about,
  format,
  show,
}: {
  readonly about: { readonly report: ReportName; readonly project?: string; readonly portfolio?: string }
  readonly format: Format
  readonly show: (next: ReportsView) => void
}) {
  const { trpc, queries, session } = usePmo()
  const make = useMutation(
    trpc.reports.make.mutationOptions({
      onSuccess: ({ id }) => {
        void queries.invalidateQueries({ queryKey: trpc.reports.list.queryKey() })
        show({ kept: id, format })
      },
    }),
  )
  if (!may(session, 'contributor')) return null
  return (
    <>
      <button type="button" className="button" disabled={make.isPending} onClick={() => make.mutate(about)}>
        Make it now and keep it
      </button>
      <Refusal error={make.error} what="Making it" />
    </>
  )
}

function download(text: string, name: string, format: Format): void {
  const address = URL.createObjectURL(
    new Blob([text], { type: format === 'md' ? 'text/markdown' : 'text/html' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken the text by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
