import { readFile } from 'node:fs/promises'
import { createClient } from '@headless-pmo/client'
import { afterAll, expect, test } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { describeUnlessMissing } from '../support/fixtures.ts'
import { accessibilityTroubles } from './accessible.ts'
import { theDemo } from './demo.ts'
import { endBrowser, visit } from './visit.ts'

afterAll(endBrowser)

const missing = missingBrowser()

/** Pages scroll down, never sideways. */
const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** A client of the demo with the rights of its first token. */
async function administrator() {
  const { address, token } = await theDemo()
  return createClient({ url: address, token })
}

describeUnlessMissing(
  'the dashboard in the hands of its users',
  missing === undefined ? [] : [missing],
  () => {
    test('a PMO finds the slipping project and why, and what would move if an item slipped further', async () => {
      await using look = await visit()
      const { page, troubles } = look
      await look.open('/')
      // The worst project stands first, and says in words what is wrong.
      const first = page.getByRole('row').nth(1)
      await expect.poll(() => first.innerText()).toMatch(/Red/)
      await page.getByRole('link', { name: 'Rider app 3.0' }).click()
      await page.getByRole('heading', { level: 1, name: 'Rider app 3.0' }).waitFor()
      await page.getByRole('button', { name: 'Milestones' }).click()
      const late = page.getByRole('row').filter({ hasText: '3.0 Beta' })
      await expect.poll(() => late.innerText()).toMatch(/late/)
      await late.getByRole('button', { name: /Scheduled of .*why\?/ }).click()
      const why = page.getByRole('dialog')
      await why.getByRole('listitem').first().waitFor()
      expect(await why.getByRole('listitem').count()).toBeGreaterThan(1)
      expect(await accessibilityTroubles(page)).toEqual([])
      await page.keyboard.press('Escape')
      await why.waitFor({ state: 'detached' })

      await look.open('/roadmap?project=%5B%22lock-firmware%22%5D')
      const items = page.getByRole('treegrid')
      await items.focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('m')
      await page.getByLabel(/Days later/).fill('20')
      await page.getByRole('button', { name: 'Show what moves' }).click()
      const beside = page.getByRole('complementary', { name: 'What would move' })
      await expect.poll(() => beside.getByRole('status').innerText()).toMatch(/moves?/)
      expect(await accessibilityTroubles(page)).toEqual([])
      expect(troubles).toEqual([])
    })

    test('dragging a bar asks the same, and nothing is written to any tracker', async () => {
      const { api } = await administrator()
      const before = await api.changes.end.query({})
      await using look = await visit()
      await look.open('/roadmap?project=%5B%22dock-sites%22%5D')
      const { page } = look
      const box = await page.locator('[data-roadmap]').boundingBox()
      if (box === null) throw new Error('The roadmap has no place on the page.')
      const middle = await page.evaluate<{ readonly x: number; readonly y: number }>(BAR_ON_SCREEN)
      await page.mouse.move(box.x + middle.x, box.y + middle.y)
      await page.mouse.down()
      await page.mouse.move(box.x + middle.x + 60, box.y + middle.y, { steps: 6 })
      await page.mouse.up()
      const beside = page.getByRole('complementary', { name: 'What would move' })
      await expect.poll(() => beside.getByRole('listitem').first().innerText()).toMatch(/days later/)
      expect(await api.changes.end.query({})).toEqual(before)
      expect(look.troubles).toEqual([])
    })

    test('a PMO waives a finding with reason, risk and day, and it is counted as waived', async () => {
      await using look = await visit()
      const { page } = look
      await look.open('/standards?tab=findings')
      await page.getByRole('row').nth(1).getByRole('link').first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Reason').fill('The supplier delivers in spring')
      await dialog.getByLabel('Risk').fill('A month of float is used up')
      await dialog.getByLabel('Until').fill('2026-12-31')
      expect(await accessibilityTroubles(page)).toEqual([])
      await dialog.getByRole('button', { name: 'Waive', exact: true }).click()
      await dialog.getByRole('heading', { name: 'Waivers' }).waitFor()
      const { items } = await (await administrator()).api.waivers.list.query({ limit: 10 })
      expect(items[0]).toMatchObject({
        reason: 'The supplier delivers in spring',
        until: '2026-12-31',
        state: 'approved',
      })
      expect(look.troubles).toEqual([])
    })

    test('a PMO takes the weekly report along as one file that asks no host', async () => {
      await using look = await visit()
      const { page } = look
      await look.open('/reports?report=portfolio-status')
      const loading = page.waitForEvent('download')
      await page
        .getByRole('link', { name: /Download/ })
        .or(page.getByRole('button', { name: /Download/ }))
        .first()
        .click()
      const file = await readFile(await (await loading).path(), 'utf8')
      expect(file).toContain('Lock firmware 5.0')
      expect(file).toMatch(/as of/i)
      expect(file).not.toMatch(/(?:src|href)="https?:/)
      expect(look.troubles).toEqual([])
    })

    test('a viewer is shown everything and offered nothing that would be refused', async () => {
      const { api } = await administrator()
      const { token } = await api.tokens.create.mutate({ name: `viewer-${Date.now()}`, role: 'viewer' })
      await using look = await visit({ token })
      const { page } = look
      await look.open('/connections')
      await page.getByText('github').first().waitFor()
      expect(await page.getByRole('button', { name: /sync now/i }).count()).toBe(0)
      await look.open('/standards?tab=findings')
      await page.getByRole('row').nth(1).getByRole('link').first().click()
      await page.getByRole('dialog').getByText('What happened to it').waitFor()
      expect(await page.getByRole('button', { name: 'Waive', exact: true }).count()).toBe(0)
      expect(look.troubles).toEqual([])
    })

    test('what changes on the server changes on the page, unasked', async () => {
      await using look = await visit()
      const { page } = look
      await look.open('/connections')
      await page.getByText('Live', { exact: true }).waitFor()
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      const { api } = await administrator()
      await api.registers.add
        .mutate({
          kind: 'decision',
          project: 'rider-app',
          body: {
            title: 'Keep the old lock for a quarter',
            decidedBy: 'Mara Lindt',
            decidedOn: '2026-10-05',
          },
          reason: 'agreed in the board',
        })
        .catch(() => undefined)
      await api.sync.start.mutate({ connection: 'github', full: true })
      await expect.poll(() => asked.some((url) => url.includes('/trpc/'))).toBe(true)
      expect(look.troubles).toEqual([])
    })

    test('a team connects a tracker: settings, a test, a choice of what is read, and its first sync', async () => {
      const { api } = await administrator()
      const { config } = await api.connections.get.query({ id: 'github' })
      await using look = await visit()
      const { page } = look
      await look.open('/connections?connect=new')
      await page.getByLabel('Plugin').selectOption('github')
      await page.getByLabel('Short name').fill('second')
      await page.getByLabel('Title').fill('The same company once more')
      await page.getByLabel(/^baseUrl/).fill(String(config['baseUrl']))
      await page.getByLabel(/^repositories/).fill('northwind-cycles/rider-app')
      await page.getByLabel('How token is given').selectOption('reference')
      await page.getByLabel(/^token/).fill('env:PMO_NO_SUCH_TOKEN')
      expect(await accessibilityTroubles(page)).toEqual([])
      await page.getByRole('button', { name: 'Keep it and test it' }).click()
      // A secret that is not there is said, and nothing that was typed is lost.
      await page.getByRole('button', { name: 'Test the connection' }).click()
      await page
        .getByText(/PMO_NO_SUCH_TOKEN/)
        .first()
        .waitFor()
      await page.getByText('Change settings or secrets').click()
      await page.getByLabel('How token is given').selectOption('reference')
      await page.getByLabel(/^token/).fill('env:PMO_DEMO_GITHUB_TOKEN')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect.poll(async () => (await api.connections.get.query({ id: 'second' })).version).toBe(2)
      // Whoever comes back later goes on where they were.
      await page.reload()
      await page.getByRole('button', { name: 'Test the connection' }).click()
      await page.getByText(/It works/).waitFor()
      await page.getByRole('button', { name: 'Start the first sync' }).click()
      await expect.poll(() => page.getByRole('main').innerText()).toMatch(/ended well/)
      const { version } = await api.connections.get.query({ id: 'second' })
      await api.connections.remove.mutate({ id: 'second', version })
      expect(look.troubles).toEqual([])
    })

    test('a page that nobody sees holds no connection, and goes on where it was when it is seen again', async () => {
      const { api } = await administrator()
      await using look = await visit()
      const { page } = look
      const seen = (state: 'hidden' | 'visible') =>
        page.evaluate(
          `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
          document.dispatchEvent(new Event('visibilitychange'))`,
        )
      await look.open('/')
      await page.getByText('Live', { exact: true }).waitFor()
      const left = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/events'))
      await seen('hidden')
      await left
      const { version } = await api.projects.create.mutate({
        id: 'unseen',
        project: { name: 'Not seen at first', sources: [] },
      })
      try {
        await seen('visible')
        await page.getByRole('link', { name: 'Not seen at first' }).waitFor()
      } finally {
        await api.projects.remove.mutate({ id: 'unseen', version })
      }
      expect(look.troubles).toEqual([])
    })

    test('names of any length and kind are texts, stay in their place and turn nothing beside them', async () => {
      const { api } = await administrator()
      const name = `<img src=x onerror=alert(1)>\u202E${'W'.repeat(2000)}`
      const { version } = await api.projects.create.mutate({
        id: 'odd',
        project: { name, description: name, sources: [] },
      })
      try {
        await using look = await visit()
        const { page } = look
        page.on('dialog', (dialog) => void dialog.dismiss().then(() => expect.fail('a script ran')))
        for (const path of ['/', '/roadmap', '/dependencies', '/standards', '/reports', '/projects/odd']) {
          await look.open(path)
          expect
            .soft([path, await page.evaluate<number>(SIDEWAYS), await page.locator('img').count()])
            .toEqual([path, 0, 0])
        }
        expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(
          '<img src=x onerror=alert(1)>',
        )
        expect(look.troubles).toEqual([])
      } finally {
        await api.projects.remove.mutate({ id: 'odd', version })
      }
    })

    test('pages of one browser sign in and out together, and a link that is pasted over one of them signs in', async () => {
      const { address, token } = await theDemo()
      const { api } = await administrator()
      const viewer = await api.tokens.create.mutate({ name: `pasted-${Date.now()}`, role: 'viewer' })
      await using look = await visit()
      const { page } = look
      const other = await look.context.newPage()
      await other.goto(`${address}/standards`)
      await other.getByTitle('Role: administrator').waitFor()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await other.getByLabel('Token').fill(token)
      await other.getByRole('button', { name: 'Sign in' }).click()
      await page.getByTitle('Role: administrator').waitFor()
      expect(new URL(other.url()).pathname).toBe('/standards')
      await page.evaluate(`location.hash = 'token=${viewer.token}'`)
      await page.getByTitle('Role: viewer').waitFor()
      expect(page.url()).not.toContain('token')
      await other.getByTitle('Role: viewer').waitFor()
      await api.tokens.revoke.mutate({ token: viewer.id })
      // Nobody touches the page: the stream tells it.
      await page.getByText('The session has ended; sign in again.').waitFor()
    })

    test('a person without a session is asked for a token, and a wrong one is refused in a sentence', async () => {
      const { address } = await theDemo()
      await using look = await visit()
      const { page } = look
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByLabel('Token').fill('pmo_wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').waitFor()
      expect(await page.getByRole('alert').innerText()).toMatch(/token/i)
      expect(await accessibilityTroubles(page)).toEqual([])
      expect(page.url()).toBe(`${address}/`)
    })
  },
)

/** A place on the canvas where an item has its bar: found by the cursor that the page shows there. */
const BAR_ON_SCREEN = `(async () => {
  const canvas = document.querySelector('[data-roadmap]')
  const { left, top, width, height } = canvas.getBoundingClientRect()
  for (let y = 60; y < height; y += 13) {
    for (let x = 10; x < width - 80; x += 8) {
      canvas.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: left + x, clientY: top + y }))
      if (canvas.style.cursor === 'ew-resize') return { x: x + 6, y }
    }
  }
  throw new Error('No bar is on the screen.')
})()`
