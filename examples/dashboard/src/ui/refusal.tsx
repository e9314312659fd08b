import { refusalText } from './refusal-text.ts'

/** Why something was not done: the server's own sentence, with a line for each mistake. Nothing where it was done. */
export function Refusal({
  error,
  what,
}: {
  readonly error: { readonly message: string } | null | undefined
  readonly what: string
}) {
  if (error === null || error === undefined) return null
  return (
    <div className="notice notice-bad" role="alert">
      <strong>{what} did not work.</strong>
      <p className="lines">{refusalText(error)}</p>
    </div>
  )
}
