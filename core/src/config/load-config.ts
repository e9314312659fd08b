import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { basename, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkConfig } from './check-config.ts'
import { mistakesText } from './mistake.ts'
import { PmoError } from './pmo-error.ts'
import type { PmoConfig } from './pmo-config.ts'

export const CONFIG_FILE = 'pmo.config.ts'

export interface LoadedConfig {
  /** Absolute path of the file. */
  readonly file: string
  readonly config: PmoConfig
}

let hooked = false
let generation = 0

/**
 * A config file, or a plugin that it names by its path, may lie anywhere: where `@headless-pmo/…` is not installed beside it,
 * it gets the packages of the server that loads it. Holds for the thread that asks for it.
 */
export function offerOwnPackages(): void {
  if (hooked) return
  hooked = true
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context)
      } catch (error) {
        if (!specifier.startsWith('@headless-pmo/')) throw error
        for (const parent of [import.meta.url, pathToFileURL(resolve('pmo')).href]) {
          try {
            return next(specifier, { ...context, parentURL: parent })
          } catch {
            // Not there either: the first error names the file that asked.
          }
        }
        throw error
      }
    },
  })
}

function place(error: Error, file: string): string {
  const url = pathToFileURL(file).href
  const stack = error.stack ?? ''
  for (const start of [url, file]) {
    const at = stack.indexOf(start)
    const line = at < 0 ? undefined : /^(?:\?v=\d+)?:(\d+)/.exec(stack.slice(at + start.length))?.[1]
    if (line !== undefined) return ` (line ${line})`
  }
  return ''
}

function explainImport(cause: unknown, file: string): PmoError {
  const name = basename(file)
  const error = cause instanceof Error ? cause : new Error(String(cause))
  const code = 'code' in error ? String(error.code) : ''
  const message = error.message.split('\n')[0] ?? ''
  const where = place(error, file)
  if (code === 'ERR_MODULE_NOT_FOUND') {
    const wanted = /Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1] ?? 'something'
    const shown = wanted.startsWith('/') ? basename(wanted) : wanted
    return new PmoError(
      'config-unreadable',
      `${name} imports "${shown}", which is not there; install it beside the file or correct the import.`,
      { cause },
    )
  }
  const absent = /module '([^']+)' does not provide an export named '([^']+)'/.exec(message)
  if (absent !== null) {
    return new PmoError(
      'config-unreadable',
      `${name}, or a module it imports, wants "${absent[2]}" from "${absent[1]}", which does not export it; correct the import.`,
      { cause },
    )
  }
  if (error.name === 'SyntaxError' || code.includes('TYPESCRIPT_SYNTAX')) {
    return new PmoError(
      'config-unreadable',
      `${name} is not valid TypeScript${where}: ${message}. Correct the file, then try again.`,
      { cause },
    )
  }
  return new PmoError(
    'config-unreadable',
    `${name} stopped with an error while it was loaded${where}: ${message}. Correct the file, then try again.`,
    { cause },
  )
}

/**
 * Runs a config file and checks what it exports. A file that has changed is read anew; what it imports is not.
 * @throws PmoError `config-unreadable` or `config-invalid`, one message with every mistake
 */
export async function loadConfig(path: string): Promise<LoadedConfig> {
  const file = path.startsWith('file:') ? fileURLToPath(path) : resolve(path)
  if (!existsSync(file)) {
    throw new PmoError(
      'config-unreadable',
      `There is no config file ${file}; create it, or name another with --config FILE.`,
    )
  }
  offerOwnPackages()
  generation += 1
  let exported: Record<string, unknown>
  try {
    exported = (await import(`${pathToFileURL(file).href}?v=${generation}`)) as Record<string, unknown>
  } catch (cause) {
    throw explainImport(cause, file)
  }
  const value = await exported['default']
  if (value === undefined) {
    throw new PmoError(
      'config-unreadable',
      `${basename(file)} has no default export; end it with: export default defineConfig({ … })`,
    )
  }
  const checked = checkConfig(value)
  if (!checked.ok) throw new PmoError('config-invalid', mistakesText(basename(file), checked.mistakes))
  return { file, config: checked.config }
}
