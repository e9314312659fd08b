import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where the dashboard lies in a checkout; a published package has none, and serves what `PMO_SITE_DIR` names. */
const BUILD_MODULE = join(import.meta.dirname, '..', '..', '..', 'examples', 'dashboard', 'build.ts')

/**
 * Folder of the dashboard's pages, built if its sources are newer. Undefined where there is none, or where building failed:
 * the server runs without pages then, and `warn` is told why.
 */
export async function buildSite(warn: (sentence: string) => void): Promise<string | undefined> {
  if (!existsSync(BUILD_MODULE)) return undefined
  try {
    // The module is found by its path, so that core depends on no example; its shape is agreed on here.
    const dashboard = (await import(pathToFileURL(BUILD_MODULE).href)) as {
      buildDashboard(): Promise<string>
    }
    return await dashboard.buildDashboard()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    warn(`The dashboard could not be built, so there are no pages at /: ${why}`)
    return undefined
  }
}
