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
