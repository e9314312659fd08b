import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createClient } from '@headless-pmo/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLAN_CONFIG, pmoWorkspace, type PmoServer, type PmoWorkspace } from '../support/pmo-process.ts'

/** What a browser or a foreign page does to a server on this machine. */

let workspace: PmoWorkspace
let server: PmoServer

beforeAll(async () => {
  workspace = await pmoWorkspace({
    config: PLAN_CONFIG.replace(
      'plugins: [msp],',
      'plugins: [msp], settings: { limits: { bodySeconds: 1 } },',
    ),
  })
  const site = join(workspace.folder, 'site')
  await mkdir(site)
  await writeFile(join(site, 'index.html'), '<title>Pages</title>')
  server = await workspace.serve({ PMO_SITE_DIR: site, PMO_PUBLIC_URL: 'https://pmo.example' })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

/** A browser: keeps the cookie that it is given, and sends it along. */
function browser() {
  let cookie = ''
  const ask = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (cookie !== '') headers.set('cookie', cookie)
    const reply = await fetch(input, { ...init, headers })
    const given = reply.headers.get('set-cookie')
    if (given !== null) cookie = given.slice(0, given.indexOf(';'))
    return reply
  }
  const signIn = async (token: string) => {
    const reply = await ask(`${server.address}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    expect(reply.status).toBe(200)
    return (await reply.json()) as { name: string; role: string; csrf: string }
  }
  return { ask, signIn }
}

/** One request as it stands, with the host that it says it wants. */
async function rawAsk(host: string, path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(server.address)
  const call = httpRequest({ hostname, port, path, headers: { host, accept: 'text/html' } }).end()
  const [reply] = (await once(call, 'response')) as [IncomingMessage]
  return { status: reply.statusCode ?? 0, body: await text(reply) }
}

test('the client works by session as it does by token: queries, changes and events', async () => {
  const { ask, signIn } = browser()
  const { csrf, ...who } = await signIn(server.token)
  expect(who).toEqual({ name: 'first', role: 'administrator' })
  const client = createClient({ url: server.address, session: { csrf }, fetch: ask })

  const names = Array.from({ length: 120 }, (_, index) => `project-${index}-${'x'.repeat(200)}`)
  const replies = await Promise.allSettled(names.map((id) => client.api.projects.get.query({ id })))
  // However many and long: each is answered, none is lost in an address too long to send.
  for (const [index, reply] of replies.entries()) {
    expect(reply).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining(`There is no project "project-${index}-`) },
    })
  }
  const { id } = await client.api.sync.start.mutate({ connection: 'plans' })
  const states = await Array.fromAsync(client.events({ run: id }))
  expect(states.at(-1)).toMatchObject({ event: 'run', data: { state: 'ok' } })
})

test('a request of more calls than anybody needs is refused', async () => {
  const calls = Array.from({ length: 101 }, () => 'projects.list').join(',')
  const reply = await fetch(`${server.address}/trpc/${calls}?batch=1&input=%7B%7D`, {
    headers: { authorization: `Bearer ${server.token}` },
  })
  expect(reply.status).toBe(400)
  await reply.body?.cancel()
})

test('a change without the word, or with that of another session, is refused in a sentence that the page can show', async () => {
  const { ask, signIn } = browser()
  await signIn(server.token)
  const wordless = createClient({ url: server.address, fetch: ask })
  expect((await wordless.api.projects.list.query({})).projects).toHaveLength(1)
  const other = await browser().signIn(server.token)
  const mistaken = createClient({ url: server.address, session: other, fetch: ask })
  for (const client of [wordless, mistaken]) {
    await expect(client.api.sync.start.mutate({ connection: 'plans' })).rejects.toMatchObject({
      message: expect.stringContaining('reload the page, or send a token'),
      data: { httpStatus: 403 },
    })
  }
  const rest = await ask(`${server.address}/api/v1/sync`, { method: 'POST', body: '{"connection":"plans"}' })
  expect(rest.status).toBe(403)
})

test('when the token is revoked, its browsers are signed out at once and their streams end', async () => {
  const admin = createClient({ url: server.address, token: server.token })
  const { token } = await admin.api.tokens.create.mutate({ name: 'laptop', role: 'viewer' })
  const { ask, signIn } = browser()
  const { csrf } = await signIn(token)
  const stream = await ask(`${server.address}/events`)
  expect(stream.status).toBe(200)
  await admin.api.tokens.revoke.mutate({ token: 'laptop' })
  const client = createClient({ url: server.address, session: { csrf }, fetch: ask })
  await expect(client.api.projects.list.query({})).rejects.toMatchObject({ data: { httpStatus: 401 } })
  await stream.text()
})

test('a name that a foreign page led here is not answered; ours are', async () => {
  const { port } = new URL(server.address)
  for (const path of ['/', '/health', '/session', '/api/v1/projects', '/trpc/projects.list', '/events']) {
    const reply = await rawAsk('evil.example', path)
    expect.soft([path, reply.status]).toEqual([path, 403])
    expect.soft(reply.body).toContain('does not go by the name')
  }
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, '[::1]', 'pmo.example', 'PMO.example:443'])
    expect.soft([host, (await rawAsk(host, '/')).status]).toEqual([host, 200])
  // Webhooks prove themselves.
  expect((await rawAsk('tunnel.example', '/webhooks/plans')).status).not.toBe(403)
})

test('no page of another origin is given leave to read or to send', async () => {
  const headers = {
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,x-pmo-csrf',
  }
  for (const path of ['/session', '/trpc/sync.start', '/api/v1/sync', '/events']) {
    const reply = await fetch(`${server.address}${path}`, { method: 'OPTIONS', headers })
    const leave = [...reply.headers.keys()].filter((name) => name.startsWith('access-control-'))
    expect.soft([path, reply.ok, leave]).toEqual([path, false, []])
    await reply.body?.cancel()
  }
})

describe('what browsers are told', () => {
  test.each(['/', '/roadmap', '/health', '/api/v1/projects', '/session', '/nowhere.txt', '/openapi.json'])(
    'with %s',
    async (path) => {
      const reply = await fetch(`${server.address}${path}`, {
        headers: {
          accept: 'text/html',
          ...(path === '/session' ? {} : { authorization: `Bearer ${server.token}` }),
        },
      })
      await reply.body?.cancel()
      const { headers } = reply
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/^default-src '(?:self|none)'/)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|script-src/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toMatch(/^no-(?:store|cache)$/)
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )
})

test('a body that only trickles in is ended with a sentence, and its connection with it', async () => {
  const { hostname, port } = new URL(server.address)
  for (const size of ['content-length: 1000', 'transfer-encoding: chunked']) {
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST /session HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n${size}\r\n\r\n`,
    )
    socket.write(size.startsWith('transfer') ? '1\r\n{\r\n' : '{')
    const reply = await text(socket)
    expect(reply).toMatch(/^HTTP\/1\.1 408 /)
    expect(reply).toContain('The request body did not arrive within 1 second; send it again')
  }
})
