import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { Failed, Loading } from '../ui/states.tsx'
import { openPmo, PmoProvider } from './pmo.tsx'
import { router } from './router.tsx'
import { currentSession, onSessionElsewhere, signIn, tokenOfAddress, type Session } from './session.ts'
import { SignIn } from './sign-in.tsx'

type Entry =
  | { readonly kind: 'asking' }
  | { readonly kind: 'out'; readonly why?: string }
  | { readonly kind: 'in'; readonly session: Session }

/** Signs in, and shows the pages to whoever is. */
export function App() {
  const [entry, setEntry] = useState<Entry>({ kind: 'asking' })
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    const become = (session: Session | undefined) => setEntry((before) => entryOf(session, before))
    const enter = (token: string) =>
      void signIn(token)
        .catch(staySignedIn)
        .then(become, (error: unknown) =>
          setEntry({ kind: 'out', why: error instanceof Error ? error.message : String(error) }),
        )
    const first = tokenOfAddress()
    if (first === undefined) currentSession().then(become, setFailure)
    else enter(first)
    // A link with a token that is pasted over a page of ours loads no new page.
    const pasted = () => {
      const token = tokenOfAddress()
      if (token !== undefined) enter(token)
    }
    addEventListener('hashchange', pasted)
    // A server that is not reached now is asked by whatever this page wants next.
    const leave = onSessionElsewhere(() => void currentSession().then(become, () => undefined))
    return () => {
      removeEventListener('hashchange', pasted)
      leave()
    }
  }, [])
  if (failure !== undefined)
    return <Failed error={failure} what="the server" retry={() => location.reload()} />
  if (entry.kind === 'asking') return <Loading what="the server" />
  if (entry.kind === 'out') {
    return <SignIn why={entry.why} entered={(session) => setEntry({ kind: 'in', session })} />
  }
  return (
    <Pages
      key={entry.session.csrf}
      session={entry.session}
      ended={() => setEntry({ kind: 'out', why: ENDED })}
    />
  )
}

/** Whoever is signed in as before keeps the pages with all that is on them. */
function entryOf(session: Session | undefined, before: Entry): Entry {
  if (session === undefined) return before.kind === 'in' ? { kind: 'out', why: ENDED } : { kind: 'out' }
  return before.kind === 'in' && before.session.csrf === session.csrf ? before : { kind: 'in', session }
}

const ENDED = 'The session has ended; sign in again.'

/** A link that was used up is no reason to leave: whoever is signed in already stays. */
async function staySignedIn(error: unknown): Promise<Session> {
  const session = await currentSession()
  if (session === undefined) throw error
  return session
}

function Pages({ session, ended }: { readonly session: Session; readonly ended: () => void }) {
  // One connection a session: a new one would ask for everything again.
  const pmo = useMemo(() => openPmo(session, ended), [session])
  return (
    <PmoProvider value={pmo}>
      <QueryClientProvider client={pmo.queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </PmoProvider>
  )
}
