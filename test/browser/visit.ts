import { expect } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startBrowser } from '../support/chromium.ts'
import { theDemo } from './demo.ts'
import { PRESENT } from './present.ts'

/** How the page is looked at. */
export interface Look {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  /** Another token than the administrator's. */
  readonly token?: string
}

/** A browser at the dashboard, signed in; what went wrong on the way is kept. */
export interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of the console and of scripts, and requests to any host but the server. Empty at the end of a good visit. */
  readonly troubles: readonly string[]
  /** Opens a page of the dashboard and waits until nothing on it is loading. */
  open(path: string): Promise<void>
}

/** What sets the clock of the page is kept out of sandboxed frames, as everything is. */
const SETS_THE_CLOCK = /^Blocked script execution in 'about:srcdoc' because the document's frame is sandboxed/

let browser: Promise<Browser> | undefined

/** One browser a test file; ended with it. */
export async function endBrowser(): Promise<void> {
  await (await browser)?.close()
  browser = undefined
}

/** Visits the dashboard of the demo. */
export async function visit(look: Look = {}): Promise<Visit> {
  const demo = await theDemo()
  browser ??= startBrowser()
  const context = await (
    await browser
  ).newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
    colorScheme: look.theme ?? 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(PRESENT)
  const troubles: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (!SETS_THE_CLOCK.test(message.text())) troubles.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== demo.address && url.protocol !== 'blob:' && url.protocol !== 'data:')
      troubles.push(`another host: ${request.url()}`)
  })
  await page.goto(`${demo.address}/#token=${look.token ?? demo.token}`)
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
  return {
    page,
    context,
    troubles,
    async open(path) {
      await page.goto(`${demo.address}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.locator('.state-loading').count()).toBe(0)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}
