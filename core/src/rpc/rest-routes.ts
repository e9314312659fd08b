import type { OpenApiMeta } from 'trpc-to-openapi'

/**
 * Says where procedures stand in REST and what OpenAPI calls them.
 * @param tag under which the description groups them; each has its sentence in `api/rest/openapi-tags.ts`
 *
 * @example
 * ```ts no-check reason="part of a router"
 * const rest = restRoutes('gates')
 * procedure('viewer').meta(rest('GET', '/gates', 'All gates'))
 * ```
 */
export function restRoutes(tag: string) {
  return (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: `/${string}`,
    summary: string,
  ): OpenApiMeta => ({ openapi: { method, path, summary, tags: [tag] } })
}
