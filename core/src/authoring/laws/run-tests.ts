import { spawn, type ChildProcess } from 'node:child_process'
import { dirname, join } from 'node:path'
import { dependencyFile, type PluginPackage } from '../package/plugin-package.ts'
import { processFile } from '../package/process-file.ts'

/**
 * Runs the tests of a plugin's package by its own vitest, and shows its laws on standard output.
 * @param options `filters`: of test files, as vitest takes them
 * @returns whether all passed
 * @throws PmoError `invalid-request` where vitest is not installed; AbortError
 */
export async function runTests(
  plugin: PluginPackage,
  options: { readonly filters: readonly string[]; readonly signal: AbortSignal },
): Promise<boolean> {
  const { filters, signal } = options
  const vitest = join(dirname(dependencyFile(plugin, 'vitest')), 'vitest.mjs')
  const reporter = processFile(join(import.meta.dirname, 'law-reporter'))
  const args = ['run', '--root', plugin.folder, '--reporter', reporter, ...filters]
  const child = spawn(process.execPath, [vitest, ...args], {
    cwd: plugin.folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that all of it can be ended; Ctrl-C reaches it through the signal.
    detached: GROUPS,
  })
  const stop = (): void => endGroup(child)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const code = await new Promise<number | null>((done, fail) => {
      child.on('error', fail)
      child.on('close', done)
    })
    signal.throwIfAborted()
    return code === 0
  } finally {
    signal.removeEventListener('abort', stop)
    // A test process that goes round in a loop does not see that its runner is gone.
    stop()
  }
}

/** Whether processes can be ended by group. */
const GROUPS = process.platform !== 'win32'

/** Ends a process and all that it started. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (GROUPS) process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  } catch {
    // It has ended, and everything in it.
  }
}
