import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What a demo workspace offers: the trackers it brings along, and the config that connects them. */
export interface DemoWorkspace extends AsyncDisposable {
  readonly configFile: string
  /** Writes what the PMO of the demo keeps itself, on its first start. @throws Error where the server refuses it */
  fill(server: { readonly address: string; readonly token: string }): Promise<void>
}

/** Where the demo lies in a checkout; a published package has none. */
const DEMO = join(import.meta.dirname, '..', '..', '..', 'examples', 'demo-company')
const DEMO_MODULE = join(DEMO, 'main.ts')
export const DEMO_CONFIG = join(DEMO, 'pmo.config.ts')

/** Whether this is a checkout with the demo in it. */
export function hasDemo(): boolean {
  return existsSync(DEMO_MODULE)
}

/** Starts the demo's trackers as processes of their own, their data in `folder`. */
export async function openDemo(folder: string): Promise<DemoWorkspace> {
  // The module is found by its path, so that core depends on no example; its shape is agreed on here.
  const demo = (await import(pathToFileURL(DEMO_MODULE).href)) as {
    openDemoCompany(folder: string): Promise<DemoWorkspace>
  }
  return demo.openDemoCompany(folder)
}
