import { useState, type FormEvent } from 'react'
import { signIn, type Session } from './session.ts'

/** Asks for a token. */
export function SignIn({
  why,
  entered,
}: {
  readonly why?: string | undefined
  readonly entered: (session: Session) => void
}) {
  const [token, setToken] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState(why)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    signIn(token.trim())
      .then(entered, (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false))
  }
  return (
    <main className="sign-in">
      <form className="card stack" onSubmit={submit}>
        <h1>Headless PMO</h1>
        {problem !== undefined && (
          <p role="alert" className="notice notice-bad">
            {problem}
          </p>
        )}
        <label className="field">
          <span>Token</span>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <button type="submit" className="button button-main" disabled={busy}>
          Sign in
        </button>
        <p className="quiet">
          The server prints a link that signs you in when it starts; <code>pmo token create</code> makes more
          tokens.
        </p>
      </form>
    </main>
  )
}
