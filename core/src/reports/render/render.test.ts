import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { table, type ReportDocument } from '../report-document.ts'
import { renderReport } from './render.ts'
import { REPORT_POLICY } from './style.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>x</script>',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '| a | b |',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/p.png)',
  'https://evil.example/track',
  '`code` *bold* # heading',
  '1. a list',
  '- a list',
  '3.0 Beta',
  '$a$ and $b$',
  '@everybody #12',
  '\u202Egnp.exe',
  '\u001b[31mred',
]

function document(text: string): ReportDocument {
  return {
    report: 'portfolio-status',
    title: text,
    decision: text,
    owner: text,
    asOf: '2026-03-18T12:00:00Z',
    scope: text,
    inputs: [{ name: text, use: text, available: 1, needed: 2 }],
    missing: [text],
    sections: [
      {
        heading: text,
        source: text,
        parts: [
          { type: 'text', lines: [text] },
          { type: 'list', lines: [text] },
          table(text, [text], [[{ text, light: 'red', url: text }]]),
          { type: 'lights', caption: text, counts: { red: 1, amber: 0, unknown: 2, green: 1 } },
          { type: 'trend', caption: text, days: [{ day: '2026-03-18', light: 'red' }] },
          { type: 'bars', caption: text, bars: [{ name: text, share: 0.5 }, { name: text }] },
        ],
      },
    ],
  }
}
const tags = (html: string): readonly string[] => [...html.matchAll(/<\/?[a-z!][^>]*>/gi)].map(([tag]) => tag)

describe('a report as HTML', () => {
  const plain = tags(renderReport({ document: document('plain'), format: 'html' }))

  test('has the same elements whatever a tracker or a person wrote', () => {
    const shape = (all: readonly string[]): readonly string[] =>
      all.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'))
    for (const text of HOSTILE.filter((one) => !one.startsWith('http'))) {
      const html = renderReport({ document: document(text), format: 'html' })
      expect({ text, tags: shape(tags(html)) }).toEqual({ text, tags: shape(plain) })
    }
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '<',
            '>',
            '&',
            '"',
            "'",
            '/',
            '=',
            ' ',
            '!',
            '-',
            'a',
            'b',
            '\n',
            '\0',
            '\u2028',
            '\ud800',
          ),
          maxLength: 40,
        }),
        (text) => {
          const html = renderReport({ document: document(`x${text}`), format: 'html' })
          expect(shape(tags(html))).toEqual(shape(plain))
        },
      ),
      { numRuns: 25 },
    )
  })

  test('asks no host for anything, and runs nothing', () => {
    const html = renderReport({ document: document('javascript:alert(1)'), format: 'html' })
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|href=|@import|url\(/i)
  })

  test('leads into the tracker by its address', () => {
    const html = renderReport({ document: document('https://tracker.example/A-1?a=1&b="x"'), format: 'html' })
    expect(html).toContain('<a href="https://tracker.example/A-1?a=1&amp;b=&quot;x&quot;" rel="noreferrer">')
  })

  test('is shown under a policy that knows its style by the hash', () => {
    const html = renderReport({ document: document('x'), format: 'html' })
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(REPORT_POLICY).toContain(`style-src 'sha256-${hash}'`)
    expect(html).not.toMatch(/\sstyle=/)
  })

  test('names what is missing before everything else, and tells each light in words', () => {
    const html = renderReport({ document: document('Nobody told'), format: 'html' })
    expect(html.indexOf('What is missing')).toBeLessThan(html.indexOf('What it rests on'))
    expect(html).toContain('1 red, 0 amber, 2 unknown, 1 green')
    expect(html).toContain('role="img" aria-label=')
    expect(html).toContain('<html lang="en">')
  })
})

describe('a report as Markdown', () => {
  test('holds hostile texts as texts: as many lines and cells as with plain ones', () => {
    const shape = (text: string): readonly number[] =>
      text.split('\n').map((line) => line.replaceAll(/\\[|]/g, '').split('|').length)
    const plain = shape(renderReport({ document: document('plain'), format: 'md' }))
    for (const text of HOSTILE) {
      const markdown = renderReport({ document: document(text), format: 'md' })
      expect({ text, shape: shape(markdown) }).toEqual({ text, shape: plain })
      expect(markdown).not.toMatch(/<(?!br)[a-z!/]/i)
      expect(markdown).not.toMatch(/(?<!\\)\]\(/)
      expect(markdown).not.toContain('https://')
    }
  })
})

test('numbers stand in Markdown as they are, and what would call somebody or link a ticket does not', () => {
  const told = renderReport({ document: document('0.85'), format: 'md' })
  expect(told).toContain('| 0.85 |')
  expect(told).not.toContain(String.raw`\0`)
  expect(renderReport({ document: document('-29'), format: 'md' })).toContain('| -29 |')
  expect(renderReport({ document: document('1. no list'), format: 'md' })).toContain(
    String.raw`- 1\. no list`,
  )
  const calling = renderReport({ document: document('@all acme/web#12 a#b'), format: 'md' })
  expect(calling).toContain('| @&#8203;all acme/web#&#8203;12 a#b |')
})

test('a day of which nothing was kept is drawn as a gap', () => {
  const gap: ReportDocument = {
    ...document('x'),
    sections: [
      {
        heading: 'h',
        source: 's',
        parts: [
          {
            type: 'trend',
            caption: 'c',
            days: [{ day: '2026-03-17' }, { day: '2026-03-18', light: 'red' }],
          },
        ],
      },
    ],
  }
  const html = renderReport({ document: gap, format: 'html' })
  expect(html).toContain('aria-label="c: 2026-03-17 not kept, 2026-03-18 red"')
  expect([...html.matchAll(/<rect/g)]).toHaveLength(1)
  expect(renderReport({ document: gap, format: 'md' })).toContain('c: 2026-03-17 not kept, 2026-03-18 red.')
})

test('a report as JSON is the document itself', () => {
  const told = document('<b>')
  expect(JSON.parse(renderReport({ document: told, format: 'json' }))).toEqual(told)
})

test('a table that is too long is cut, and says by how much', () => {
  const rows = Array.from({ length: 1200 }, (_, index) => [{ text: String(index) }])
  const long = {
    ...document('x'),
    sections: [{ heading: 'h', source: 's', parts: [table('t', ['c'], rows)] }],
  }
  const html = renderReport({ document: long, format: 'html' })
  expect(html).toContain('<p>200 more are not shown.</p>')
  expect(renderReport({ document: long, format: 'md' })).toContain('200 more are not shown.')
})
