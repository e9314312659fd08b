import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { folderFindings, nodeFinding } from './machine-findings.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pmo-doctor-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

test('an old Node is told with the one to install', () => {
  expect(nodeFinding('26.1.0')).toMatchObject({ state: 'ok' })
  expect(nodeFinding('24.9.0')).toMatchObject({ state: 'error', action: 'Install Node 26 or later.' })
})

test('a folder that is not there yet is fine, a file in its place is not', async () => {
  expect(folderFindings({ dataDir: join(folder, 'none') })).toMatchObject([{ state: 'ok' }])
  await writeFile(join(folder, 'file'), '')
  expect(folderFindings({ dataDir: join(folder, 'file') })).toMatchObject([
    { state: 'error', sentence: expect.stringContaining('it is a file') },
  ])
})

test.skipIf(process.platform === 'win32')('a token that others may read is told', async () => {
  const file = join(folder, 'token')
  await writeFile(file, 'pmo_x')
  await chmod(file, 0o600)
  expect(folderFindings({ dataDir: folder })).toHaveLength(1)
  await chmod(file, 0o644)
  expect(folderFindings({ dataDir: folder })[1]).toMatchObject({
    state: 'warning',
    action: `Run: chmod 600 ${file}`,
  })
})
