import type { ReactNode } from 'react'
import { statusOf } from '../app/pmo.tsx'
import { refusalText } from './refusal-text.ts'

/** A panel that stands where content would be: empty, failed, forbidden. */
export function StatePanel({
  title,
  tone = 'calm',
  level = 2,
  children,
}: {
  readonly title: string
  /** Of its heading, by what it stands under. */
  readonly level?: 2 | 3
  readonly tone?: 'calm' | 'bad'
  readonly children?: ReactNode
}) {
  return (
    <section className={`state state-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {level === 2 ? <h2>{title}</h2> : <h3>{title}</h3>}
      {children}
    </section>
  )
}

/** While something is asked for the first time. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <div className="state state-loading" role="status">
      <span className="spinner" aria-hidden="true" />
      Loading {what} …
    </div>
  )
}

/** There is nothing to show, and that is no failure: says why, and what would bring something. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return <StatePanel title={title}>{children}</StatePanel>
}

/** The server refused or was not reached: its own sentence, and what can be done. */
export function Failed({
  error,
  what,
  retry,
}: {
  readonly error: unknown
  readonly what: string
  readonly retry?: (() => void) | undefined
}) {
  const status = statusOf(error)
  const said = refusalText(error)
  const again = retry !== undefined && (
    <button type="button" className="button" onClick={retry}>
      Try again
    </button>
  )
  if (status === 403) {
    return (
      <StatePanel title={`Your role does not show ${what}`}>
        <p>{said}</p>
      </StatePanel>
    )
  }
  if (status === 404) {
    return (
      <StatePanel title={`There is no ${what.replace(/^the /, '')}`}>
        <p>{said}</p>
      </StatePanel>
    )
  }
  return (
    <StatePanel title={`${what.slice(0, 1).toUpperCase()}${what.slice(1)} could not be loaded`} tone="bad">
      <p>{said}</p>
      {again}
    </StatePanel>
  )
}

/** What is shown is old: the server is not reached any more. */
export function Stale({ since, retry }: { readonly since: number; readonly retry: () => void }) {
  return (
    <p className="notice notice-doubt" role="status">
      This is as it was at {new Date(since).toLocaleTimeString()}: the server could not be asked since.{' '}
      <button type="button" className="button button-quiet" onClick={retry}>
        Try again
      </button>
    </p>
  )
}
