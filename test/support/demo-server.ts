import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, type PmoClient } from '@headless-pmo/client'

const LAUNCHER = join(import.meta.dirname, '..', '..', 'core', 'bin', 'pmo.mjs')
const CLOCK = join(import.meta.dirname, 'shifted-clock.mjs')

/** The demo as `npm start` shows it, in a process and a folder of its own. */
export interface DemoServer extends AsyncDisposable {
  readonly address: string
  readonly token: string
  readonly client: PmoClient
  readonly folder: string
}

/**
 * Starts the demo, and resolves when all trackers are read and the rules have run.
 * @param options.now the present that the server lives in; absent: the real one
 */
export async function startDemo(options: { readonly now?: string } = {}): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pmo-demo-'))
  const { now } = options
  const child = spawn(process.execPath, [LAUNCHER, 'start'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      PMO_LOG_LEVEL: 'silent',
      ...(now !== undefined && {
        NODE_OPTIONS: `--import ${CLOCK}`,
        PMO_TEST_SHIFT_MS: String(Date.parse(now) - Date.now()),
      }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const text = await announced(child.stdout)
    const address = /http:\/\/[^\s/#]+/.exec(text)?.[0] ?? ''
    const token = /Token: (\S+)/.exec(text)?.[1] ?? ''
    const client = createClient({ url: address, token })
    await settle(client)
    return { address, token, client, folder, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function announced(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = []
  for await (const line of createInterface({ input: stdout })) {
    lines.push(line)
    if (line.includes('Ctrl-C')) return lines.join('\n')
  }
  throw new Error(`The demo ended before it said where it is:\n${lines.join('\n')}`)
}

/** Reads every tracker to its end, then runs the rules over what was read. */
async function settle({ api }: PmoClient): Promise<void> {
  const { connections } = await api.connections.list.query({})
  for (const { id } of connections) {
    const { id: run } = await api.sync.start.mutate({ connection: id })
    let state: unknown
    for await (const told of await api.sync.progress.query({ run })) state = told
    if (Reflect.get(Object(state), 'state') !== 'ok') {
      throw new Error(`The first sync of ${id} did not end well: ${JSON.stringify(state)}`)
    }
  }
  await api.standards.check.mutate({})
  // Forecasts are computed behind the back of whoever looks.
  while ((await api.overview.projects.query({ limit: 1 })).isOutdated) await delay(250)
}
