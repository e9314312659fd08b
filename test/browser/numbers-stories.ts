import { createClient } from '@headless-pmo/client'
import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { theDemo } from './demo.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()
const RULE = 'house.due-days-are-kept'

async function administrator() {
  const { address, token } = await theDemo()
  return createClient({ url: address, token })
}

describeUnlessMissing('numbers and what makes them', missing === undefined ? [] : [missing], () => {
  test('a sum of the portfolio opens its projects, and theirs the findings', async () => {
    await using look = await visit()
    const { page } = look
    await look.open('/')
    await page.getByRole('button', { name: /^\d+ errors$/ }).click()
    const dialog = page.getByRole('dialog')
    const counts = await dialog.locator('tbody td.number').allInnerTexts()
    const sum = counts.reduce((total, text) => total + Number.parseInt(text, 10), 0)
    expect(await dialog.getByRole('heading').innerText()).toContain(`${sum} errors`)
    await dialog.getByRole('link', { name: /of Rider app 3\.0$/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Standards' }).waitFor()
    expect(page.url()).toMatch(/project=rider-app/)
    const told = Number.parseInt(counts[0] ?? '', 10)
    expect(told).toBeGreaterThan(0)
    await expect
      .poll(() => page.locator('main caption').innerText())
      .toMatch(/^(\d+) of \1 findings, the worst first/)

    await look.open('/')
    const row = page.getByRole('row').filter({ hasText: 'Lock firmware' })
    const found = await row.getByRole('link', { name: /^\d+ errors$/ }).innerText()
    await row.getByRole('link', { name: /^\d+ errors$/ }).click()
    await expect
      .poll(() => page.locator('main caption').innerText())
      .toMatch(new RegExp(`^${Number.parseInt(found, 10)} of `))
    expect(look.troubles).toEqual([])
  })

  test('the count of a kind of findings shows these alone, and pressed again all', async () => {
    await using look = await visit()
    const { page } = look
    await look.open('/projects/rider-app?tab=findings')
    const kinds = page.getByRole('group', { name: 'Findings by severity' })
    const warnings = kinds.getByRole('button', { name: /^\d+ warning$/ })
    const count = Number.parseInt(await warnings.innerText(), 10)
    const rows = page.locator('main tbody tr')
    const all = await rows.count()
    await warnings.click()
    await expect.poll(() => rows.count()).toBe(count)
    expect(new Set(await rows.locator('.severity').allInnerTexts())).toEqual(new Set(['warning']))
    await warnings.click()
    await expect.poll(() => rows.count()).toBe(all)
    expect(look.troubles).toEqual([])
  })

  test('a forecast opens the items that decide it, a baseline what it promised, and the roadmap shows both', async () => {
    await using look = await visit()
    const { page } = look
    await look.open('/projects/dock-sites?tab=milestones')
    await page
      .getByRole('button', { name: /P80 of .*why\?$/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const decisive = dialog.getByRole('region', { name: 'Items that decide the forecast' })
    await decisive.getByRole('button').first().waitFor()
    expect(await dialog.getByText(/Of \d+ courses half end by/).count()).toBe(1)
    await page.keyboard.press('Escape')

    await look.open('/projects/dock-sites?tab=history')
    await page.getByRole('button', { name: /^25 items of 1\. The plan as the city approved it/ }).click()
    await expect.poll(() => dialog.locator('tbody tr').count()).toBe(25)
    await page.keyboard.press('Escape')

    await look.open('/roadmap?project=%5B%22dock-sites%22%5D')
    await page.getByRole('treegrid').focus()
    await expect
      .poll(() => page.getByRole('row').filter({ hasText: 'City inspects the sites' }).innerText())
      .toMatch(/promised for Oct 14, 2026/)
    expect(look.troubles).toEqual([])
  })

  test('what is missing in a kept report is one press away from its number', async () => {
    const { api } = await administrator()
    const { id } = await api.reports.make.mutate({ report: 'portfolio-status' })
    const { missing: sentences } = await api.reports.kept.query({ id, format: 'md' })
    expect(sentences.length).toBeGreaterThan(0)
    await using look = await visit()
    const { page } = look
    await look.open('/reports')
    await page
      .getByRole('button', { name: new RegExp(`^${sentences.length} missing in`) })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByText(sentences[0] ?? '')
      .waitFor()
    expect(look.troubles).toEqual([])
  })

  test('a finding that its rule cannot judge any more says that it is not confirmed, and why', async () => {
    const { api } = await administrator()
    const rule = (fails: string) => ({
      id: RULE,
      title: 'Work in progress has a due day',
      why: 'Nobody knows otherwise when it is done.',
      severity: 'warning' as const,
      grain: 'item' as const,
      applies: 'item.statusCategory == "in_progress"',
      fails,
      enabled: true,
    })
    await api.rules.setHouse.mutate({ house: rule('!has(item.due)'), reason: 'a trial only' })
    try {
      await api.standards.check.mutate({})
      // It asks now for the day that was missing: of what failed it cannot tell.
      await api.rules.setHouse.mutate({ house: rule('item.due < today'), reason: 'a trial only' })
      await api.standards.check.mutate({})
      await using look = await visit()
      const { page } = look
      await look.open(`/standards?tab=findings&rule=${RULE}`)
      await page.getByText(/\d+ of them not confirmed by the last run/).waitFor()
      const row = page.getByRole('row').filter({ hasText: 'not confirmed' }).first()
      await row.getByRole('link').first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/It stands, but since 2026-10-05 its rule could not judge: /).waitFor()
      expect(look.troubles).toEqual([])
    } finally {
      await api.rules.removeHouse.mutate({ id: RULE, reason: 'a trial only' })
      await api.standards.check.mutate({})
    }
  })
})
