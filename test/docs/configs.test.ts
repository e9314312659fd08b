import { expect, test } from 'vitest'
import { showFinding, type CodeBlock } from './code-block.ts'
import { isConfig, judgeConfig } from './configs.ts'
import { markdownPages, parsePage, readPage } from './markdown-page.ts'

const blocks = markdownPages().flatMap((page) => readPage(page).blocks.filter(isConfig))

// It loads every connector and pack that a page names: a busy machine takes its time.
test('every pmo.config.ts in a page is one that the server takes', { timeout: 120_000 }, async () => {
  expect(blocks.length).toBeGreaterThan(3)
  const findings: string[] = []
  for (const block of blocks) findings.push(...(await judgeConfig(block)).map(showFinding))
  expect(findings).toEqual([])
})

test('a planted field that a connector does not know is found, and so is a source of no connection', async () => {
  const text = [
    '```ts',
    "import { defineConfig } from '@headless-pmo/core'",
    "import github from '@headless-pmo/plugin-github'",
    '',
    'export default defineConfig({',
    '  plugins: [github],',
    "  connections: { code: { plugin: 'github', repos: ['acme/web'], secrets: { token: 'env:T' } } },",
    '})',
    '```',
  ].join('\n')
  const [block]: readonly CodeBlock[] = parsePage('planted.md', text).blocks
  expect(block && isConfig(block)).toBe(true)
  const said = block === undefined ? [] : (await judgeConfig(block)).map(showFinding)
  expect(said.join('\n')).toMatch(/planted\.md:2: connections\.code\.repos/)
})
