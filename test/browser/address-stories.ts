import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { theDemo } from './demo.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()

const LONG = 'x'.repeat(10_000)
const address = (path: string, search: Readonly<Record<string, unknown>>) =>
  `${path}?${Object.entries(search)
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
    )
    .join('&')}`

/** Addresses that somebody mistyped or made up, each with what its page says. */
const ADDRESSES: readonly (readonly [string, RegExp])[] = [
  [address('/', { text: LONG, sort: ['name'], health: { a: 1 } }), /6 projects/],
  [address('/', { portfolio: 'nowhere' }), /No project fits this view|There is no portfolio/],
  [address('/roadmap', { at: '2026-99-99', zoom: 1e308, text: LONG }), /Everything/],
  [address('/roadmap', { at: '0000-01-01', zoom: 5e-324, critical: 'maybe' }), /Everything/],
  [address('/roadmap', { project: ['nowhere', {}] }), /There is no project "nowhere"/],
  [address('/dependencies', { project: LONG, way: [], only: 'all of them' }), /links between projects/],
  [address('/dependencies', { from: 'nowhere', to: 'rider-app' }), /links between projects/],
  ['/projects/nowhere', /There is no project "nowhere"/],
  [`/projects/${LONG}`, /too long to be sent/],
  [address('/projects/rider-app', { tab: { a: 1 }, asOf: '2026-02-30' }), /Health/],
  [address('/projects/rider-app', { tab: 'milestones', asOf: '0000-01-01' }), /Milestones and the end/],
  ['/projects/%E0%A4%A', /There is no such page/],
  [address('/capacity', { months: -1, least: [], by: '__proto__', tab: LONG }), /People and capacity/],
  [address('/standards', { tab: 'constructor', severity: 9, project: LONG }), /highest level first/],
  [address('/standards', { tab: 'findings', finding: 'nowhere' }), /There is no finding/],
  [
    address('/standards', { tab: 'findings', rule: 'nowhere', owner: LONG }),
    /no rule "nowhere"|No finding fits/,
  ],
  [address('/standards', { tab: 'rules', rule: 'nowhere' }), /There is no rule "nowhere"/],
  [address('/standards', { project: 'nowhere' }), /There is no project "nowhere"/],
  [address('/standards', { tab: 'gates', project: 'nowhere' }), /There is no project "nowhere"/],
  [address('/reports', { report: 'project-status', project: 'nowhere' }), /There is no project "nowhere"/],
  [address('/reports', { kept: 'nowhere', format: 7 }), /There is no report "nowhere"/],
  [address('/connections', { connection: 'nowhere', run: LONG }), /There is no connection "nowhere"/],
  [address('/connections', { connection: 'github', run: 'nowhere' }), /There is no run|no run "nowhere"/],
  ['/nowhere', /There is no such page/],
]

/** The browser's own word on a refusal of the server; no page can keep it from being said. */
const REFUSED = /Failed to load resource: the server responded with a status of 4\d\d/

describeUnlessMissing('addresses that somebody made up', missing === undefined ? [] : [missing], () => {
  test('the page says what there is not, or shows what it can, and breaks nowhere', async () => {
    const { address: server } = await theDemo()
    await using look = await visit()
    const { page } = look
    for (const [path, says] of ADDRESSES) {
      await page.goto(`${server}${path}`)
      await expect.poll(() => page.locator('body').innerText(), { message: path.slice(0, 200) }).toMatch(says)
      expect
        .soft([path.slice(0, 80), await page.getByRole('heading', { level: 1 }).count()])
        .toEqual([path.slice(0, 80), 1])
      expect
        .soft([path.slice(0, 80), look.troubles.filter((one) => !REFUSED.test(one))])
        .toEqual([path.slice(0, 80), []])
    }
  })

  test('a filter takes no more letters than the server does', async () => {
    await using look = await visit()
    const { page } = look
    for (const path of ['/', '/roadmap', '/standards?tab=rules']) {
      await look.open(path)
      const field = page.getByRole('searchbox').first()
      await field.focus()
      await page.keyboard.insertText(LONG)
      expect([path, (await field.inputValue()).length]).toEqual([path, 200])
      await expect.poll(() => page.getByRole('alert').count()).toBe(0)
    }
    expect(look.troubles).toEqual([])
  })
})
