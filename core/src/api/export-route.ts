import type { Context, Handler } from 'hono'
import { PmoError } from '../config/index.ts'
import type { ApiEnv } from './api-env.ts'
import { readerGone } from './reader-gone.ts'

/** What can be exported, as pieces of text that are made no faster than the reader takes them. */
export interface Exports {
  /** The whole portfolio, a record a line. */
  readonly ndjson: () => AsyncIterable<string>
  /** One project as a plan for Microsoft Project. */
  readonly mspdi: (
    project: string,
    form: { readonly timeZone?: string; readonly release?: '2007' | '2010' },
  ) => AsyncIterable<string>
}

const MEDIA_TYPES = { ndjson: 'application/x-ndjson; charset=utf-8', mspdi: 'application/xml; charset=utf-8' }

/** Exports as streams. It is a route of its own because a procedure's reply is one value. */
export function exportRoute(exports: Exports): Handler<ApiEnv> {
  return async (c) => {
    const format = c.req.query('format') ?? 'ndjson'
    if (format === 'ndjson')
      return streamOf(exports.ndjson(), readerGone(c), { 'content-type': MEDIA_TYPES.ndjson })
    if (format === 'mspdi') return plan(c, exports)
    throw new PmoError(
      'invalid-request',
      `There is no export format "${format.slice(0, 40)}"; write ndjson or mspdi.`,
    )
  }
}

function plan(c: Context<ApiEnv>, exports: Exports): Promise<Response> {
  const { project, timeZone, release } = c.req.query()
  if (project === undefined || project === '') {
    throw new PmoError(
      'invalid-request',
      'A plan is made of one project; name it: format=mspdi&project=<id>. GET /api/v1/projects lists them.',
    )
  }
  if (release !== undefined && !isRelease(release)) {
    throw new PmoError(
      'invalid-request',
      `There is no release "${release.slice(0, 40)}"; write 2007 or 2010.`,
    )
  }
  const form = { ...(timeZone !== undefined && { timeZone }), ...(release !== undefined && { release }) }
  return streamOf(exports.mspdi(project, form), readerGone(c), {
    'content-type': MEDIA_TYPES.mspdi,
    'content-disposition': `attachment; filename="${encodeURIComponent(project)}.xml"`,
  })
}

const isRelease = (text: string): text is '2007' | '2010' => text === '2007' || text === '2010'

/** A reply that streams. The first piece is made before it begins, so that what is wrong with the question is said by its status. */
async function streamOf(
  pieces: AsyncIterable<string>,
  gone: AbortSignal,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const encoder = new TextEncoder()
  const iterator = pieces[Symbol.asyncIterator]()
  let first: IteratorResult<string> | undefined = await iterator.next()
  const leave = (): void => void iterator.return?.().catch(() => undefined)
  if (gone.aborted) leave()
  else gone.addEventListener('abort', leave, { once: true })
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = first ?? (await iterator.next())
        first = undefined
        if (done === true) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      async cancel() {
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { ...headers } })
}

const query = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  schema,
  description,
})

/** Its entry in the OpenAPI description, which is otherwise made from the procedures. */
export const exportPath = {
  '/export': {
    get: {
      operationId: 'export',
      tags: ['export'],
      summary: 'Every live record, one JSON text a line, in a stable order; or one project as a plan',
      security: [{ Authorization: [] }],
      parameters: [
        query('format', { type: 'string', enum: ['ndjson', 'mspdi'] }, 'mspdi: the XML of Microsoft Project'),
        query('project', { type: 'string' }, 'Id of the project that the plan is made of'),
        query(
          'timeZone',
          { type: 'string' },
          'IANA zone of the plan’s times; absent: that of its containers, else UTC',
        ),
        query(
          'release',
          { type: 'string', enum: ['2007', '2010'] },
          '2007 (default) keeps to the published schema; 2010 adds GUIDs, manually scheduled and inactive tasks',
        ),
      ],
      responses: {
        200: {
          description: 'ndjson: the first line names the format; `kind` names each other line’s record',
          content: {
            'application/x-ndjson': { schema: { type: 'string' } },
            'application/xml': { schema: { type: 'string' } },
          },
        },
      },
    },
  },
} as const
