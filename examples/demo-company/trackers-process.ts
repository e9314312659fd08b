import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The demo's trackers in a process of their own, which ends with us, however we end. */
export interface TrackersProcess extends AsyncDisposable {
  /** Addresses and credentials, under the names that the demo's pmo.config.ts reads. */
  readonly variables: Readonly<Record<string, string>>
}

const MAIN = fileURLToPath(new URL('trackers.ts', import.meta.url))

/** Starts them on this port and the next ones; `port` 0 takes any free ones. Undefined when they cannot start there. */
export async function startTrackers(options: {
  readonly port: number
  readonly now: string
}): Promise<TrackersProcess | undefined> {
  const { port, now } = options
  const child = spawn(
    process.execPath,
    [MAIN, '--port', String(port), '--now', now],
    // Its standard input stays open as long as we live; a process group of its own, so that Ctrl-C reaches us alone.
    { stdio: ['pipe', 'pipe', 'ignore'], detached: true },
  )
  const exit = once(child, 'exit')
  const firstLine = once(createInterface({ input: child.stdout }), 'line')
  const line = await Promise.race([firstLine, exit.then(() => undefined)])
  if (line === undefined) return undefined
  return {
    variables: JSON.parse(String(line[0])) as Record<string, string>, // our own process's word
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      child.kill('SIGTERM')
      await exit
    },
  }
}
