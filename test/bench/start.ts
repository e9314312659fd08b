import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { runScenario } from './child.ts'

export interface StartFigures {
  readonly healthyMs: number
  readonly floorMs: number
  /** A second start on the same folder, over opening a database that is there. */
  readonly againHealthyMs: number
  readonly againFloorMs: number
}

/** Time from starting the server's process to a healthy `/health`, beside opening an embedded database. */
export async function measureStart(): Promise<StartFigures> {
  const home = mkdtempSync(join(tmpdir(), 'pmo-bench-start-'))
  try {
    const floorFolder = join(home, 'floor')
    const floor = async (): Promise<number> =>
      (await runScenario<{ readonly sinceProcessStart: number }>('open-floor.ts', { folder: floorFolder }))
        .sinceProcessStart
    const floorMs = await floor()
    const againFloorMs = await floor()
    const healthyMs = await healthy(join(home, 'server'))
    const againHealthyMs = await healthy(join(home, 'server'))
    return { healthyMs, floorMs, againHealthyMs, againFloorMs }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Milliseconds from starting a server in a folder to its first healthy reply. */
export async function healthy(dataDir: string, cwd: string = import.meta.dirname): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../core/src/main.ts'), 'serve'], {
    env: { ...process.env, PMO_DATA_DIR: dataDir, PORT: String(port), PMO_LOG_LEVEL: 'error' },
    stdio: 'ignore',
    cwd,
  })
  try {
    while (performance.now() - began < 60_000) {
      const ok = await fetch(`http://127.0.0.1:${port}/health`).then(
        (reply) => reply.ok,
        () => false,
      )
      if (ok) return performance.now() - began
      await new Promise((done) => setTimeout(done, 5))
    }
    throw new Error('The server was not healthy within a minute.')
  } finally {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
