import type { Handler } from 'hono'
import { PmoError } from '../config/index.ts'
import type { ApiEnv } from './api-env.ts'

/** Media type of one JSON text a line. */
const NDJSON = 'application/x-ndjson; charset=utf-8'

/**
 * The whole portfolio as lines of JSON, read from the database no faster than the reader takes them. It is a route
 * of its own because a procedure's reply is one value.
 */
export function exportRoute(lines: () => AsyncIterable<string>): Handler<ApiEnv> {
  return (c) => {
    const format = c.req.query('format') ?? 'ndjson'
    if (format !== 'ndjson') {
      throw new PmoError(
        'invalid-request',
        `There is no export format "${format.slice(0, 40)}"; write ndjson.`,
      )
    }
    return new Response(bytesOf(lines()), { headers: { 'content-type': NDJSON } })
  }
}

function bytesOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

/** Its entry in the OpenAPI description, which is otherwise made from the procedures. */
export const exportPath = {
  '/export': {
    get: {
      operationId: 'export',
      tags: ['export'],
      summary: 'Every live record, one JSON text a line, in a stable order',
      security: [{ Authorization: [] }],
      parameters: [{ name: 'format', in: 'query', schema: { type: 'string', enum: ['ndjson'] } }],
      responses: {
        200: {
          description: 'The first line names the format; `kind` names each other line’s record',
          content: { 'application/x-ndjson': { schema: { type: 'string' } } },
        },
      },
    },
  },
} as const
