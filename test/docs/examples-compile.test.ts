import { expect, test } from 'vitest'
import { showFinding } from './code-block.ts'
import { compileBlocks, judgeBlock } from './compile-blocks.ts'
import { docBlocks, documentedSources } from './doc-blocks.ts'
import { markdownPages, readPage } from './markdown-page.ts'

const pages = markdownPages().flatMap((page) => readPage(page).blocks)
const comments = documentedSources().flatMap(docBlocks)

test('pages and doc comments have code to look at', () => {
  expect(pages.length).toBeGreaterThan(5)
  expect(comments.length).toBeGreaterThan(5)
})

test('every block says what it is, and why where it is not compiled', () => {
  expect([...pages, ...comments].flatMap(judgeBlock).map(showFinding)).toEqual([])
})

test('every TypeScript block in pages and doc comments compiles', { timeout: 120_000 }, async () => {
  expect((await compileBlocks([...pages, ...comments])).map(showFinding)).toEqual([])
})
