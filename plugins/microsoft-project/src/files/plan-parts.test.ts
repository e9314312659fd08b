import { expect, test } from 'vitest'
import { contextOf } from '../../test/support/context.ts'
import { testHost } from '../../test/support/host.ts'
import { listPlans } from './plan-parts.ts'

const file = { body: '<x/>', etag: '"1"' }

async function keys(files: readonly string[], config: Record<string, unknown>): Promise<unknown[]> {
  const host = testHost(Object.fromEntries(files.map((address) => [address, file])))
  const parts: unknown[] = []
  for await (const part of listPlans(contextOf(host, config)))
    parts.push('problem' in part ? `${part.key}!` : part.key)
  return parts
}

test('a folder gives its XML files, those of sub-folders too, in a fixed order', async () => {
  const files = [
    'b.xml',
    'a.XML',
    'notes.txt',
    'sub/c%20d.xml',
    'sub/deep/e.xml',
    '.hidden/x.xml',
    '.x.xml',
    '~$b.xml',
  ].map((path) => `file:plans/${path}`)
  expect(await keys(files, { files: ['plans'] })).toEqual(['a.XML', 'b.xml', 'sub/c d.xml', 'sub/deep/e.xml'])
})

test('a part carries what the listing told', async () => {
  const host = testHost({ 'file:///srv/plans/a.xml': file })
  const parts = await Array.fromAsync(listPlans(contextOf(host, { files: ['/srv/plans'] })))
  expect(parts).toEqual([
    { key: 'a.xml', title: 'a.xml', data: { address: 'file:///srv/plans/a.xml', etag: '"1"' } },
  ])
})

test('a binary plan is a closed part with the way out, unless its XML form lies beside it', async () => {
  const host = testHost({ 'file:p/a.mpp': file, 'file:p/b.mpp': file, 'file:p/B.xml': file })
  const parts = await Array.fromAsync(listPlans(contextOf(host, { files: ['p'] })))
  expect(parts).toMatchObject([
    { key: 'B.xml' },
    {
      key: 'a.mpp',
      problem: 'invalid',
      message:
        'The plan "a.mpp" is a binary Microsoft Project file; open the plan in Microsoft Project, choose File > Save As > XML Format (*.xml), and sync that file.',
    },
  ])
})

test('equal paths of several folders get the name of their folder, the first stays as it is', async () => {
  const files = ['file:x/a.xml', 'file:y/a.xml', 'file:z/y/a.xml', 'file:a.xml']
  expect(await keys(files, { files: ['x', 'y/', 'z/y', 'a.xml'] })).toEqual([
    'a.xml',
    'y/a.xml',
    'y/a.xml (2)',
    '/a.xml',
  ])
})

test('web addresses are named without their query, which may hold a secret', async () => {
  const host = testHost()
  const urls = [
    'https://pm.example.org/plans/a%20b.xml?sig=s3cret',
    'https://pm.example.org/plans/a%20b.xml?sig=other',
    'http://127.0.0.1:8080/export',
  ]
  const parts = await Array.fromAsync(listPlans(contextOf(host, { urls })))
  expect(parts).toMatchObject([
    {
      key: 'pm.example.org/plans/a b.xml',
      title: 'a b.xml',
      data: { address: urls[0], shown: 'https://pm.example.org/plans/a%20b.xml' },
    },
    { key: 'pm.example.org/plans/a b.xml (2)' },
    { key: '127.0.0.1:8080/export', title: 'export' },
  ])
  expect(host.requests).toEqual([])
})

test('a folder that cannot be listed makes the listing fail after the others', async () => {
  const host = testHost({ 'file:there/a.xml': file })
  const parts: string[] = []
  const listing = (async () => {
    for await (const part of listPlans(contextOf(host, { files: ['gone', 'there'] }))) parts.push(part.key)
  })()
  await expect(listing).rejects.toThrow(
    'There is no folder "gone"; correct the path in `files` or `urls`, or put it back.',
  )
  expect(parts).toEqual(['a.xml'])
})
