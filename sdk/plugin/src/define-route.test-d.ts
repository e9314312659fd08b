import { expectTypeOf, test } from 'vitest'
import { auth, defineRoute, secret, z } from './index.ts'

test('a route has its config and typed queries', () => {
  defineRoute({
    config: z.object({ title: z.string().default('Report') }),
    role: 'viewer',
    async fetch(request, { config, query }) {
      expectTypeOf(request).toEqualTypeOf<Request>()
      expectTypeOf(config.title).toBeString()
      expectTypeOf(await query('projects.list')).toBeUnknown()
      const page = await query('projects.list', { limit: 1 }, z.object({ items: z.array(z.string()) }))
      expectTypeOf(page.items).toEqualTypeOf<string[]>()
      return Response.json(page)
    },
  })
})

test('a role is one of the API, and authorize names declared secrets only', () => {
  const fetch = () => new Response()
  // @ts-expect-error there is no such role
  defineRoute({ role: 'owner', fetch })
  defineRoute({ role: 'admin', secrets: { key: secret('x') }, authorize: auth.bearer('key'), fetch })
  // @ts-expect-error no such secret is declared
  defineRoute({ role: 'admin', secrets: { key: secret('x') }, authorize: auth.bearer('token'), fetch })
})
