import { z } from 'zod'
import { NEWS } from '../events/index.ts'
import type { DocumentPath } from './openapi-path.ts'

const text = (description: string) => ({ type: 'string', description })
const many = (name: string, description: string, values?: readonly string[]) => ({
  name,
  in: 'query',
  description,
  schema: { type: 'array', items: { type: 'string', ...(values !== undefined && { enum: values }) } },
})
const json = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
})

/** The shape of each event's data, by its name. */
function newsSchema(): object {
  const shapes = Object.entries(NEWS).map(([event, schema]) => {
    const { $schema: _, ...described } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })
    return { title: event, ...described }
  })
  return { description: 'The JSON in `data:`, by the name in `event:`', anyOf: shapes }
}

const session = {
  type: 'object',
  required: ['name', 'role', 'csrf'],
  properties: {
    name: text('Name of the token that signed in'),
    role: text('viewer, contributor, pmo or administrator'),
    csrf: text('To be sent as x-pmo-csrf with whatever is no GET'),
  },
}

/** What is answered beside the REST face: events, the browser's session, and whether the server is well. */
export function ownPaths(baseUrl: string): Readonly<Record<string, DocumentPath>> {
  const servers = [{ url: baseUrl }]
  return {
    '/events': {
      get: {
        servers,
        operationId: 'events',
        tags: ['events'],
        summary: 'What happens, as it happens, as server-sent events',
        description:
          'Give the last `id:` back, as the header `Last-Event-ID` or as `after`, and the stream goes on behind it: nothing is left out, nothing comes twice. Comments come every 15 seconds. It ends when the token or session does.',
        parameters: [
          { name: 'after', in: 'query', schema: { type: 'string' }, description: 'Position to go on behind' },
          {
            name: 'Last-Event-ID',
            in: 'header',
            schema: { type: 'string' },
            description: 'The same, as browsers send it',
          },
          many('kind', 'Only these events', Object.keys(NEWS)),
          many('connection', 'Only what is known to belong to one of these connections'),
          many('project', 'Only what is known to belong to one of these projects'),
          many('record', 'Of changes only those of these kinds of records'),
          {
            name: 'run',
            in: 'query',
            schema: { type: 'string' },
            description: 'Only the progress of this run; the stream ends with it',
          },
        ],
        responses: {
          200: {
            description: 'A stream of events',
            content: { 'text/event-stream': { schema: newsSchema() } },
          },
        },
      },
    },
    '/session': {
      get: {
        servers,
        operationId: 'session-get',
        tags: ['session'],
        summary: 'Who is signed in',
        responses: { 200: json('The session', session) },
      },
      post: {
        servers,
        security: [],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['token'], properties: { token: text('A token') } },
            },
          },
        },
        operationId: 'session-create',
        tags: ['session'],
        summary: 'Sign a browser in by a token; the reply sets the cookie',
        responses: { 200: json('The session', session) },
      },
      delete: {
        servers,
        operationId: 'session-end',
        tags: ['session'],
        summary: 'Sign out',
        responses: { 204: { description: 'The session is over' } },
      },
    },
    '/health': {
      get: {
        servers,
        security: [],
        operationId: 'health',
        tags: ['health'],
        summary: 'Whether the server is well; says nothing about what is connected',
        responses: {
          200: json('It is', { type: 'object' }),
          503: json('It is not', { type: 'object' }),
        },
      },
    },
  }
}
