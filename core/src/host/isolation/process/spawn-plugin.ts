import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Duplex } from 'node:stream'
import { BOOTSTRAP } from './bootstrap.ts'

/** What a Node process needs beyond what its code allocates, in MiB: its own text, stacks and compiled code. */
const BASE_DATA_MIB = 640

const SHELL = '/bin/sh'

/**
 * Sets limits that the plugin cannot lift, and leaves a watcher behind that ends the process when the server goes, also when the
 * process is too busy to notice. Then becomes the process itself, under the same number. A line on the watcher's input sends it home.
 */
const WRAPPER = `
ulimit -c 0 2>/dev/null
ulimit -d "$1" 2>/dev/null
shift
exec 9<&0 </dev/null
( exec >/dev/null 2>&1 3>&-; read -r line <&9 || kill -9 $$ ) &
exec 9<&-
exec "$@"
`

export interface SpawnedPlugin {
  readonly child: ChildProcess
  readonly channel: Duplex
}

/** Starts a process that can reach nothing but its channel. */
export function spawnPlugin(memoryMb: number): SpawnedPlugin {
  const heapMb = Math.max(48, Math.floor(memoryMb * 0.75))
  const node = [
    process.execPath,
    '--permission',
    '--disable-sigusr1',
    '--no-deprecation',
    '--no-warnings',
    `--max-old-space-size=${heapMb}`,
    '--input-type=module',
    '-e',
    BOOTSTRAP,
  ]
  const dataKib = (memoryMb + BASE_DATA_MIB) * 1024
  const [command, ...args] = existsSync(SHELL)
    ? [SHELL, '-c', WRAPPER, 'pmo-plugin', String(dataKib), ...node]
    : node
  const child = spawn(command ?? process.execPath, args, {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    // Signals of the terminal are for the server; it ends its processes itself.
    detached: true,
    windowsHide: true,
  })
  child.stdin?.on('error', () => undefined)
  child.once('exit', () => child.stdin?.end('\n'))
  // The fourth of the pipes asked for, and pipes go both ways.
  return { child, channel: child.stdio[3] as Duplex }
}
