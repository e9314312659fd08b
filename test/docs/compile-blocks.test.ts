import { beforeAll, describe, expect, test } from 'vitest'
import { showFinding, type CodeBlock, type Finding } from './code-block.ts'
import { compileBlocks, judgeBlock } from './compile-blocks.ts'
import { parsePage } from './markdown-page.ts'

/** Blocks of a page; `~~~` stands for a fence. */
const blocksOf = (document: string, lines: readonly string[]): readonly CodeBlock[] =>
  parsePage(document, lines.join('\n').replaceAll('~~~', '```')).blocks

const PLANTED: Readonly<Record<string, readonly string[]>> = {
  'wrong.md': [
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
  ],
  'files.md': [
    '~~~ts file="src/map.ts"',
    'export const toTitle = (raw: { readonly name: string }): string => raw.name',
    '~~~',
    '~~~ts file="src/index.ts"',
    "import { toTitle } from './map.ts'",
    'export const title = toTitle({ name: 7 })',
    '~~~',
  ],
  'preamble.md': [
    '<!-- preamble',
    'declare const team: string',
    'declare const none: Nobody',
    '-->',
    '~~~ts',
    'team.toUpperCase()',
    'team.toLoud()',
    '~~~',
  ],
  'excused.md': ['~~~ts no-check reason="shows a mistake"', 'const nonsense: string = 1', '~~~'],
}

describe('a planted block', () => {
  let found: ReadonlyMap<string, readonly Finding[]>

  beforeAll(async () => {
    const blocks = Object.entries(PLANTED).flatMap(([document, lines]) => blocksOf(document, lines))
    found = Map.groupBy(await compileBlocks(blocks), ({ document }) => document)
  }, 120_000)

  const foundIn = (document: string): readonly string[] => (found.get(document) ?? []).map(showFinding)

  test('that does not compile is named with its line in the page', () => {
    expect(foundIn('wrong.md')).toEqual([
      expect.stringMatching(/^wrong\.md:6: TS\d+: .*titel/),
      expect.stringMatching(/^wrong\.md:13: TS2322: /),
    ])
  })

  test('is seen by the others of its page under its file name', () => {
    expect(foundIn('files.md')).toEqual([expect.stringMatching(/^files\.md:6: TS2322: /)])
  })

  test('may have lines that only the compiler sees, and their mistakes are found too', () => {
    expect(foundIn('preamble.md')).toEqual([
      expect.stringMatching(/^preamble\.md:3: TS2304: .*Nobody/),
      expect.stringMatching(/^preamble\.md:7: TS\d+: .*toLoud/),
    ])
  })

  test('that is not compiled says why', () => {
    expect(foundIn('excused.md')).toEqual([])
    const judge = (fence: string) =>
      blocksOf('silent.md', [fence, 'nonsense(', '~~~']).flatMap(judgeBlock).map(showFinding)
    expect(judge('~~~ts no-check reason="shows a mistake"')).toEqual([])
    expect(judge('~~~ts no-check')).toEqual([
      'silent.md:2: Not compiled without a reason: write no-check reason="why".',
    ])
  })

  test.each([
    ['~~~ts // @noErrors', /noErrors/],
    ['~~~ts nocheck', /nocheck/],
    ['~~~', /language/],
    ['~~~json', /No JSON/],
    ['~~~ts', /turns the compiler off/],
  ])('behind %s is refused', (fence, words) => {
    const refused = blocksOf('planted.md', [fence, '// @ts-ignore', 'nonsense()', '~~~']).flatMap(judgeBlock)
    expect(refused.map(showFinding).join('\n')).toMatch(words)
  })

  test('with a name that another block of the page has is refused', async () => {
    const one = ['~~~ts file="a.ts"', 'export {}', '~~~']
    expect((await compileBlocks(blocksOf('twice.md', [...one, ...one]))).map(showFinding)).toEqual([
      'twice.md:5: Two blocks of this page have this file name.',
    ])
  })
})
