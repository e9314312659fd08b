import { isBuiltin } from 'node:module'
import { relative } from 'node:path'
import { PmoError } from '../../config/index.ts'
import type { PluginPackage } from '../package/plugin-package.ts'

/** What the bundler says of a mistake. */
interface BundleMistake {
  readonly message: string
}

/** Lines of the bundler's words that are shown. */
const MOST_LINES = 20

function mistakes(cause: unknown): string {
  const all: readonly BundleMistake[] =
    typeof cause === 'object' && cause !== null && 'errors' in cause && Array.isArray(cause.errors)
      ? (cause.errors as readonly BundleMistake[]) // rolldown's BundleError
      : [{ message: cause instanceof Error ? cause.message : String(cause) }]
  const text = all.map(({ message }) => message).join('\n')
  return text.split('\n').slice(0, MOST_LINES).join('\n')
}

/**
 * A plugin with all that it imports as one ES module; only Node's own modules stay imports.
 * @returns its text
 * @throws PmoError `invalid-request` with what cannot be bundled and where
 */
export async function bundlePlugin({ folder, name, entry }: PluginPackage): Promise<string> {
  // Loaded here alone: the server itself never needs it.
  const { rolldown } = await import('rolldown')
  const refuse = (what: string, cause?: unknown): PmoError =>
    new PmoError('invalid-request', `${name} cannot be made one file: ${what}`, { cause })
  const missing: string[] = []
  try {
    await using bundle = await rolldown({
      input: entry,
      cwd: folder,
      platform: 'node',
      external: (id) => isBuiltin(id),
      onLog(_level, log) {
        if (log.code === 'UNRESOLVED_IMPORT') missing.push(log.message)
      },
    })
    const { output } = await bundle.generate({ format: 'esm', codeSplitting: false, comments: true })
    if (missing.length > 0) throw refuse(mistakes({ errors: missing.map((message) => ({ message })) }))
    const [chunk, ...more] = output
    if (more.length > 0) {
      const files = more.map(({ fileName }) => relative('.', fileName)).join(', ')
      throw refuse(`it needs files beside its code (${files}). Put what is in them into the code.`)
    }
    return chunk.code
  } catch (cause) {
    throw cause instanceof PmoError ? cause : refuse(mistakes(cause), cause)
  }
}
