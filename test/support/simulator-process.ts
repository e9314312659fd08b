import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** A simulator as a process of its own. */
export interface SimulatorProcess extends AsyncDisposable {
  readonly url: string
  readonly token: string
  readonly pid: number
  /** Speaks to a control endpoint, e.g. `control('POST', '/edit', {…})`. */
  control(method: string, path: string, body?: unknown): Promise<unknown>
}

/**
 * Starts the simulator and waits until it answers. It ends with this process, and does not keep it alive.
 * @throws Error with its last words when it does not start
 */
export async function startSimulatorProcess(
  args: readonly string[],
  tracker: 'github' | 'jira-cloud' | 'graph' | 'project-server' = 'github',
): Promise<SimulatorProcess> {
  const main = resolve(import.meta.dirname, `../simulators/${tracker}/main.ts`)
  const child = spawn(process.execPath, [main, ...args, '--end-with-stdin'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const words: string[] = []
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()))
  const lines = createInterface({ input: child.stdout })
  const [first] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => [undefined]),
  ])) as [string | undefined]
  if (first === undefined) throw new Error(`The simulator did not start: ${words.join('')}`)
  const ready = JSON.parse(first) as { readonly url: string; readonly token: string }
  // Nothing of it keeps this process alive; the simulator ends when our end of its standard input closes.
  child.unref()
  for (const stream of [child.stdin, child.stdout, child.stderr]) unref(stream)
  return {
    url: ready.url,
    token: ready.token,
    pid: child.pid ?? 0,
    control: async (method, path, body) => {
      const reply = await fetch(`${ready.url}/_sim${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const text = await reply.text()
      if (!reply.ok) throw new Error(`The simulator refused ${method} ${path}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.ref()
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Pipes of a child are sockets, whose types do not say so. */
function unref(stream: unknown): void {
  ;(stream as { unref?: () => void }).unref?.()
}
