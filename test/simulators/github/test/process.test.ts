import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../main.ts')

const start = async (
  flags: readonly string[],
): Promise<{ child: ChildProcessWithoutNullStreams; url: string }> => {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: 'pipe' })
  const lines = createInterface({ input: child.stdout })
  const [line] = (await once(lines, 'line')) as [string]
  return { child, url: (JSON.parse(line) as { url: string }).url }
}

test('runs as a process of its own and ends on SIGTERM', async () => {
  const { child, url } = await start([
    '--preset',
    'synthetic',
    '--issues',
    '250',
    '--clock',
    'fixed',
    '--prerender',
  ])
  const reply = await fetch(`${url}/repos/acme/app/issues?state=all&per_page=100`)
  expect(((await reply.json()) as unknown[]).length).toBe(100)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('ends when its standard input closes', async () => {
  const { child } = await start(['--preset', 'demo', '--now', '2026-03-02T10:00:00Z', '--end-with-stdin'])
  const ended = once(child, 'exit')
  child.stdin.end()
  expect(await ended).toEqual([0, null])
})
