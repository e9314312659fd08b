import { describe, expect, test } from 'vitest'
import { showFinding, type CodeBlock } from './code-block.ts'
import { compileBlocks, judgeBlock } from './compile-blocks.ts'
import { parsePage } from './markdown-page.ts'

const FENCE = '```'

/** A page of lines; `~~~` stands for a fence. */
const page = (...lines: readonly string[]): readonly CodeBlock[] =>
  parsePage('planted.md', lines.join('\n').replaceAll('~~~', FENCE)).blocks

describe('a planted block', { timeout: 120_000 }, () => {
  test('that does not compile is named with its line in the page', async () => {
    const blocks = page(
      '# Page',
      '',
      '~~~ts',
      "import { definePlugin } from '@headless-pmo/sdk'",
      '',
      "export default definePlugin({ id: 'x', titel: 'X', version: '1.0.0', sdk: '^1.0.0', contributes: [] })",
      '~~~',
      '',
      '- in a list',
      '',
      '  ~~~ts',
      '  const days: number = 1',
      '  const wrong: string = days',
      '  ~~~',
    )
    expect((await compileBlocks(blocks)).map(showFinding)).toEqual([
      expect.stringMatching(/^planted\.md:6: TS\d+: .*titel/),
      expect.stringMatching(/^planted\.md:13: TS2322: /),
    ])
  })

  test('is seen by the others of its page under its file name', async () => {
    const blocks = page(
      '~~~ts file="src/map.ts"',
      'export const toTitle = (raw: { readonly name: string }): string => raw.name',
      '~~~',
      '~~~ts file="src/index.ts"',
      "import { toTitle } from './map.ts'",
      'export const title = toTitle({ name: 7 })',
      '~~~',
    )
    expect((await compileBlocks(blocks)).map(showFinding)).toEqual([
      expect.stringMatching(/^planted\.md:6: TS2322: /),
    ])
  })

  test('may have lines that only the compiler sees, and their mistakes are found too', async () => {
    const preamble = ['<!-- preamble', 'declare const team: string', 'declare const none: Nobody', '-->']
    const blocks = page(...preamble, '~~~ts', 'team.toUpperCase()', 'team.toLoud()', '~~~')
    expect((await compileBlocks(blocks)).map(showFinding)).toEqual([
      expect.stringMatching(/^planted\.md:3: TS2304: .*Nobody/),
      expect.stringMatching(/^planted\.md:7: TS\d+: .*toLoud/),
    ])
  })

  test('that is not compiled says why', async () => {
    const [silent, told] = page(
      '~~~ts no-check',
      'nonsense(',
      '~~~',
      '~~~ts no-check reason="shows a mistake"',
      'nonsense(',
      '~~~',
    )
    expect(silent && judgeBlock(silent).map(showFinding)).toEqual([
      'planted.md:2: Not compiled without a reason: write no-check reason="why".',
    ])
    expect(told && judgeBlock(told)).toEqual([])
    expect(await compileBlocks(told ? [told] : [])).toEqual([])
  })

  test.each([
    ['~~~ts // @noErrors', /noErrors/],
    ['~~~ts nocheck', /nocheck/],
    ['~~~', /language/],
    ['~~~json', /No JSON/],
  ])('behind %s is refused', (fence, words) => {
    const found = page(fence, '// @ts-nocheck', '~~~').flatMap(judgeBlock)
    expect(found.map(showFinding).join('\n')).toMatch(words)
  })

  test('that turns the compiler off is refused', () => {
    const found = page('~~~ts', '// @ts-ignore', 'nonsense()', '~~~').flatMap(judgeBlock)
    expect(found.map(showFinding)).toEqual([expect.stringMatching(/turns the compiler off/)])
  })

  test('with a name that another block of the page has is refused', async () => {
    const one = ['~~~ts file="a.ts"', 'export {}', '~~~']
    expect((await compileBlocks(page(...one, ...one))).map(showFinding)).toEqual([
      'planted.md:5: Two blocks of this page have this file name.',
    ])
  })
})
