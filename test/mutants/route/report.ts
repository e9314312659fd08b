import { defineRoute, definePlugin, z, type Plugin, type RouteContext } from '@headless-pmo/sdk'

export const Page = z.object({ items: z.array(z.object({ title: z.string() })) })
const Ask = z.object({ limit: z.coerce.number().int().min(1).max(100).default(10) })
export type ReportContext = RouteContext<object>
export type Answer = (request: Request, context: ReportContext) => Promise<Response>

/** A plugin whose route does what it is given. */
export function routePlugin(fetch: Answer): Plugin {
  const route = defineRoute({ role: 'viewer', fetch })
  return definePlugin({
    id: 'report',
    title: 'Report',
    version: '1.0.0',
    sdk: '^1.0.0',
    contributes: [route],
  })
}

/** Answers `/titles?limit=2`, as a good route does. */
export async function titles(request: Request, { query, signal }: ReportContext): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname !== '/titles') return new Response('There is only /titles.', { status: 404 })
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Ask with GET.', { status: 405 })
  }
  const asked = Ask.safeParse(Object.fromEntries(searchParams))
  if (!asked.success) return new Response('limit is a number from 1 to 100.', { status: 400 })
  try {
    const { items } = await query('workItems.list', asked.data, Page)
    signal.throwIfAborted()
    return Response.json(items.map(({ title }) => title))
  } catch {
    return new Response('The portfolio does not answer.', { status: 503 })
  }
}
