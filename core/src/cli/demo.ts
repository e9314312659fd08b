import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a demo workspace offers: the trackers it brings along, and the config that connects them. */
export interface DemoWorkspace extends AsyncDisposable {
  readonly configFile: string
}

/** Where the demo lies in a checkout; a published package has none. */
const DEMO_MODULE = join(import.meta.dirname, '..', '..', '..', 'examples', 'demo-company', 'main.ts')

/** Starts the demo's trackers as processes of their own; undefined where there is no demo. */
export async function openDemo(signal: AbortSignal): Promise<DemoWorkspace | undefined> {
  if (!existsSync(DEMO_MODULE)) return undefined
  // The module is found by its path, so that core depends on no example; its shape is agreed on here.
  const demo = (await import(pathToFileURL(DEMO_MODULE).href)) as {
    openDemoCompany(signal: AbortSignal): Promise<DemoWorkspace>
  }
  return demo.openDemoCompany(signal)
}
