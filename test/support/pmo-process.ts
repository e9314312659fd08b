import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inject } from 'vitest'
import type { DatabaseService } from './postgres-global.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'core', 'src', 'main.ts')

const COMPILE_CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'pmo')

/** A plan of a few tasks in a row, as small as one can be. */
export function planOf(tasks: readonly string[]): string {
  const each = tasks.map((name, index) => {
    const uid = index + 1
    const link =
      index === 0
        ? ''
        : `<PredecessorLink><PredecessorUID>${index}</PredecessorUID><Type>1</Type></PredecessorLink>`
    return `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${name}</Name><OutlineLevel>1</OutlineLevel><Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish><Duration>PT8H0M0S</Duration><PercentComplete>${index === 0 ? 100 : 0}</PercentComplete>${link}</Task>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project"><SaveVersion>14</SaveVersion><Name>Move</Name><CurrencyCode>EUR</CurrencyCode><Tasks>${each.join('')}</Tasks></Project>`
}

/** A config that reads that plan into one project. */
export const PLAN_CONFIG = `import { defineConfig } from '@headless-pmo/core'
import msp from '@headless-pmo/plugin-microsoft-project'
export default defineConfig({
  plugins: [msp],
  connections: { plans: { plugin: 'microsoft-project', files: ['plans/move.xml'], sync: { every: 'never' } } },
  projects: [{ id: 'move', name: 'Move', sources: [{ connection: 'plans' }] }],
})
`

/** A server that runs as a process of its own. */
export interface PmoServer extends AsyncDisposable {
  readonly child: ChildProcess
  readonly address: string
  readonly token: string
  /** What it printed until it was ready. */
  readonly printed: string
  /** What it wrote to its standard error so far. */
  complaints(): string
  /** Ends it as Ctrl-C would, and tells its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** A folder as an operator has it, with commands and a server run in it. */
export interface PmoWorkspace extends AsyncDisposable {
  readonly folder: string
  /** Runs one command to its end. */
  pmo(
    args: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string }
  /** The same for a command that needs what this process serves, which would stand still meanwhile. */
  command(
    args: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>
  serve(variables?: Readonly<Record<string, string>>): Promise<PmoServer>
  writePlan(tasks: readonly string[]): Promise<void>
}

/** Makes a workspace that reads a small plan; disposing of it removes it. */
export async function pmoWorkspace(options: { readonly config?: string } = {}): Promise<PmoWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'pmo-workspace-'))
  await giveDatabase(folder)
  const environment = (more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    // Dozens of commands read the same modules.
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    PORT: '0',
    PMO_LOG_LEVEL: 'silent',
    ...more,
  })
  const writePlan = (tasks: readonly string[]): Promise<void> =>
    writeFile(join(folder, 'plans', 'move.xml'), planOf(tasks))
  await mkdir(join(folder, 'plans'))
  await writeFile(join(folder, 'pmo.config.ts'), options.config ?? PLAN_CONFIG)
  await writePlan(['Pack', 'Drive'])
  return {
    folder,
    writePlan,
    pmo(args, variables = {}) {
      return spawnSync(process.execPath, [MAIN, ...args], {
        cwd: folder,
        env: environment(variables),
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        // A command that hangs fails its test.
        timeout: 90_000,
      })
    },
    async command(args, variables = {}) {
      const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: environment(variables) })
      let [stdout, stderr] = ['', '']
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
      // What `close` brings: the exit code, or null after a signal.
      const [status] = (await once(child, 'close')) as [number | null]
      return { status, stdout, stderr }
    },
    serve: (variables = {}) => startServer(folder, environment(variables)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

/** An empty database, as a first start leaves it: making one takes seconds, and the demo's tests do it. */
async function giveDatabase(folder: string): Promise<void> {
  const service: DatabaseService = inject('databases')
  const response = await fetch(service.dataFolderAddress)
  const made = await response.text()
  if (!response.ok) throw new Error(made)
  const dataDir = join(folder, '.pmo')
  await mkdir(dataDir, { mode: 0o700 })
  await cp(join(made, 'database'), join(dataDir, 'database'), { recursive: true })
}

async function startServer(folder: string, env: NodeJS.ProcessEnv): Promise<PmoServer> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk) => (complaints += String(chunk)))
  const ended = once(child, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.includes('Ctrl-C')) break
  }
  const printed = lines.join('\n')
  const address = /http:\S+/.exec(printed)?.[0]
  if (address === undefined) throw new Error(`The server did not start: ${complaints}`)
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const [code] = (await ended) as [number | null]
    return code
  }
  return {
    child,
    address,
    printed,
    complaints: () => complaints,
    token: readFileSync(join(folder, '.pmo', 'token'), 'utf8').trim(),
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}
