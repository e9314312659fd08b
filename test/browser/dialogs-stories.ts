import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { accessibilityTroubles } from './accessible.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()

/** Opens a dialog of a page; what opens it is pressed where it stands. */
type Opens = (page: Page) => Promise<void>

const press =
  (name: RegExp): Opens =>
  (page) =>
    page.getByRole('button', { name }).first().click()

const follow =
  (selector: string): Opens =>
  (page) =>
    page.locator(selector).first().click()

/** Every kind of dialog, with the page and what opens it. */
const DIALOGS: readonly (readonly [name: string, path: string, opens: Opens])[] = [
  ['health', '/', press(/^Health of .*show what it rests on/)],
  ['saved view', '/', press(/^Save this view/)],
  ['open findings', '/', press(/^\d+ open$/)],
  ['late projects', '/', press(/^\d+ late$/)],
  ['figure', '/projects/rider-app', press(/^Overdue: .*show what it rests on/)],
  ['milestone', '/projects/rider-app?tab=milestones', press(/^.*P80 of .*why\?$/)],
  ['items of a person', '/projects/rider-app?tab=people', press(/^\d+ open items of/)],
  ['item', '/projects/rider-app?tab=findings', press(/^northwind-cycles\/rider-app#\d+/)],
  ['baseline', '/projects/dock-sites?tab=history', press(/^\d+ items of 1\./)],
  [
    'pair of projects',
    '/dependencies?way=matrix',
    follow('main table tbody td button, main table tbody td a'),
  ],
  ['load', '/capacity', press(/^Tobias Brandt, .*%$/)],
  ['finding', '/standards?tab=findings', follow('main tbody tr a')],
  ['results', '/standards?tab=findings', press(/^\d+ unknown: what of/)],
  [
    'bar',
    '/roadmap?project=%5B%22dock-sites%22%5D',
    async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
    },
  ],
  [
    'move',
    '/roadmap?project=%5B%22dock-sites%22%5D',
    async (page) => {
      await page.getByRole('treegrid').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('m')
    },
  ],
]

/** How far an open dialog and the page behind it scroll sideways. */
const SIDEWAYS = `[document.querySelector('dialog[open]'), document.documentElement]
  .map((one) => one.scrollWidth - one.clientWidth)`

describeUnlessMissing('every dialog', missing === undefined ? [] : [missing], () => {
  test.each(['light', 'dark'] as const)('in %s: is accessible and gives the focus back', async (theme) => {
    await using look = await visit({ theme })
    const { page } = look
    for (const [name, path, opens] of DIALOGS) {
      await look.open(path)
      await opens(page)
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      await expect.poll(() => dialog.locator('.state-loading').count()).toBe(0)
      expect.soft([name, await accessibilityTroubles(page)]).toEqual([name, []])
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      const isLost = await page.evaluate<boolean>('document.activeElement === document.body')
      expect.soft([name, isLost]).toEqual([name, false])
    }
    expect(look.troubles).toEqual([])
  })

  test('on 320 pixels, as at 400 % of zoom: only tables in it scroll sideways', async () => {
    await using look = await visit({ width: 320, height: 256 })
    const { page } = look
    for (const [name, path, opens] of DIALOGS) {
      await look.open(path)
      await opens(page)
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      await expect.poll(() => dialog.locator('.state-loading').count()).toBe(0)
      expect.soft([name, await page.evaluate<number[]>(SIDEWAYS)]).toEqual([name, [0, 0]])
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    expect(look.troubles).toEqual([])
  })
})
