import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('as a process it says where it is, answers there, and ends with its input', async () => {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../main.ts'), '--issues', '30', '--projects', '2', '--end-with-stdin'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    // One line of JSON is what the README promises.
    const { url, token } = JSON.parse(String(line)) as { readonly url: string; readonly token: string }
    const reply = await fetch(`${url}/_api/ProjectData/Tasks?$inlinecount=allpages&$top=1`, {
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    })
    // Thirty tasks, and the summary task of each project.
    expect(await reply.json()).toMatchObject({ 'odata.count': '32' })
  } finally {
    child.stdin.end()
  }
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})
