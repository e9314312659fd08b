import { spawn } from 'node:child_process'
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
  })
  // On a terminal Ctrl-C reaches it anyway; this is for whoever ends us otherwise.
  const stop = (): void => void child.kill('SIGTERM')
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
  }
}
