import { createConfig, lintFromString } from '@redocly/openapi-core'
import { expect, test } from 'vitest'
import { createAppRouter, type AppServices } from '../../core/src/api/app-router.ts'
import { openApiDocument } from '../../core/src/api/rest/openapi.ts'
import { restOperations } from '../../core/src/api/rest/operations.ts'

/** Describing asks no service anything: whatever is read of one leads on to another. */
const nothing: object = new Proxy(() => undefined, { get: () => nothing, apply: () => nothing })
// Stands for every service alike.
const router = createAppRouter(nothing as AppServices)

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly security?: readonly object[]
  readonly responses?: Readonly<Record<string, unknown>>
}

// Our own document: what is asked of it here is what the linter checks beside.
const document = openApiDocument(router, {
  version: '1.0.0',
  baseUrl: 'https://pmo.acme.test',
  routes: [{ plugin: 'import-csv', role: 'pmo' }],
}) as {
  readonly openapi: string
  readonly tags: readonly { readonly name: string; readonly description?: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ where: `${method} ${path}`, ...operation })),
)

test('the description of the API is OpenAPI 3.1 and a linter finds nothing in it', async () => {
  expect(document.openapi).toBe('3.1.0')
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: {
      'operation-operationId': 'error',
      'operation-operationId-unique': 'error',
      'operation-parameters-unique': 'error',
      'path-params-defined': 'error',
      // Where a fixed word and a parameter stand at one place the fixed one counts, as OpenAPI says: no rule is called "house".
      'no-ambiguous-paths': 'off',
    },
  })
  const problems = await lintFromString({ source: JSON.stringify(document), config })
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId} ${message} ${location[0]?.pointer}`),
  ).toEqual([])
})

test('every operation is named, summed up and grouped, and tells its errors in our shape', () => {
  expect(operations.length).toBeGreaterThan(150)
  const lacking = operations.filter(
    ({ operationId = '', summary = '', tags = [] }) =>
      operationId === '' || summary === '' || tags.length === 0,
  )
  expect(lacking.map(({ where }) => where)).toEqual([])
  for (const { where, responses = {} } of operations) {
    for (const status of [400, 401, 403, 404, 409, 413, 429, 500]) {
      expect({ where, reply: responses[status] }).toEqual({
        where,
        reply: { $ref: `#/components/responses/Error${status}` },
      })
    }
  }
  expect(document.tags.filter(({ description }) => description === undefined)).toEqual([])
})

test('only signing in and the state of the server need neither token nor session', () => {
  const open = operations.filter(({ security }) => security?.length === 0).map(({ where }) => where)
  expect(open.toSorted()).toEqual(['get /health', 'post /session'])
})

test('every operation of the REST face is described', () => {
  for (const { method, path } of restOperations(router))
    expect(document.paths[path]?.[method.toLowerCase()], `${method} ${path}`).toBeDefined()
})

test('rows of a list that can leave fields out are not said to hold them always', () => {
  const { get } = document.paths['/projects'] ?? {}
  const { 200: reply } = get?.responses ?? {}
  expect(reply).toMatchObject({
    content: {
      'application/json': {
        schema: {
          required: ['projects', 'unassigned'],
          properties: { projects: { items: { type: 'object' } } },
        },
      },
    },
  })
  expect(reply).not.toMatchObject({
    content: {
      'application/json': {
        schema: { properties: { projects: { items: { required: expect.anything() } } } },
      },
    },
  })
})
