import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PmoError } from '../../../config/index.ts'

const run = promisify(execFile)

const MOST_BUNDLE_BYTES = 32 * 1024 * 1024
const BUNDLE_MS = 60_000

/**
 * Bundles an entry in TypeScript or JavaScript with all that it imports into one ES module, in memory. A short-lived process of ours
 * does it: the bundler would leave two hundred megabytes behind in the server. Nothing of the plugin runs.
 *
 * @param entry absolute path
 * @throws PmoError `plugin-unusable` with what the bundler says
 */
export async function bundleModule(entry: string): Promise<string> {
  const suffix = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
  const main = fileURLToPath(new URL(`./bundle-main${suffix}`, import.meta.url))
  try {
    const { stdout } = await run(process.execPath, [main, entry], {
      maxBuffer: MOST_BUNDLE_BYTES,
      timeout: BUNDLE_MS,
      env: {},
    })
    return stdout
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : ''
    const why = said.trim() === '' ? (cause instanceof Error ? cause.message : String(cause)) : said.trim()
    throw new PmoError('plugin-unusable', `The plugin ${entry} cannot be bundled: ${why.slice(0, 1000)}`, {
      cause,
    })
  }
}
