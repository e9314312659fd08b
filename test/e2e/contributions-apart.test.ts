import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fakeTidings, type FakeTidings } from '../../examples/custom-notifier/src/tidings.fake.ts'
import { pmoWorkspace } from '../support/pmo-process.ts'

const TIDINGS = join(import.meta.dirname, '../../examples/custom-notifier/src/index.ts')
const KEY = 'canary-key-never-in-output'

/** The chat over the network, as its notifier meets it. */
async function chatServer(chat: FakeTidings): Promise<{ readonly url: string } & AsyncDisposable> {
  const answer = async (request: Request, response: ServerResponse): Promise<void> => {
    const reply = await chat.answer(request)
    response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text())
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = 'GET', url = '/', headers } = request
      const init = method === 'GET' ? { method } : { method, body: Buffer.concat(parts) }
      const asked = new Request(`http://127.0.0.1${url}`, {
        ...init,
        headers: headers as Record<string, string>,
      })
      void answer(asked, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a server that listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const REPORT = `import { definePlugin, defineRoute, z } from '@headless-pmo/sdk'
const Projects = z.object({ projects: z.array(z.looseObject({ id: z.string() })) })
export default definePlugin({ id: 'report', title: 'Report', version: '1.0.0', sdk: '^1.0.0', contributes: [
  defineRoute({
    role: 'viewer',
    config: z.object({ title: z.string().describe('Title') }),
    async fetch(request, { query, config }) {
      const { pathname } = new URL(request.url)
      if (pathname === '/throw') throw new Error('canary: it broke')
      if (pathname === '/change') return Response.json(await query('sync.start', { connection: 'plans' }).catch(String))
      if (pathname === '/upload') return new Response(String((await request.arrayBuffer()).byteLength))
      if (pathname === '/lines') {
        const encoder = new TextEncoder()
        let sent = 0
        return new Response(new ReadableStream({
          pull(controller) {
            controller.enqueue(encoder.encode('line ' + ++sent + '\\n'))
            if (sent === 1000) controller.close()
          },
        }), { headers: { 'content-type': 'text/plain', 'set-cookie': 'a=1' } })
      }
      const { projects } = await query('projects.list', {}, Projects)
      return Response.json({ title: config.title, projects: projects.map(({ id }) => id) })
    },
  }),
] })
`

test('a notifier and a route of strangers do their work in processes of their own', async () => {
  const chat = fakeTidings(KEY, 'delivery')
  await using tidings = await chatServer(chat)
  await using workspace = await pmoWorkspace({
    config: `import { defineConfig } from '@headless-pmo/core'
import msp from '@headless-pmo/plugin-microsoft-project'
export default defineConfig({
  plugins: [msp, '${TIDINGS}', { plugin: './report.ts', config: { title: 'Week' } }],
  connections: { plans: { plugin: 'microsoft-project', files: ['plans/move.xml'], sync: { every: 'never' } } },
  projects: [{ id: 'move', name: 'Move', sources: [{ connection: 'plans' }] }],
  notifiers: { room: { plugin: 'tidings', on: ['run.failed'], room: 'delivery', baseUrl: '${tidings.url}',
    secrets: { key: 'env:CHAT_KEY' } } },
})
`,
  })
  await writeFile(join(workspace.folder, 'report.ts'), REPORT)
  const variables = { CHAT_KEY: KEY }
  await using server = await workspace.serve(variables)
  const ask = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${server.token}` }
    const reply = await fetch(`${server.address}${path}`, { headers, ...init })
    return { status: reply.status, headers: reply.headers, text: await reply.text() }
  }

  const plugins = await workspace.command(['plugins'], variables)
  expect(plugins.stdout).toMatch(/tidings\t1\.0\.0\tnotifier\tactive\tprocess/)
  expect(plugins.stdout).toMatch(/report\t1\.0\.0\troute\tactive\tprocess/)

  chat.fill('delivery', 1)
  const full = await workspace.command(['notifiers', 'test', 'room'], variables)
  expect([full.status, full.stdout]).toEqual([
    3,
    'room did not take the test: Tidings answered 202: the room is full.\n',
  ])
  expect((await workspace.command(['notifiers', 'test', 'room'], variables)).stdout).toBe(
    'room took the test.\n',
  )
  await rm(join(workspace.folder, 'plans', 'move.xml'))
  await workspace.command(['sync'], variables)
  await expect.poll(() => chat.posts('delivery').map(({ mood }) => mood)).toEqual(['calm', 'alert'])
  expect(chat.posts('delivery')[1]?.text).toContain('*plans could not be synced*')

  expect((await ask('/plugins/report/', { headers: {} })).status).toBe(401)
  expect(JSON.parse((await ask('/plugins/report/')).text)).toEqual({ title: 'Week', projects: ['move'] })
  expect((await ask('/plugins/report/change')).text).toContain('a route may only ask')
  const broken = await ask('/plugins/report/throw')
  expect(broken.status).toBe(502)
  expect(broken.text).not.toContain('canary')
  const upload = await ask('/plugins/report/upload', { method: 'POST', body: 'x'.repeat(300_000) })
  expect([upload.status, upload.text]).toEqual([200, '300000'])
  const lines = await ask('/plugins/report/lines')
  expect(lines.text.split('\n')).toHaveLength(1001)
  expect([lines.headers.get('content-type'), lines.headers.get('set-cookie')]).toEqual(['text/plain', null])

  const shown = await workspace.command(['notifiers', 'deliveries', 'room', '--json'], variables)
  expect(shown.stdout).not.toContain(KEY)

  await workspace.command(['plugins', 'disable', 'report', '--reason', 'not now'], variables)
  const off = await ask('/plugins/report/')
  expect(off.status).toBe(503)
  expect(off.text).toContain('not now')
})
