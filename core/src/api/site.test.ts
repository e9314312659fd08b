import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { siteRoutes } from './site.ts'

const folder = mkdtempSync(join(tmpdir(), 'pmo-site-'))
mkdirSync(join(folder, 'site', 'assets'), { recursive: true })
writeFileSync(join(folder, 'secret.txt'), 'not for anybody')
writeFileSync(join(folder, 'site', 'index.html'), '<title>Pages</title>')
writeFileSync(join(folder, 'site', 'assets', 'index-B73fHV0U.js'), 'export {}')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const app = new Hono()
app.route('/', siteRoutes(join(folder, 'site')))
app.all('*', (c) => c.text('the API', 404))

const ask = (path: string, accept = 'text/html', method = 'GET') =>
  app.request(path, { method, headers: { accept } })

test('the start and every address without a file are the page itself', async () => {
  for (const path of ['/', '/roadmap', '/projects/rider-app', '/reports']) {
    const reply = await ask(path)
    expect.soft([path, reply.status, await reply.text()]).toEqual([path, 200, '<title>Pages</title>'])
    expect.soft(reply.headers.get('cache-control')).toBe('no-cache')
  }
})

test('pages may load from this server alone, run no script of their own text, and stand in no frame', async () => {
  const { headers } = await ask('/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/script-src|unsafe-eval|https?:/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('files that carry a hash are kept for ever', async () => {
  const reply = await ask('/assets/index-B73fHV0U.js', '*/*')
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toMatch(/javascript/)
  expect(reply.headers.get('cache-control')).toContain('immutable')
})

test('what is the API stays the API, also for a browser', async () => {
  const paths = ['/api/v1/projects', '/trpc/projects.list', '/events', '/session', '/openapi.json', '/docs']
  for (const path of [...paths, '/plugins/x/', '/reports/7.html', '/health', '/webhooks/a'])
    expect.soft([path, await (await ask(path)).text()]).toEqual([path, 'the API'])
})

test('a missing file is not the page to a program, and nothing but reading is', async () => {
  expect((await ask('/assets/gone-12345678.js', '*/*')).status).toBe(404)
  expect((await ask('/roadmap', 'text/html', 'POST')).status).toBe(404)
})

test('no way leads out of the folder', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
  ]) {
    const text = await (await ask(path, '*/*')).text()
    expect.soft([path, text.includes('not for anybody')]).toEqual([path, false])
  }
})
