import { expect, test } from 'vitest'
import { readAttributes, showFinding, type CodeBlock } from './code-block.ts'
import { judgeQuotation } from './quotation.ts'

/** A block that quotes this very file. */
const quoting = (code: string, from = 'test/docs/quotation.test.ts'): CodeBlock => ({
  document: 'planted.md',
  line: 10,
  language: 'ts',
  attributes: readAttributes(`from="${from}"`),
  code,
})

// The first line.
//   A line that is indented.
// The third line.

test('a quotation stands in its file, indented otherwise perhaps, and says where it leaves lines out', () => {
  const ok = [
    '// The first line.\n//   A line that is indented.',
    '  // The first line.\n  // …\n  // The third line.',
  ]
  expect(ok.flatMap((code) => judgeQuotation(quoting(code)))).toEqual([])
})

test.each([
  [
    'another word',
    '// …\n// The first word.',
    'planted.md:11: test/docs/quotation.test.ts does not say this',
  ],
  ['lines out of order', '// The third line.\n// …\n// The first line.', 'planted.md:12: '],
  ['lines that are not side by side', '// The first line.\n// The third line.', 'planted.md:10: '],
  ['another indentation', '// The first line.\n  //   A line that is indented.', 'planted.md:10: '],
])('%s is no quotation', (_, code, words) => {
  expect(judgeQuotation(quoting(code)).map(showFinding)).toEqual([expect.stringContaining(words)])
})

test('a file that does not exist cannot be quoted', () => {
  expect(judgeQuotation(quoting('x', 'examples/none.ts')).map(showFinding)).toEqual([
    'planted.md:10: Quotes examples/none.ts, which does not exist.',
  ])
})
