import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { expect, test } from 'vitest'
import { renderReport } from '../../core/src/reports/render/render.ts'
import { table, type ReportDocument } from '../../core/src/reports/report-document.ts'
import { hostileText, STEERING, wordsOf } from '../support/hostile-texts.ts'

/** A report in which a text of somebody else stands wherever one can. */
function documentOf(text: string): ReportDocument {
  return {
    report: 'project-status',
    title: text,
    decision: text,
    owner: text,
    asOf: '2026-03-18T12:00:00Z',
    scope: text,
    inputs: [{ name: text, use: text, available: 1, needed: 2 }],
    missing: [text, text],
    sections: [
      {
        heading: text,
        source: text,
        parts: [
          { type: 'text', lines: [text, text] },
          { type: 'list', lines: [text, text] },
          table(text, [text, 'b'], [[{ text, url: text }, { text }]]),
          { type: 'lights', caption: text, counts: { red: 1, amber: 0, unknown: 2, green: 1 } },
          { type: 'trend', caption: text, days: [{ day: '2026-03-18', light: 'red' }] },
          { type: 'bars', caption: text, bars: [{ name: text, share: 0.5 }, { name: text }] },
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
  fromMarkdown(renderReport({ document: documentOf(text), format: 'md' }), {
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
        expect([format, STEERING.exec(renderReport({ document: documentOf(text), format }))]).toEqual([
          format,
          null,
        ])
      expect(JSON.parse(renderReport({ document: documentOf(text), format: 'json' }))).toEqual(
        documentOf(text),
      )
    }),
    { numRuns: 300 },
  )
})
