import type { AnyTRPCRouter } from '@trpc/server'
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi'
import { exportPath } from '../export-route.ts'
import { pluginRoutesPath } from '../plugin-routes/openapi-path.ts'

/** The OpenAPI description of the REST face. */
export function openApiDocument(
  router: AnyTRPCRouter,
  facts: {
    readonly version: string
    readonly baseUrl: string
    /** What plugins answer. */
    readonly routes?: readonly { readonly plugin: string; readonly role: string }[]
  },
): unknown {
  // The library's own router type lists the same parts under other generic names.
  const document = generateOpenApiDocument(router as unknown as OpenApiRouter, {
    title: 'Headless PMO',
    description: 'One portfolio over all connected trackers. Every operation needs a bearer token.',
    version: facts.version,
    baseUrl: `${facts.baseUrl}/api/v1`,
  })
  const plugins = pluginRoutesPath(facts.baseUrl, facts.routes ?? [])
  return { ...document, paths: { ...document.paths, ...exportPath, ...plugins } }
}
