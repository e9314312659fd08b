import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where the dashboard lies in a checkout; a published package has none, and serves what `PMO_SITE_DIR` names. */
const DASHBOARD = join(import.meta.dirname, '..', '..', '..', 'examples', 'dashboard')

/** Folder of the dashboard's pages as they were built last; undefined where they never were. */
export function builtSite(): string | undefined {
  const dist = join(DASHBOARD, 'dist')
  return existsSync(join(dist, 'index.html')) ? dist : undefined
}

/**
 * Folder of the dashboard's pages, built if its sources are newer. Where building fails `warn` is told why, and the server
 * runs with the pages of the last build, or without any.
 */
export async function buildSite(warn: (sentence: string) => void): Promise<string | undefined> {
  const module = join(DASHBOARD, 'build.ts')
  if (!existsSync(module)) return undefined
  try {
    // The module is found by its path, so that core depends on no example; its shape is agreed on here.
    const dashboard = (await import(pathToFileURL(module).href)) as { buildDashboard(): Promise<string> }
    return await dashboard.buildDashboard()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const built = builtSite()
    warn(
      `The dashboard could not be built, so ${built === undefined ? 'there are no pages at /' : 'the pages at / are those of the build before'}: ${why}`,
    )
    return built
  }
}
