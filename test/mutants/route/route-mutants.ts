import type { ConformanceOptions } from '@headless-pmo/testing/kit'
import type { Mutant, Sound } from '../mutant.ts'
import { Page, routePlugin, titles, type Answer } from './report.ts'

const options: ConformanceOptions = {
  route: {
    requests: [{ path: '/titles?limit=2' }, { path: '/titles' }, { path: '/titles?limit=0', status: 400 }],
    queries: {
      'workItems.list': ({ limit }: { readonly limit: number }) => ({
        items: [{ title: 'Dock' }, { title: 'Crane' }, { title: 'Quay' }].slice(0, limit),
      }),
    },
  },
}

/** The route without a fault. */
export const soundRoute: Sound = { plugin: routePlugin(titles), options }

function mutant(law: string, fault: string, answer: Answer): Mutant {
  return { law, fault, plugin: routePlugin(answer), options }
}

const all = async (context: Parameters<Answer>[1], limit: number): Promise<Response> =>
  Response.json((await context.query('workItems.list', { limit }, Page)).items)

let calls = 0

/** Wrong routes. */
export const routeMutants: readonly Mutant[] = [
  mutant('R1', 'answers every path', async (request, context) => {
    const { search } = new URL(request.url)
    return titles(new Request(`http://route.invalid/titles${search}`, { method: request.method }), context)
  }),
  mutant('R1', 'sends callers of other paths to the front page of the server', async (request, context) => {
    const reply = await titles(request, context)
    return reply.status === 404 ? new Response(null, { status: 302, headers: { location: '/' } }) : reply
  }),
  mutant('R1', 'has forgotten a path', async () => new Response('There is nothing.', { status: 404 })),
  mutant('R2', 'shows more to whoever says that he is an admin', async (request, context) =>
    request.headers.get('x-role') === 'admin' ? all(context, 100) : titles(request, context),
  ),
  mutant('R2', 'answers with nothing where it may not look', async (request, context) => {
    const reply = await titles(request, context)
    return reply.status === 503 ? Response.json([]) : reply
  }),
  mutant('R3', 'throws on a limit that is no number', async (request, context) => {
    const { pathname, searchParams } = new URL(request.url)
    const limit = searchParams.get('limit')
    if (pathname === '/titles' && limit !== null && Number(limit) < 0) throw new RangeError('limit')
    return titles(request, context)
  }),
  mutant('R3', 'takes any body for JSON', async (request, context) => {
    const asked: unknown = request.method === 'POST' ? await request.json() : {}
    return asked === null ? new Response(null, { status: 400 }) : titles(request, context)
  }),
  mutant('R4', 'tells callers what the host told it', async (request, context) => {
    const { query } = context
    let said = ''
    const listening = (async (...given: Parameters<typeof query>) => {
      try {
        return await query(...given)
      } catch (error) {
        said = String(error)
        throw error
      }
    }) as typeof query // asks the same, and listens
    const reply = await titles(request, { ...context, query: listening })
    return reply.status === 503 ? new Response(said, { status: 503 }) : reply
  }),
  mutant('R4', 'answers with a stack trace', async (request, context) => {
    const reply = await titles(request, context)
    const { stack } = new Error('limit is wrong')
    return reply.status === 400 ? new Response(stack, { status: 400 }) : reply
  }),
  mutant('R5', 'waits for an answer after its caller has gone', async (request, context) => {
    const reply = await titles(request, context)
    return reply.status === 503 ? new Promise<Response>(() => {}) : reply
  }),
  mutant('R5', 'asks three times, whoever still listens', async (request, context) => {
    for (const _ of [1, 2]) {
      const reply = await titles(request, context)
      if (reply.status !== 503) return reply
    }
    return titles(request, context)
  }),
  mutant('R6', 'fetches whatever address its caller names', async (request, context) => {
    const url = new URL(request.url).searchParams.get('url')
    if (url !== null) await context.fetch(url).catch(() => undefined)
    return titles(request, context)
  }),
  mutant('R7', 'counts its callers', async (request, context) => {
    const reply = await titles(request, context)
    reply.headers.set('x-calls', String(++calls))
    return reply
  }),
]
