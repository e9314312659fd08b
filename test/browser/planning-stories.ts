import { cp, mkdtempDisposable, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@headless-pmo/client'
import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { accessibilityTroubles } from './accessible.ts'
import { theDemo } from './demo.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()

/** A client of the demo with the rights of its first token. */
async function administrator() {
  const { address, token } = await theDemo()
  return createClient({ url: address, token })
}

describeUnlessMissing('who plans and who connects', missing === undefined ? [] : [missing], () => {
  test('a bar moves by arrow keys, what follows is told in words, and Escape takes it back', async () => {
    const { api } = await administrator()
    const before = await api.changes.end.query({})
    await using look = await visit()
    const { page } = look
    await look.open('/roadmap?project=%5B%22dock-sites%22%5D')
    const said = page.locator('[data-said]')
    const beside = page.getByRole('complementary', { name: 'What would move' })
    await page.getByRole('treegrid').focus()
    // The first row is the project; items follow.
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => said.textContent()).toMatch(/: 8 days later/)
    await expect.poll(() => said.textContent()).toMatch(/8 days later\. .*moves?/)
    await expect.poll(() => beside.getByRole('listitem').first().innerText()).toMatch(/8 days later/)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expect.poll(() => said.textContent()).toMatch(/7 days later\. .*moves?/)
    await page.keyboard.press('Escape')
    await expect.poll(() => beside.count()).toBe(0)
    expect(await said.textContent()).toMatch(/back where it is scheduled/)
    expect(await api.changes.end.query({})).toEqual(before)
    expect(look.troubles).toEqual([])
  })

  test('a load opens the items behind it, and a contradiction the rows that it stands on', async () => {
    await using look = await visit()
    const { page } = look
    await look.open('/capacity')
    await page
      .getByRole('button', { name: /^Tobias Brandt, .*%$/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    const items = dialog.getByRole('region', { name: 'Items behind the figure' })
    await items
      .getByRole('link', { name: /^Open / })
      .first()
      .waitFor()
    expect(await accessibilityTroubles(page)).toEqual([])
    await page.keyboard.press('Escape')

    await look.open('/dependencies?way=conflicts')
    const first = page.getByRole('main').getByRole('listitem').filter({ hasText: 'To do:' }).first()
    await first.getByText('What it rests on').first().click()
    await first
      .getByRole('link', { name: /^Open / })
      .first()
      .waitFor()
    expect(await accessibilityTroubles(page)).toEqual([])
    expect(look.troubles).toEqual([])
  })

  test('a PMO decides about removals that the deletion guard has held back', async () => {
    const { api } = await administrator()
    const { config } = await api.connections.get.query({ id: 'plans' })
    // Named boundary: the demo's plans are in one folder.
    const [plans = ''] = config['files'] as readonly string[]
    await using folder = await mkdtempDisposable(join(tmpdir(), 'pmo-emptied-'))
    await cp(plans, folder.path, { recursive: true })
    await api.connections.create.mutate({
      id: 'emptied',
      connection: {
        plugin: 'microsoft-project',
        files: [folder.path],
        timeZone: 'Europe/Berlin',
        sync: { every: 'never' },
      },
    })
    const { id: run } = await api.sync.start.mutate({ connection: 'emptied' })
    await expect.poll(async () => (await api.sync.run.query({ run })).state).toBe('ok')
    for (const name of await readdir(folder.path)) await rm(join(folder.path, name))

    await using look = await visit()
    const { page } = look
    await look.open('/connections?connection=emptied')
    await page.getByRole('button', { name: 'Read all anew' }).click()
    const held = page.getByRole('region', { name: 'Removals held back' })
    await held.getByText('not listed any more').first().waitFor({ state: 'attached' })
    expect(await accessibilityTroubles(page)).toEqual([])
    await held.getByRole('button', { name: 'Keep them' }).click()
    await page.getByText(/Of emptied: \d+ records kept/).waitFor()
    await expect.poll(() => held.count()).toBe(0)
    const { version } = await api.connections.get.query({ id: 'emptied' })
    await api.connections.remove.mutate({ id: 'emptied', version })
    expect(look.troubles).toEqual([])
  })
})
