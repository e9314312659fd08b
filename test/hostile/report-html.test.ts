import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderReport } from '../../core/src/reports/render/render.ts'
import { missingBrowser, startBrowser } from '../support/chromium.ts'
import { hostileReport } from '../support/hostile-report.ts'
import { hostileText, STEERING, wordsOf } from '../support/hostile-texts.ts'

/** What a browser makes of a page: elements in order but for links, names of attributes, addresses, and a text that has to come back. */
const READ = `(html) => {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const all = [...page.querySelectorAll('*')].filter(({ localName }) => localName !== 'a')
  return {
    elements: all.map(({ localName }) => localName),
    attributes: [...new Set([...page.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()))],
    links: [...page.querySelectorAll('[href], [src], [srcset], [action], [data], [style]')].map((one) => one.getAttribute('href') ?? one.localName),
    cell: page.querySelector('dd').textContent,
    comments: page.createNodeIterator(page, NodeFilter.SHOW_COMMENT).nextNode() !== null,
  }
}`
interface Page {
  readonly elements: readonly string[]
  readonly attributes: readonly string[]
  readonly links: readonly string[]
  readonly cell: string
  readonly comments: boolean
}

const why = missingBrowser()

test.skipIf(why !== undefined)(
  `a browser reads the same page whatever stands in a tracker: nothing runs, nothing is fetched, links lead to the web${why === undefined ? '' : ` (skipped: ${why})`}`,
  async () => {
    await using browser = await startBrowser()
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const texts = ['plain', ...fc.sample(hostileText, 400)]
    const htmls = texts.map((text) => renderReport({ document: hostileReport(text), format: 'html' }))
    const pages: readonly Page[] = await page.evaluate(`${JSON.stringify(htmls)}.map(${READ})`)
    const [plain] = pages
    for (const [index, { elements, attributes, links, cell, comments }] of pages.entries()) {
      const text = texts[index] ?? ''
      expect({ text, elements, comments }).toEqual({ text, elements: plain?.elements, comments: false })
      expect({ text, steers: STEERING.exec(htmls[index] ?? '') }).toEqual({ text, steers: null })
      expect({ text, on: attributes.filter((name) => /^on|^style$|^src/.test(name)) }).toEqual({
        text,
        on: [],
      })
      expect({ text, links: links.filter((link) => !/^https?:\/\//i.test(link)) }).toEqual({
        text,
        links: [],
      })
      expect(wordsOf(cell)).toBe(wordsOf(text.replaceAll(/\p{Cs}/gu, '')))
    }
    // Shown as a page of its own, it asks no host for anything either.
    for (const html of htmls.slice(0, 40)) await page.setContent(html)
    expect(asked).toEqual([])
  },
)
