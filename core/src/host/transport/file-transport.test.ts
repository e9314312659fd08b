import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFileTransport } from './file-transport.ts'

let base = ''
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'pmo-files-'))
  await mkdir(join(base, 'plans', 'inner'), { recursive: true })
  await writeFile(join(base, 'plans', 'b.xml'), 'second')
  await writeFile(join(base, 'plans', 'a ü#.xml'), 'first')
  await writeFile(join(base, 'secret.txt'), 'secret')
})
afterEach(() => rm(base, { recursive: true, force: true }))

const address = (...path: string[]): string => pathToFileURL(join(base, ...path)).href
const served = (options: { readonly maxBytes?: number } = {}) => {
  const transport = createFileTransport({ roots: [join(base, 'plans')], ...options })
  return (url: string, init?: RequestInit): Promise<Response> => transport(new Request(url, init))
}

test('a file has its bytes, its length and an ETag that answers 304', async () => {
  const get = served()
  const response = await get(address('plans', 'b.xml'))
  expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([
    200,
    '6',
    'second',
  ])
  const etag = response.headers.get('etag') ?? ''
  expect(response.headers.get('last-modified')).toMatch(/GMT$/)
  const again = await get(address('plans', 'b.xml'), { headers: { 'if-none-match': `"x", W/${etag}` } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('the ETag stands for the content: touching changes nothing, an equal length does not deceive', async () => {
  const get = served()
  const etag = async (): Promise<string | null> => {
    const response = await get(address('plans', 'b.xml'), { method: 'HEAD' })
    return response.headers.get('etag')
  }
  const first = await etag()
  await utimes(join(base, 'plans', 'b.xml'), 1_000_000, 1_000_000)
  expect(await etag()).toBe(first)
  await writeFile(join(base, 'plans', 'b.xml'), 'SECOND')
  await utimes(join(base, 'plans', 'b.xml'), 1_000_000, 1_000_000)
  expect(await etag()).not.toBe(first)
})

test('a folder is a sorted list', async () => {
  const response = await served()(`${address('plans')}/`)
  expect(await response.json()).toMatchObject([
    { name: 'a ü#.xml', type: 'file', size: 5, etag: expect.stringMatching(/^"/) as string },
    { name: 'b.xml', type: 'file', size: 6, modified: expect.stringMatching(/Z$/) as string },
    { name: 'inner', type: 'folder' },
  ])
})

test('names with spaces, umlauts and number signs can be read', async () => {
  expect(await (await served()(address('plans', 'a ü#.xml'))).text()).toBe('first')
})

test('links that lead out are refused and not listed; links within are fine', async () => {
  await symlink(join(base, 'secret.txt'), join(base, 'plans', 'out.txt'))
  await symlink(base, join(base, 'plans', 'up'))
  await symlink(join(base, 'plans', 'b.xml'), join(base, 'plans', 'within.xml'))
  const get = served()
  expect((await get(address('plans', 'out.txt'))).status).toBe(403)
  expect((await get(address('plans', 'up', 'secret.txt'))).status).toBe(403)
  expect((await get(address('secret.txt'))).status).toBe(403)
  expect(await (await get(address('plans', 'within.xml'))).text()).toBe('second')
  const names = ((await (await get(`${address('plans')}/`)).json()) as { readonly name: string }[]).map(
    ({ name }) => name,
  )
  expect(names).toEqual(['a ü#.xml', 'b.xml', 'inner', 'within.xml'])
})

test('what is missing is 404, what is closed 403, what is too large 413, what writes 405', async () => {
  const get = served({ maxBytes: 5 })
  expect((await get(address('plans', 'none.xml'))).status).toBe(404)
  expect((await get(address('plans', 'inner'))).status).toBe(404)
  expect((await get(`${address('plans', 'b.xml')}/`)).status).toBe(404)
  expect((await get(address('plans', 'b.xml'), { method: 'DELETE' })).status).toBe(405)
  const large = await get(address('plans', 'b.xml'))
  expect([large.status, await large.text()]).toEqual([
    413,
    `${join(base, 'plans', 'b.xml')} has 6 bytes; the limit is 5.`,
  ])
})

test.skipIf(process.getuid?.() === 0)('a closed file is 403 and still listed', async () => {
  await chmod(join(base, 'plans', 'b.xml'), 0)
  const get = served()
  expect((await get(address('plans', 'b.xml'))).status).toBe(403)
  expect(await (await get(`${address('plans')}/`)).text()).toContain('b.xml')
})

test('a file that changes while it is read ends in an error, never in a mixture', async () => {
  await writeFile(join(base, 'plans', 'big.xml'), 'x'.repeat(1_000_000))
  const response = await served()(address('plans', 'big.xml'))
  const reader = response.body?.getReader()
  await reader?.read()
  await writeFile(join(base, 'plans', 'big.xml'), 'y'.repeat(1_000_000))
  const rest = async (): Promise<void> => {
    while ((await reader?.read())?.done === false) continue
  }
  await expect(rest()).rejects.toThrow('was changed while it was read')
})

test('a pipe is refused instead of waited for', async () => {
  const { execFileSync } = await import('node:child_process')
  execFileSync('mkfifo', [join(base, 'plans', 'pipe')])
  expect((await served()(address('plans', 'pipe'))).status).toBe(403)
})
