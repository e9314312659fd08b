import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, showFinding } from './code-block.ts'
import { judgeLinks } from './links.ts'
import { markdownPages } from './markdown-page.ts'

test('every link between pages leads somewhere', () => {
  const findings = markdownPages().flatMap((page) => judgeLinks(page, readFileSync(join(root, page), 'utf8')))
  expect(findings.map(showFinding)).toEqual([])
})

test('a planted link to no file, or to no heading, is found', () => {
  const text = [
    '# One `code`, two',
    '[here](#one-code-two) [house](CONTRIBUTING.md#how-the-house-is-laid-out) [out](https://example.com/x)',
    '[none](NONE.md)',
    '[lost](#three) [gone](CONTRIBUTING.md#gone)',
  ].join('\n')
  expect(judgeLinks('planted.md', text).map(showFinding)).toEqual([
    'planted.md:3: NONE.md leads nowhere.',
    'planted.md:4: #three: there is no such heading.',
    'planted.md:4: CONTRIBUTING.md#gone: there is no such heading.',
  ])
})
