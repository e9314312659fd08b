import type { AnyTRPCRouter } from '@trpc/server'
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi'
import { exportPath } from '../export-route.ts'

/** The OpenAPI description of the REST face. */
export function openApiDocument(router: AnyTRPCRouter, facts: { version: string; baseUrl: string }): unknown {
  // The library's own router type lists the same parts under other generic names.
  const document = generateOpenApiDocument(router as unknown as OpenApiRouter, {
    title: 'Headless PMO',
    description: 'One portfolio over all connected trackers. Every operation needs a bearer token.',
    version: facts.version,
    baseUrl: `${facts.baseUrl}/api/v1`,
  })
  return { ...document, paths: { ...document.paths, ...exportPath } }
}
