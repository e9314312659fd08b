import { createClient, type AppRouter, type PmoClient } from '@headless-pmo/client'
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { Session } from './session.ts'

/** What pages ask the server by. */
export interface Pmo {
  readonly session: Session
  readonly client: PmoClient
  /** Options for TanStack Query of every procedure: `useQuery(trpc.projects.list.queryOptions({}))`. */
  readonly trpc: TRPCOptionsProxy<AppRouter>
  readonly queries: QueryClient
  /** To be called when the server says that nobody is signed in any more. */
  readonly signedOut: () => void
}

/** Whether an error is the server's word that nobody is signed in any more. */
export function isSignedOut(error: unknown): boolean {
  return statusOf(error) === 401
}

/** The HTTP status of a refusal; undefined where the server was not reached. */
export function statusOf(error: unknown): number | undefined {
  const data: unknown =
    typeof error === 'object' && error !== null && 'data' in error ? error.data : undefined
  const status: unknown =
    typeof data === 'object' && data !== null && 'httpStatus' in data ? data.httpStatus : undefined
  return typeof status === 'number' ? status : undefined
}

/** Connects pages to the server for as long as somebody is signed in; `signedOut` is called when the server says they are not. */
export function openPmo(session: Session, signedOut: () => void): Pmo {
  const client = createClient({ url: location.origin, session })
  const onError = (error: unknown) => {
    if (isSignedOut(error)) signedOut()
  }
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // Live events say when something is old; asking again at every focus would only be noise.
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        // A refusal stays one; only what did not arrive is asked for again.
        retry: (count, error) => count < 2 && statusOf(error) === undefined,
      },
    },
  })
  return {
    session,
    client,
    queries,
    signedOut,
    trpc: createTRPCOptionsProxy<AppRouter>({ client: client.api, queryClient: queries }),
  }
}

const PmoContext = createContext<Pmo | undefined>(undefined)
export const PmoProvider = PmoContext.Provider

/** The connection to the server, inside of pages. */
export function usePmo(): Pmo {
  const pmo = use(PmoContext)
  if (pmo === undefined) throw new Error('usePmo is called outside of PmoProvider.')
  return pmo
}
