import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { hostilePlugin } from './support/hostile/attacks.ts'

const SYNC = join(import.meta.dirname, 'support/hostile/hostile-sync.ts')

/** Whether a process is there and has not ended: one that ended may wait to be noticed. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test.for(['hang', 'block'])(
  'law 14: when the server is killed, the processes of its plugins end with it, also one that is busy: %s',
  async (what) => {
    const folder = await mkdtemp(join(tmpdir(), 'pmo-killed-'))
    try {
      await writeFile(
        join(folder, 'server.ts'),
        `import { readdirSync, readFileSync } from 'node:fs'
         import { hostileSync, isolate } from ${JSON.stringify(SYNC)}
         const plugin = await isolate(${JSON.stringify(hostilePlugin)})
         void hostileSync(plugin, { do: ${JSON.stringify(what)} })
         const look = setInterval(() => {
           const children = readdirSync('/proc').filter((pid) => {
             try { return /^\\d+$/.test(pid) && readFileSync('/proc/' + pid + '/stat', 'utf8').split(') ')[1].split(' ')[1] === String(process.pid) } catch { return false }
           })
           // One that describes, one that works.
           if (plugin.processes() < 2 || children.length < 2) return
           clearInterval(look)
           console.log(children.join(' '))
         }, 50)`,
      )
      const server = spawn(process.execPath, [join(folder, 'server.ts')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [line] = (await once(server.stdout, 'data')) as [Buffer]
      const children = line.toString().trim().split(' ').map(Number)
      expect(children.every(runs)).toBe(true)
      const closed = once(server, 'exit')
      server.kill('SIGKILL')
      await closed
      while (children.some(runs)) await delay(20)
    } finally {
      await rm(folder, { recursive: true })
    }
  },
)

test('this machine lists its processes where the test looks for them', () => {
  expect(existsSync('/proc/self/stat')).toBe(true)
})
