import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../main.ts')

test('runs as a process of its own, tells where it listens, and ends with its standard input', async () => {
  const flags = ['--preset', 'synthetic', '--issues', '40', '--clock', 'fixed', '--end-with-stdin']
  const child = spawn(process.execPath, [MAIN, ...flags, '--now', '2026-01-05T09:00:00Z'], { stdio: 'pipe' })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  // The one line that main.ts prints.
  const { url, token } = JSON.parse(line) as { readonly url: string; readonly token: string }
  const reply = await fetch(`${url}/api/data/v9.2/msdyn_projecttasks?$select=createdon`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { value } = (await reply.json()) as { readonly value: readonly { readonly createdon: string }[] }
  expect(value).toHaveLength(40)
  expect(new Set(value.map(({ createdon }) => createdon))).toEqual(new Set(['2026-01-05T09:00:00Z']))
  const ended = once(child, 'exit')
  child.stdin.end()
  expect(await ended).toEqual([0, null])
})
