import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A simulator that runs as a process of its own and ends with us, however we end. */
export interface SimulatorProcess extends AsyncDisposable {
  readonly url: string
  readonly token: string
}

const MAIN = fileURLToPath(new URL('../../test/simulators/github/main.ts', import.meta.url))

/** What the simulator prints when it is ready. */
interface Ready {
  readonly url: string
  readonly token: string
}

/** Starts the GitHub simulator with the demo's story; `port` 0 takes any free one. */
export async function startGitHub(options: {
  readonly port: number
  readonly now: string
}): Promise<SimulatorProcess | undefined> {
  const { port, now } = options
  const child = spawn(
    process.execPath,
    [MAIN, '--preset', 'demo', '--port', String(port), '--now', now, '--end-with-stdin'],
    // Its standard input stays open as long as we live; a process group of its own, so that Ctrl-C reaches us alone.
    { stdio: ['pipe', 'pipe', 'ignore'], detached: true },
  )
  const exit = once(child, 'exit')
  const firstLine = once(createInterface({ input: child.stdout }), 'line')
  const line = await Promise.race([firstLine, exit.then(() => undefined)])
  if (line === undefined) return undefined
  const ready = JSON.parse(String(line[0])) as Ready // our own simulator's word
  return {
    url: ready.url,
    token: ready.token,
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      child.kill('SIGTERM')
      await exit
    },
  }
}
