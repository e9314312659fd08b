import { afterAll, expect, test } from 'vitest'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { missingBrowser } from '../support/chromium.ts'
import { accessibilityTroubles } from './accessible.ts'
import { pictureTrouble } from './compare-pictures.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

/** Every page with its address, as a name for its picture. */
const PAGES = {
  portfolio: '/',
  roadmap: '/roadmap',
  dependencies: '/dependencies',
  project: '/projects/rider-app',
  people: '/capacity',
  standards: '/standards',
  reports: '/reports',
  connections: '/connections',
} as const

/** What lies behind tabs and choices of the pages. */
const FURTHER = [
  '/dependencies?way=matrix',
  '/dependencies?way=list',
  '/dependencies?way=conflicts',
  ...['milestones', 'progress', 'flow', 'value', 'findings', 'people', 'history'].map(
    (tab) => `/projects/rider-app?tab=${tab}`,
  ),
  '/capacity?tab=overloads',
  '/capacity?tab=wanted',
  ...['findings', 'waivers', 'rules', 'gates'].map((tab) => `/standards?tab=${tab}`),
  '/standards?project=rider-app',
  '/standards?tab=gates&project=dock-sites',
  '/standards?tab=rules&rule=new',
  '/reports?report=portfolio-status',
  '/connections?tab=plugins',
  '/connections?connection=github',
  '/connections?connect=new',
] as const

/** The menu, where a script looks for it. */
const MENU = `document.querySelector('nav[aria-label="Pages"]')`

/** Pages scroll down, never sideways; regions within them may. */
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

const missing = missingBrowser()

describeUnlessMissing('every page of the dashboard', missing === undefined ? [] : [missing], () => {
  test.each(['light', 'dark'] as const)(
    'in %s: is accessible, has no error, and asks no other host',
    async (theme) => {
      await using look = await visit({ theme })
      for (const [name, path] of Object.entries(PAGES)) {
        await look.open(path)
        expect.soft([name, await accessibilityTroubles(look.page)]).toEqual([name, []])
      }
      expect(look.troubles).toEqual([])
    },
  )

  test.each([360, 768, 2560])('at %i pixels: nothing lies outside of the page', async (width) => {
    await using look = await visit({ width })
    for (const [name, path] of Object.entries(PAGES)) {
      await look.open(path)
      expect.soft([name, await look.page.evaluate<number>(SIDEWAYS)]).toEqual([name, 0])
    }
    expect(look.troubles).toEqual([])
  })

  // 640 and 320 pixels are what 200 % and 400 % of zoom leave of 1280.
  test.each([
    [640, 512],
    [320, 256],
  ])('at %i × %i pixels, as zoomed: every view scrolls down alone', async (width, height) => {
    await using look = await visit({ width, height })
    for (const path of [...Object.values(PAGES), ...FURTHER]) {
      await look.open(path)
      expect.soft([path, await look.page.evaluate<number>(SIDEWAYS)]).toEqual([path, 0])
    }
    expect(look.troubles).toEqual([])
  })

  test('at 360 pixels: the menu shows where one is and that there is more, and tables keep the name of a row', async () => {
    await using look = await visit({ width: 360 })
    const { page } = look
    await look.open('/connections')
    const menu = page.getByRole('navigation', { name: 'Pages' })
    expect(await page.evaluate<number>(`${MENU}.scrollWidth - ${MENU}.clientWidth`)).toBeGreaterThan(0)
    expect(await page.evaluate<string>(`getComputedStyle(${MENU}).backgroundImage`)).toMatch(/gradient/)
    const here = await menu.getByRole('link', { name: 'Connections' }).boundingBox()
    expect((here?.x ?? 0) + (here?.width ?? 1000)).toBeLessThanOrEqual(360)
    for (const path of ['/', '/standards', '/standards?tab=rules', '/projects/rider-app?tab=milestones']) {
      await look.open(path)
      const name = page.locator('main .data-table tbody tr td:first-child').first()
      const before = await name.boundingBox()
      await page.evaluate(`document.querySelector('main .data-table .scroll-x').scrollLeft = 200`)
      const after = await name.boundingBox()
      expect.soft([path, after?.x]).toEqual([path, before?.x])
      expect.soft((after?.width ?? 0) > 90 && (after?.width ?? 360) < 180).toBe(true)
    }
    expect(look.troubles).toEqual([])
  })

  test('looks as its pictures in the README', async () => {
    await using look = await visit()
    for (const [name, path] of Object.entries(PAGES)) {
      await look.open(path)
      const taken = await look.page.screenshot({
        mask: [look.page.locator('[data-varies]')],
        maskColor: '#8892a0',
      })
      expect.soft(pictureTrouble(name, taken)).toBeUndefined()
    }
  })
})
