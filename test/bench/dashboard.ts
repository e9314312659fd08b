import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import { MIGRATIONS } from '../../core/src/compose/index.ts'
import { migrate, openDatabase } from '../../core/src/database/index.ts'
import { startBrowser } from '../support/chromium.ts'
import { startCluster } from '../support/postgres-cluster.ts'
import { fillDashboardRows } from './dashboard-rows.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'core', 'src', 'main.ts')
const CONFIG = join(import.meta.dirname, 'dashboard.config.ts')

/** How long one kind of action took, from the browser's own entries, ms. */
export interface Timings {
  readonly what: string
  readonly times: readonly number[]
}

/** What the browser measured of itself. */
export interface DashboardFigures {
  /** From navigation to the first rows of the portfolio: the very first time, and again with warm caches of the server. */
  readonly first: number
  readonly again: number
  readonly actions: readonly Timings[]
  /** Interaction to next paint of every interaction, by Event Timing, ms. */
  readonly interactions: readonly number[]
  /** Tasks of the page's main thread above 50 ms, ms. */
  readonly longTasks: readonly number[]
}

/** Collected in the page from its first moment on. */
const OBSERVER = `
  globalThis.pmoSeen = { interactions: {}, longTasks: [] }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.interactionId) continue
      const { interactions } = globalThis.pmoSeen
      interactions[entry.interactionId] = Math.max(interactions[entry.interactionId] ?? 0, entry.duration)
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.pmoSeen.longTasks.push(entry.duration)
  }).observe({ type: 'longtask', buffered: true })`

interface Seen {
  readonly interactions: Readonly<Record<string, number>>
  readonly longTasks: readonly number[]
}

/** The dashboard over many items on PostgreSQL, timed by the browser's own performance entries. */
export async function measureDashboard(size: {
  readonly items: number
  readonly projects: number
}): Promise<DashboardFigures> {
  await using cluster = await startCluster()
  const url = cluster.url()
  const today = new Date().toISOString().slice(0, 10)
  {
    await using database = await openDatabase({ url })
    await migrate(database, MIGRATIONS)
    await fillDashboardRows(database.root as never, { ...size, today })
  }
  const folder = await mkdtemp(join(tmpdir(), 'pmo-dashboard-'))
  const child = spawn(process.execPath, [MAIN, 'start', '--config', CONFIG], {
    cwd: folder,
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: '0',
      PMO_LOG_LEVEL: 'silent',
      PMO_BENCH_TOKEN: 'none',
      BENCH_PROJECTS: String(size.projects),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  try {
    const start = await signedInAddress(child.stdout)
    await using browser = await startBrowser()
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(OBSERVER)
    return await look(page, start)
  } finally {
    child.kill('SIGINT')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
}

async function signedInAddress(stdout: NodeJS.ReadableStream): Promise<string> {
  let found = ''
  for await (const line of createInterface({ input: stdout })) {
    found ||= /http:\S+#token=\S+/.exec(line)?.[0] ?? ''
    if (line.includes('Ctrl-C')) break
  }
  if (found === '') throw new Error('The server printed no signed-in address of the dashboard.')
  return found
}

async function look(page: Page, start: string): Promise<DashboardFigures> {
  const first = await portfolioShown(page, start)
  const again = await portfolioShown(page, start.replace(/#.*/, ''))
  const actions = [
    await repeated(page, 'filter', 12, async (n) => {
      await page
        .getByRole('searchbox')
        .first()
        .fill(n % 2 === 0 ? `Project 1${n}` : '')
    }),
    await onRoadmap(page, start),
  ].flat()
  const seen = await page.evaluate<Seen>('globalThis.pmoSeen')
  return { first, again, actions, interactions: Object.values(seen.interactions), longTasks: seen.longTasks }
}

/** Milliseconds from navigation to the first row of the portfolio being painted. */
async function portfolioShown(page: Page, address: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(address)
  await page.getByRole('row').nth(5).waitFor({ timeout: 120_000 })
  return page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))',
  )
}

async function onRoadmap(page: Page, start: string): Promise<readonly Timings[]> {
  await page.goto(new URL('/roadmap', start).href)
  const canvas = page.locator('[data-roadmap]')
  await canvas.waitFor({ timeout: 120_000 })
  const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 1000, height: 600 }
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const zoomed = await repeated(page, 'zoom', 12, async (n) => {
    await page.mouse.move(middle.x, middle.y)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, n % 4 < 2 ? -120 : 120)
    await page.keyboard.up('Control')
  })
  const dragged = await repeated(page, 'drag', 4, async () => {
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.down()
    for (let step = 1; step <= 10; step++) await page.mouse.move(middle.x + step * 6, middle.y)
    await page.mouse.up()
  })
  const rows = await openedRows(page)
  const scrolled = await repeated(page, `scroll over ${rows} rows`, 20, async (n) => {
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.wheel(0, n % 5 === 4 ? 40_000 : 600)
  })
  const zoomedOpen = await repeated(page, `zoom over ${rows} rows`, 12, async (n) => {
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, n % 4 < 2 ? -120 : 120)
    await page.keyboard.up('Control')
  })
  return [zoomed, dragged, scrolled, zoomedOpen]
}

/** Opens every project of the roadmap, and waits until no more rows come. @returns how many rows there are then */
async function openedRows(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Open all' }).click()
  const counted = async (): Promise<number> =>
    Number(await page.locator('[aria-rowcount]').first().getAttribute('aria-rowcount'))
  for (let [rows, before, looks] = [0, -1, 0]; ; looks++) {
    rows = await counted()
    if (rows === before || looks > 120) return rows
    before = rows
    await page.waitForTimeout(2000)
  }
}

/** Does something some times; each lasts until what it changed has been painted. */
async function repeated(
  page: Page,
  what: string,
  times: number,
  act: (n: number) => Promise<void>,
): Promise<Timings> {
  const taken: number[] = []
  for (let n = 0; n < times; n++) {
    const before = await page.evaluate<number>('performance.now()')
    await act(n)
    const after = await page.evaluate<number>(
      'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))',
    )
    taken.push(after - before)
  }
  return { what, times: taken }
}
