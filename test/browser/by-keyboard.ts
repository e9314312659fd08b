import type { Page } from 'playwright-core'

/** Most steps from one place to another: more would be a page that nobody walks through. */
const MOST_STEPS = 400

/** What has the focus, in the words that a reader of the screen would say of it, in short. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const one = document.activeElement
    if (one === null || one === document.body) return 'nothing'
    const label = one.getAttribute('aria-label') ?? [...(one.labels ?? [])].map((each) => each.textContent).join(' ')
    const text = label === '' ? (one.innerText ?? '') : label
    return (one.tagName.toLowerCase() + ' ' + text.replaceAll(/\\s+/g, ' ').trim()).slice(0, 200)
  })()`)
}

/** Presses Tab until something has the focus that fits. @throws Error where nothing on the way does */
export async function tabTo(page: Page, wanted: RegExp, back = false): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < MOST_STEPS; step++) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    const now = await focused(page)
    if (wanted.test(now)) return
    passed.push(now)
  }
  throw new Error(
    `Tab reaches nothing like ${wanted}, only: ${[...new Set(passed)].slice(0, 60).join(' | ')}`,
  )
}
