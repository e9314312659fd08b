import { expect, test } from 'vitest'
import { contextOf } from '../../test/support/context.ts'
import { testHost, type HostedFile } from '../../test/support/host.ts'
import { probe, scopes } from './probe.ts'

const file = { body: '<x/>', etag: '"1"' }
const ask = (files: Record<string, HostedFile>, config: Record<string, unknown>) =>
  probe(contextOf(testHost(files), config))

test('a folder with plans is fine; a binary plan is mentioned', async () => {
  expect(await ask({ 'file:p/a.xml': file, 'file:p/b.mpp': file }, { files: ['p'] })).toEqual({
    ok: true,
    details: ['1 plan found', expect.stringContaining('The plan "b.mpp" is a binary')],
  })
})

test.each([
  ['a folder that is not there', {}, { files: ['p'] }, 'not_found', 'There is no folder "p"'],
  [
    'a folder without plans',
    { 'file:p/a.txt': file },
    { files: ['p'] },
    'not_found',
    'There is no plan in XML format',
  ],
  [
    'a folder of binary plans',
    { 'file:p/a.mpp': file },
    { files: ['p'] },
    'invalid',
    'is a binary Microsoft Project file',
  ],
  ['a single file that is not there', {}, { files: ['p/a.xml'] }, 'not_found', 'no plan "a.xml"'],
  [
    'an address that wants a login',
    { 'https://h/a.xml': { ...file, status: 401 } },
    { urls: ['https://h/a.xml'] },
    'unauthorized',
    'needs a login',
  ],
  [
    'an address that shows a login page',
    { 'https://h/a.xml': { body: '<!doctype html><html><title>Sign in</title></html>' } },
    { urls: ['https://h/a.xml'] },
    'invalid',
    'is not XML',
  ],
  [
    'an address of another XML',
    { 'https://h/a.xml': { body: '<rss version="2.0"/>' } },
    { urls: ['https://h/a.xml'] },
    'invalid',
    'its first element is <rss>, not <Project>',
  ],
  [
    'a file above the limit',
    { 'file:a.xml': file },
    { files: ['a.xml'], maxFileMegabytes: 0.000001 },
    'invalid',
    'is larger than',
  ],
])('%s', async (_name, files, config, reason, message) => {
  expect(await ask(files, config)).toEqual({ ok: false, reason, message: expect.stringContaining(message) })
})

test('the plans of a folder can be connected one by one', async () => {
  const context = contextOf(testHost({ 'file:p/a.xml': file, 'file:p/b.mpp': file }), {
    files: ['p'],
    urls: ['https://h/c.xml'],
  })
  expect(await Array.fromAsync(scopes(context))).toEqual([
    { title: 'a.xml', description: 'a.xml', config: { files: ['p/a.xml'] } },
    { title: 'c.xml', description: 'h/c.xml', url: 'https://h/c.xml', config: { urls: ['https://h/c.xml'] } },
  ])
})
