import { defineRoute, definePlugin } from '@headless-pmo/sdk'
import { Projects, toPage } from './page.ts'

export default definePlugin({
  id: 'my-plugin',
  title: 'My plugin',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [
    defineRoute({
      role: 'viewer',
      async fetch(request, { query }) {
        const { pathname } = new URL(request.url)
        if (pathname !== '/projects') return new Response('There is only /projects.', { status: 404 })
        if (request.method !== 'GET') return new Response('It can only be read.', { status: 405 })
        const { projects } = await query('projects.list', {}, Projects)
        return new Response(toPage(projects), { headers: { 'content-type': 'text/html; charset=utf-8' } })
      },
    }),
  ],
})
