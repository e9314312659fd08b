import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { expect, test } from 'vitest'
import { renderReport } from '../../core/src/reports/render/render.ts'
import { table, type ReportDocument } from '../../core/src/reports/report-document.ts'

/** A report in which a text of somebody else stands wherever one can. */
function document(text: string): ReportDocument {
  return {
    report: 'portfolio-status',
    title: `x ${text}`,
    decision: text,
    owner: text,
    asOf: '2026-03-18T12:00:00Z',
    scope: text,
    inputs: [{ name: text, use: text, available: 1, needed: 2 }],
    missing: [text, text],
    sections: [
      {
        heading: `x ${text}`,
        source: `x ${text}`,
        parts: [
          { type: 'list', lines: [text, text] },
          table(`x ${text}`, [text, 'b'], [[{ text }, { text }]]),
          { type: 'bars', caption: `x ${text}`, bars: [{ name: text, share: 0.5 }] },
        ],
      },
    ],
  }
}

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}

const parsed = (text: string): Node =>
  fromMarkdown(renderReport({ document: document(text), format: 'md' }), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
const shape = ({ type, children = [] }: Node): unknown => [type, children.map(shape)]
const textOf = ({ value = '', children = [] }: Node): string => value + children.map(textOf).join('')
const cellsOf = (node: Node): readonly string[] =>
  node.type === 'tableCell' ? [textOf(node)] : (node.children ?? []).flatMap(cellsOf)

const MARKUP = '| ` ``` * ** _ ~~ [a](b) ![i](j) <b> <!-- &amp; &#124; \\ \\|'.split(' ')
const LINES = ['\n', '\n\n', '# ', '- ', '1. ', '2) ', '> ', '+ ', '===', '---', '    ', '\t', ' ']
const WORDS = 'http://e.example a@b.example 0.85 -29 3.0 $x$ #12 Pay ü 😀'.split(' ')

test('whatever a tracker or a person wrote stands in a report as it was written, and changes nothing around it', () => {
  const plain = shape(parsed('plain'))
  const written = fc
    .array(fc.constantFrom(...MARKUP, ...LINES, ...WORDS), { minLength: 1, maxLength: 6 })
    .map((parts) => `w${parts.join('')}w`)
  const anywhere = fc
    .tuple(fc.constantFrom('', '1. ', '- ', '# ', '+ ', '=== ', '10) '), written)
    .map(([a, b]) => a + b)
  fc.assert(
    fc.property(anywhere, (text) => {
      const tree = parsed(text)
      expect(shape(tree)).toEqual(plain)
      // A space without width stands where a name would call somebody, and an address would be followed.
      const read = cellsOf(tree).map((one) => one.replaceAll('\u200b', ''))
      expect(read).toContain(text.replaceAll(/\s+/g, ' '))
    }),
    { numRuns: 150 },
  )
})
