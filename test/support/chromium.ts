import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

/** Where Debian's package `chromium` puts it. */
const EXECUTABLE = '/usr/bin/chromium'

/** Why no browser can be started here; undefined: one can. */
export function missingBrowser(): string | undefined {
  return existsSync(EXECUTABLE) ? undefined : 'no Chromium is installed (Debian package chromium)'
}

/** Starts a browser with a fresh profile that asks nobody for anything by itself. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // The same picture on every machine.
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
    ],
  })
}
