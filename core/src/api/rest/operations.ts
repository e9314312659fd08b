import type { AnyTRPCRouter } from '@trpc/server'
import type { z } from 'zod'

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One procedure as a REST operation. */
export interface RestOperation {
  readonly method: RestMethod
  /** As in OpenAPI: `/projects/{id}`. */
  readonly path: string
  /** Its name in the router: `projects.get`. */
  readonly procedure: string
  readonly input: z.core.$ZodType | undefined
}

interface ProcedureInternals {
  readonly _def: {
    readonly meta?: { readonly openapi?: { readonly method: RestMethod; readonly path: string } }
    readonly inputs?: readonly z.core.$ZodType[]
  }
}

/** The operations that a router declares in its procedures' `openapi` meta. */
export function restOperations(router: AnyTRPCRouter): RestOperation[] {
  // tRPC's own record of its procedures; its type does not say what `initTRPC` put there.
  const procedures = router._def.procedures as Record<string, ProcedureInternals>
  return Object.entries(procedures).flatMap(([procedure, { _def }]) => {
    const openapi = _def.meta?.openapi
    if (openapi === undefined) return []
    return [{ method: openapi.method, path: openapi.path, procedure, input: _def.inputs?.[0] }]
  })
}
