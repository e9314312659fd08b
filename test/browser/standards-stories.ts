import { createClient } from '@headless-pmo/client'
import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { accessibilityTroubles } from './accessible.ts'
import { focused } from './by-keyboard.ts'
import { theDemo } from './demo.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()
const RULE = 'house.open-work-has-somebody'

async function administrator() {
  const { address, token } = await theDemo()
  return createClient({ url: address, token })
}

describeUnlessMissing('the standards in the hands of a PMO', missing === undefined ? [] : [missing], () => {
  test('a gate refuses a go while artefacts are missing, unless somebody says why, and keeps every verdict', async () => {
    const { api } = await administrator()
    const kept = async () => (await api.gates.list.query({ project: 'dock-sites', limit: 100 })).items.length
    const before = await kept()
    await using look = await visit()
    const { page } = look
    await look.open('/standards?tab=gates&project=dock-sites')
    await page
      .getByText(/The .* is missing/)
      .first()
      .waitFor()
    // What stands in the way opens the finding that says so, with what it rests on.
    await page
      .getByRole('link', { name: /The .* is missing/ })
      .first()
      .click()
    await page.getByRole('dialog').getByText('What happened to it').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Decide', { exact: true }).click()
    const verdict = page.getByRole('combobox', { name: 'Verdict' })
    await verdict.selectOption('go')
    const keep = page.getByRole('button', { name: 'Keep the decision' })
    await keep.click()
    // Nothing was said of why: the reason has the focus, and nothing is kept.
    const why = page.getByRole('textbox', { name: 'Why it is given all the same' })
    await expect.poll(() => why.evaluate('document.activeElement.required')).toBe(true)
    expect(await kept()).toBe(before)

    await verdict.selectOption('hold')
    await page.getByRole('textbox', { name: 'Conditions', exact: true }).fill('Bring the issue log')
    await keep.click()
    await page.getByText(/The verdict hold on .* is kept/).waitFor()
    // What was typed for one decision is not typed for the next.
    expect(await page.getByRole('textbox', { name: 'Conditions', exact: true }).inputValue()).toBe('')
    await page.getByRole('row').filter({ hasText: 'Bring the issue log' }).waitFor()

    await verdict.selectOption('go')
    await why.fill('The fair opens on Monday')
    await keep.click()
    await page.getByText(/The verdict go on .* is kept/).waitFor()
    const forced = page.getByRole('row').filter({ hasText: 'The fair opens on Monday' }).first()
    await forced.getByText(/^\d+$/).click()
    await forced
      .getByText(/is missing/)
      .first()
      .waitFor()
    expect(await accessibilityTroubles(page)).toEqual([])
    expect(look.troubles).toEqual([])
  })

  test('a rule with mistakes is told their places, mended, tried on the data, saved and read in its history', async () => {
    const { api } = await administrator()
    await using look = await visit()
    const { page } = look
    await look.open('/standards?tab=rules&rule=new')
    await page.getByLabel('Id', { exact: true }).fill(RULE)
    await page.getByLabel('Title', { exact: true }).fill('Open work has somebody')
    await page.getByLabel('Why', { exact: true }).fill('Nobody does it otherwise')
    const applies = page.getByLabel('Applies where (CEL)')
    await applies.fill('item.statusCategry != "done"')
    await page.getByLabel('Fails where (CEL)').fill('item.assignees.size() == 0 &&')
    const attempt = page.getByRole('button', { name: 'Try it on the data' })
    await attempt.click()
    await page.getByText('2 mistakes are shown at their fields.').waitFor()
    const told = page.locator('.field-problem')
    expect(await told.allInnerTexts()).toEqual([
      expect.stringMatching(/^Line 1, column 6: .*did you mean item\.statusCategory\?/),
      expect.stringMatching(/^Line 1, column \d+: /),
    ])
    expect(await accessibilityTroubles(page)).toEqual([])
    // A mistake is told no longer than its field says what was wrong.
    await applies.fill('item.statusCategory != "done"')
    await expect.poll(() => told.count()).toBe(1)
    await page.getByLabel('Fails where (CEL)').fill('item.assignees.size() == 0')
    await attempt.click()
    await page.getByText(/It would have \d+ findings, here are 10/).waitFor()
    const found = page.getByRole('region', { name: 'Findings of the trial' })
    expect(await found.getByRole('row').count()).toBe(11)
    // Items by what people call them, not by their number in a tracker.
    await expect.poll(() => found.locator('.key').count()).toBe(10)
    expect((await api.rules.list.query({})).rules.some(({ id }) => id === RULE)).toBe(false)

    const reason = page.getByRole('textbox', { name: 'Reason' })
    await reason.fill('agreed in the board')
    await reason.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Open work has somebody' }).waitFor()
    await page.getByText(/version 1, approved: by .* agreed in the board/).waitFor()
    // The form is gone, and with it what had the focus: who saved goes on at the rule.
    await expect.poll(() => focused(page)).toBe('h2 Open work has somebody')
    await api.rules.removeHouse.mutate({ id: RULE, reason: 'a trial only' })
    expect(look.troubles).toEqual([])
  })

  test('a filter is a step that Back undoes, and its address is the same view elsewhere', async () => {
    await using look = await visit()
    const { page, context } = look
    await look.open('/')
    const rows = page.locator('tbody tr')
    const all = await rows.count()
    await page.getByRole('combobox', { name: 'Health' }).selectOption('red')
    await page.getByRole('searchbox', { name: 'Search' }).fill('lock')
    await expect.poll(() => page.url()).toMatch(/text=lock/)
    await expect.poll(() => rows.count()).toBe(1)
    const other = await context.newPage()
    await other.goto(page.url())
    await expect.poll(() => other.locator('tbody tr').allInnerTexts()).toEqual(await rows.allInnerTexts())
    await page.goBack()
    await expect.poll(() => page.url()).toMatch(/\?health=red$/)
    await page.goBack()
    await expect.poll(() => rows.count()).toBe(all)
    expect(look.troubles).toEqual([])
  })
})
