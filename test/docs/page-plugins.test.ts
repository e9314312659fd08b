import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isPlugin } from '@headless-pmo/sdk'
import { checkLaws, type ConformanceOptions } from '@headless-pmo/testing/kit'
import { expect, onTestFinished, test } from 'vitest'
import { isCompiled } from './code-block.ts'
import { markdownPages, readPage } from './markdown-page.ts'

/** What the plugins of some pages are tried with. */
const SURROUNDINGS: Readonly<Record<string, ConformanceOptions>> = {
  'sdk/guide/07-notifier.md': { config: { url: 'https://room.example/hook' } },
  'sdk/guide/08-route.md': {
    route: {
      requests: [{ path: '/projects.txt' }, { path: '/elsewhere', status: 404 }],
      queries: { 'projects.list': { projects: [{ id: 'web', name: 'Web shop' }] } },
    },
  },
  'sdk/plugin/README.md': { config: { baseUrl: 'https://teams.example' } },
}

const blocks = markdownPages()
  .flatMap((page) => readPage(page).blocks)
  .filter((block) => isCompiled(block) && /^export default definePlugin\(/m.test(block.code))

test.each(blocks.map((block) => [`${block.document}:${block.line}`, block] as const))(
  'the plugin at %s keeps the laws that can be tried without a tracker',
  { timeout: 120_000 },
  async (_, block) => {
    const folder = mkdtempSync(join(import.meta.dirname, '.work-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const entry = pathToFileURL(join(folder, 'plugin.ts'))
    writeFileSync(entry, block.code)
    const module: { readonly default?: unknown } = await import(entry.href)
    if (!isPlugin(module.default)) throw new TypeError('The block exports no plugin.')
    const { results } = await checkLaws(module.default, { ...SURROUNDINGS[block.document], entry, rounds: 5 })
    const broken = results.filter(({ state }) => state === 'broken')
    expect(broken.map(({ law, reason }) => `${law} ${reason}`)).toEqual([])
    expect(results.filter(({ state }) => state === 'passed').length).toBeGreaterThan(2)
  },
)

test('pages have plugins, and every page that is given surroundings has one', () => {
  const documents = new Set(blocks.map(({ document }) => document))
  expect(Object.keys(SURROUNDINGS).filter((document) => !documents.has(document))).toEqual([])
})
