import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { expect, test } from 'vitest'
import { renderReport } from '../../core/src/reports/render/render.ts'
import { hostileReport } from '../support/hostile-report.ts'
import { hostileText, STEERING, wordsOf } from '../support/hostile-texts.ts'

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}
const parsed = (text: string): Node =>
  fromMarkdown(renderReport({ document: hostileReport(text), format: 'md' }), {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
const textOf = ({ value = '', children = [] }: Node): string => value + children.map(textOf).join('')
const typesOf = ({ type, children = [] }: Node): readonly string[] => [type, ...children.flatMap(typesOf)]
/** Everything but texts, which an empty text has none of. */
const shape = (text: string): readonly string[] => typesOf(parsed(text)).filter((type) => type !== 'text')

test('a report as Markdown has the same headings, lists and tables whatever stands in a tracker, and gives it back', () => {
  const plain = shape('plain')
  fc.assert(
    fc.property(
      hostileText.filter((text) => /\w/.test(text)),
      (text) => {
        expect(shape(text)).toEqual(plain)
        expect(wordsOf(textOf(parsed(text)))).toContain(wordsOf(text))
      },
    ),
    { numRuns: 300 },
  )
})

test('a text without a letter breaks no table of a report, and stands for no markup', () => {
  const kinds = new Set(shape('plain'))
  const cells = shape('plain').filter((type) => type.startsWith('table'))
  fc.assert(
    fc.property(hostileText, (text) => {
      const types = shape(text)
      expect(types.filter((type) => type.startsWith('table'))).toEqual(cells)
      expect(types.filter((type) => !kinds.has(type))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('no form of a report holds a raw character that steers a terminal, and JSON gives the very text back', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const format of ['html', 'md', 'json'] as const)
        expect([format, STEERING.exec(renderReport({ document: hostileReport(text), format }))]).toEqual([
          format,
          null,
        ])
      expect(JSON.parse(renderReport({ document: hostileReport(text), format: 'json' }))).toEqual(
        hostileReport(text),
      )
    }),
    { numRuns: 300 },
  )
})
