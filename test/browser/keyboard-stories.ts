import { createClient } from '@headless-pmo/client'
import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { focused, tabTo } from './by-keyboard.ts'
import { theDemo } from './demo.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()

async function administrator() {
  const { address, token } = await theDemo()
  return createClient({ url: address, token })
}

describeUnlessMissing('without a mouse', missing === undefined ? [] : [missing], () => {
  test('a PMO signs in, finds a project, opens the evidence of a figure, waives a finding and tries a what-if', async () => {
    const { token } = await theDemo()
    await using look = await visit()
    const { page } = look
    const { keyboard } = page
    const says = (wanted: RegExp) => expect.poll(() => focused(page)).toMatch(wanted)

    await tabTo(page, /^button Sign out/)
    await keyboard.press('Enter')
    await page.getByLabel('Token').waitFor()
    await tabTo(page, /^input Token/)
    await keyboard.insertText(token)
    await keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Pages' }).waitFor()
    await page.getByRole('link', { name: 'Rider app 3.0' }).waitFor()

    await tabTo(page, /^a Rider app 3\.0/)
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Rider app 3.0' }).waitFor()
    await says(/^main /)

    await page
      .getByRole('button', { name: /Overdue.*show what it rests on/ })
      .first()
      .waitFor()
    await tabTo(page, /^button Overdue: .*show what it rests on/)
    await keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Formula').waitFor()
    await tabTo(page, /^button northwind-cycles\/rider-app#\d+/)
    await keyboard.press('Space')
    await page.getByText('Open in github').waitFor()
    await keyboard.press('Escape')
    await says(/^button northwind-cycles\/rider-app#\d+/)
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await says(/^button Overdue: /)

    await tabTo(page, /^a Standards/, true)
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Standards' }).waitFor()
    await tabTo(page, /^button Findings/)
    await keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'State' }).waitFor()
    await tabTo(page, /^select State/)
    await keyboard.press('ArrowDown')
    await expect.poll(() => page.url()).toMatch(/state=open/)
    await expect.poll(() => page.getByRole('row').nth(1).innerText()).toMatch(/error/)
    await tabTo(page, /^button Resize|^div \d+ of \d+ findings/)
    await tabTo(page, /^a (?!Severity)/)
    const opened = await focused(page)
    await keyboard.press('Enter')
    await dialog.getByLabel('Reason').waitFor()
    await tabTo(page, /^textarea Reason/)
    await keyboard.insertText('Waived without a mouse')
    await tabTo(page, /^textarea Risk/)
    await keyboard.insertText('None that is known')
    await tabTo(page, /^input Until/)
    // Day and month in either order.
    await keyboard.type('12122026')
    await tabTo(page, /^button Waive/)
    await keyboard.press('Enter')
    // The form is gone; who waived goes on at what came of it.
    await says(/^h3 Waivers/)
    await keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // It is open no more, so its row is gone with the link that led to it.
    await expect.poll(() => page.getByRole('link', { name: opened.slice(2), exact: true }).count()).toBe(0)
    expect(await focused(page)).not.toBe('nothing')

    await tabTo(page, /^a Roadmap/, true)
    await keyboard.press('Enter')
    const grid = page.getByRole('treegrid')
    await grid.waitFor()
    await tabTo(page, /^div Items; up and down/)
    await keyboard.press('ArrowDown')
    await keyboard.press('ArrowRight')
    const beside = page.getByRole('complementary', { name: 'What would move' })
    await beside.getByRole('listitem').first().waitFor()
    await keyboard.press('m')
    await says(/^(?:button Close|input Days later)/)
    await tabTo(page, /^input Days later/)
    await keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await says(/^div Items; up and down/)
    await tabTo(page, /^button Take all back/)
    await keyboard.press('Enter')
    await expect.poll(() => beside.count()).toBe(0)
    await expect.poll(() => focused(page)).not.toBe('nothing')

    const { api } = await administrator()
    const { items } = await api.waivers.list.query({ limit: 10 })
    const mine = items.find(({ reason }) => reason === 'Waived without a mouse')
    expect(mine).toMatchObject({ until: '2026-12-12', state: 'approved' })
    await api.waivers.withdraw.mutate({ id: mine?.id ?? '' })
    expect(look.troubles.filter((one) => !one.includes('401'))).toEqual([])
  })

  test('a button that rests while the server works keeps the focus, and what takes its place gets it', async () => {
    await using look = await visit()
    const { page } = look
    await look.open('/standards?tab=rules&rule=house.promise-has-a-sponsor')
    await page.getByText('Change the rule', { exact: true }).click()
    const attempt = page.getByRole('button', { name: 'Try it on the data' }).first()
    await attempt.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Tried on the data as it is').waitFor()
    await expect.poll(() => focused(page)).toMatch(/^button Try it on the data/)
    await look.open('/')
    await page.getByRole('button', { name: 'Save this view' }).focus()
    await page.keyboard.press('Enter')
    await tabTo(page, /^input Name/)
    await page.keyboard.insertText('Mine')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toMatch(/^button Save this view/)
    await tabTo(page, /^button Forget the view Mine/, true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('link', { name: 'Mine', exact: true }).count()).toBe(0)
    await expect.poll(() => focused(page)).not.toBe('nothing')
    expect(look.troubles).toEqual([])
  })
})
