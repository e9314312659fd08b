import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

interface Told {
  readonly url: string
  readonly token: string
}

const start = async (folder: string, flags: readonly string[]) => {
  const main = join(import.meta.dirname, '../../', folder, 'main.ts')
  const child = spawn(process.execPath, [main, ...flags], { stdio: 'pipe' })
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  // The line that both of them print.
  return { child, told: JSON.parse(String(line)) as Told }
}

const post = async ({ url, token }: Told, path: string, body: unknown): Promise<unknown> => {
  const reply = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return reply.json()
}

test('Cloud runs as a process of its own, takes edits by its control addresses, and ends on SIGTERM', async () => {
  const { child, told } = await start('jira-cloud', [
    '--preset',
    'synthetic',
    '--issues',
    '250',
    '--histories',
    '2',
    '--clock',
    'fixed',
    '--now',
    '2026-03-02T10:00:00Z',
  ])
  await post(told, '/_sim/edit', { kind: 'deleteIssue', issue: 'ACME-7' })
  const count = await post(told, '/rest/api/3/search/approximate-count', { jql: 'project = ACME' })
  expect(count).toEqual({ count: 249 })
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('Data Center runs as a process of its own under a path, and ends with its standard input', async () => {
  const { child, told } = await start('jira-data-center', [
    '--preset',
    'synthetic',
    '--issues',
    '20',
    '--context-path',
    '/jira',
    '--end-with-stdin',
  ])
  expect(await post(told, '/rest/api/2/search', { jql: '', maxResults: 1 })).toMatchObject({ total: 20 })
  const ended = once(child, 'exit')
  child.stdin.end()
  expect(await ended).toEqual([0, null])
})
