import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { siteRoutes } from './site.ts'

const folder = mkdtempSync(join(tmpdir(), 'pmo-site-'))
mkdirSync(join(folder, 'site', 'assets'), { recursive: true })
writeFileSync(join(folder, 'secret.txt'), 'not for anybody')
writeFileSync(join(folder, 'site', 'index.html'), '<title>Pages</title>')
writeFileSync(join(folder, 'site', 'assets', 'index-B73fHV0U.js'), 'export {}')
for (const file of ['.env', 'assets/.env']) writeFileSync(join(folder, 'site', file), 'not for anybody')
writeFileSync(join(folder, 'site', 'assets', 'index-B73fHV0U.js.gz'), gzipSync('export {}'))
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

test('what a browser has is not sent again', async () => {
  for (const path of ['/', '/roadmap', '/assets/index-B73fHV0U.js']) {
    const first = await ask(path)
    const tag = first.headers.get('etag') ?? ''
    expect(tag).toMatch(/^"\w+"$/)
    const again = await app.request(path, { headers: { accept: 'text/html', 'if-none-match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('cache-control')).toBe(first.headers.get('cache-control'))
    const other = await app.request(path, { headers: { accept: 'text/html', 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
  }
})

test('what was compressed before is sent so to whoever can read it', async () => {
  const gzip = (accepted: string) =>
    app.request('/assets/index-B73fHV0U.js', { headers: { 'accept-encoding': accepted } })
  const small = await gzip('gzip, deflate')
  expect(small.headers.get('content-encoding')).toBe('gzip')
  expect(small.headers.get('vary')).toMatch(/accept-encoding/i)
  expect(small.headers.get('content-type')).toMatch(/javascript/)
  expect(gunzipSync(await small.arrayBuffer()).toString()).toBe('export {}')
  const plain = await gzip('identity')
  expect(plain.headers.get('content-encoding')).toBeNull()
  expect(plain.headers.get('etag')).not.toBe(small.headers.get('etag'))
})

test('a file of an older build is gone, also for a browser, which would keep the page under its name', async () => {
  expect((await ask('/assets/gone-12345678.js')).status).toBe(404)
})

test('names that begin with a point are not served', async () => {
  for (const path of ['/.env', '/%2eenv', '/assets/.env', '/.git/config'])
    expect.soft([path, (await ask(path, '*/*')).status]).toEqual([path, 404])
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
