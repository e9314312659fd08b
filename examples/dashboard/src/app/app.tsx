import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { Failed, Loading } from '../ui/states.tsx'
import { openPmo, PmoProvider } from './pmo.tsx'
import { router } from './router.tsx'
import { currentSession, signIn, tokenOfAddress, type Session } from './session.ts'
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
    const token = tokenOfAddress()
    const enter = async () => {
      const session = token === undefined ? await currentSession() : await signIn(token).catch(staySignedIn)
      setEntry(session === undefined ? { kind: 'out' } : { kind: 'in', session })
    }
    enter().catch((error: unknown) => {
      if (token === undefined) setFailure(error)
      else setEntry({ kind: 'out', why: error instanceof Error ? error.message : String(error) })
    })
  }, [])
  if (failure !== undefined)
    return <Failed error={failure} what="the server" retry={() => location.reload()} />
  if (entry.kind === 'asking') return <Loading what="the server" />
  if (entry.kind === 'out') {
    return <SignIn why={entry.why} entered={(session) => setEntry({ kind: 'in', session })} />
  }
  return (
    <Pages
      session={entry.session}
      ended={() => setEntry({ kind: 'out', why: 'The session has ended; sign in again.' })}
    />
  )
}

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
