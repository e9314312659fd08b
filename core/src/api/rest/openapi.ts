import type { AnyTRPCRouter } from '@trpc/server'
import { generateOpenApiDocument, type OpenApiRouter } from 'trpc-to-openapi'
import { exportPath } from '../export-route.ts'
import { pluginRoutesPath } from '../plugin-routes/openapi-path.ts'
import type { DocumentOperation, DocumentPath } from './openapi-path.ts'
import { errorResponses, errorSchema, withErrors } from './openapi-errors.ts'
import { ownPaths } from './openapi-own-paths.ts'
import { spelledOut, withChosenFields } from './openapi-schemas.ts'
import { tagsOf } from './openapi-tags.ts'

/** How callers say who they are. */
const securitySchemes = (baseUrl: string) => ({
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token, as `pmo token create` or `POST /api/v1/tokens` gives it',
  },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName(baseUrl),
    description:
      'A browser that signed in by `POST /session`. Whatever is no GET carries the word of that reply in `x-pmo-csrf`',
  },
})

/** Servers side by side on one machine have cookies of different names; see `session-cookie.ts`. */
function cookieName(baseUrl: string): string {
  const { protocol, port } = new URL(baseUrl)
  const own = port === '' ? 'pmo-session' : `pmo-session-${port}`
  return protocol === 'https:' ? `__Host-${own}` : own
}

/** Either of the two will do. */
const SECURITY = [{ bearer: [] }, { cookie: [] }]

/**
 * The OpenAPI 3.1 description of everything that is answered over HTTP: the REST face made from the procedures, and the routes that are
 * none. Every operation says with which errors it may answer, and in which shape.
 */
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
    version: facts.version,
    baseUrl: `${facts.baseUrl}/api/v1`,
  })
  const paths: Record<string, DocumentPath> = {
    // The library's paths hold what is asked for here, under wider types.
    ...(document.paths as unknown as Record<string, DocumentPath>),
    ...exportPath,
    ...ownPaths(facts.baseUrl),
    ...pluginRoutesPath(facts.baseUrl, facts.routes ?? []),
  }
  return {
    openapi: document.openapi,
    info: {
      title: 'Headless PMO',
      version: facts.version,
      description:
        'One portfolio over all connected trackers. Lists are read page by page: give `next` of a page back as `cursor`. Errors are one sentence each, saying what is wrong and what to do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: document.servers,
    security: SECURITY,
    tags: tagsOf(Object.values(paths)),
    paths: spelledOut(
      Object.fromEntries(Object.entries(paths).map(([path, methods]) => [path, completed(methods)])),
    ),
    components: {
      securitySchemes: securitySchemes(facts.baseUrl),
      schemas: { ...sharedSchemas(document.components?.schemas), Error: errorSchema },
      responses: errorResponses,
    },
  }
}

/** The operations of a path with all their errors, under the security of the whole unless they need none. */
function completed(methods: DocumentPath): DocumentPath {
  return Object.fromEntries(
    Object.entries(methods).map(([method, operation]) => {
      const { security, responses, ...rest } = operation
      const isOpen = Array.isArray(security) && security.length === 0
      // Made above: an object by status.
      const own = responses as Readonly<Record<string, unknown>>
      const replies = takesFields(operation) ? loosened(own) : own
      return [method, { ...rest, security: isOpen ? [] : SECURITY, responses: withErrors(replies) }]
    }),
  )
}

const takesFields = ({ parameters }: DocumentOperation): boolean =>
  Array.isArray(parameters) && parameters.some(({ name }: { readonly name?: unknown }) => name === 'fields')

/** The replies of a list whose rows hold what was asked for alone. */
function loosened(responses: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { 200: served, ...others } = responses
  // The library writes every reply as JSON under this key.
  const { content, ...rest } = served as {
    readonly content: { readonly 'application/json': { readonly schema: object } }
  }
  const schema = withChosenFields(content['application/json'].schema)
  return { ...others, 200: { ...rest, content: { 'application/json': { schema } } } }
}

/** Schemas that others refer to; the library's own descriptions of errors, which are not ours, are left out. */
function sharedSchemas(schemas: object | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(schemas ?? {}).filter(([name]) => !name.startsWith('error.')))
}
