import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownKinds, shownText } from '../../../test/shown-text.ts'
import { adfToMarkdown, isAdf } from './adf-to-markdown.ts'
import type { Node } from './read-node.ts'

const text = (value: string, ...marks: (string | Node)[]): Node => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 && { marks: marks.map((mark) => (typeof mark === 'string' ? { type: mark } : mark)) }),
})
const node = (type: string, attrs: object, ...content: Node[]): Node => ({ type, attrs, content })
const paragraph = (...content: Node[]): Node => ({ type: 'paragraph', content })
const doc = (...content: Node[]): Node => ({ type: 'doc', version: 1, content })
const said = paragraph(text('said'))

// Every type of node of the schema that the package @atlaskit/adf-schema 57.7 publishes.
const nodes: Readonly<Record<string, readonly [Node, string]>> = {
  blockCard: [node('blockCard', { url: 'https://a.b/c' }), '<https://a.b/c>'],
  blockTaskItem: [node('taskList', {}, node('blockTaskItem', { state: 'TODO' }, said)), '- [ ] said'],
  blockquote: [node('blockquote', {}, said), '> said'],
  bodiedExtension: [node('bodiedExtension', { extensionKey: 'k' }, said), 'said'],
  bodiedSyncBlock: [node('bodiedSyncBlock', { resourceId: 'r' }, said), 'said'],
  bulletList: [
    node('bulletList', {}, node('listItem', {}, said), node('listItem', {}, said)),
    '- said\n- said',
  ],
  caption: [
    node('mediaSingle', {}, node('media', { type: 'file', id: 'i' }), node('caption', {}, text('said'))),
    '(attachment: i)\n\nsaid',
  ],
  codeBlock: [node('codeBlock', { language: 'c++ "x' }, text('a\n  b ```')), '````c++x\na\n  b ```\n````'],
  date: [paragraph(node('date', { timestamp: '1767225600000' })), '2026-01-01'],
  decisionItem: [
    node('decisionList', {}, node('decisionItem', { state: 'DECIDED' }, text('said'))),
    '- said',
  ],
  decisionList: [
    node('decisionList', {}, node('decisionItem', {}, text('a')), node('decisionItem', {}, text('b'))),
    '- a\n- b',
  ],
  doc: [doc(said), 'said'],
  embedCard: [node('embedCard', { url: 'https://a.b/c', layout: 'wide' }), '<https://a.b/c>'],
  emoji: [paragraph(node('emoji', { shortName: ':smile:', text: '😄' })), '😄'],
  expand: [node('expand', { title: 'More' }, said), '**More**\n\nsaid'],
  extension: [node('extension', { extensionKey: 'toc', text: 'Contents' }), 'Contents'],
  hardBreak: [paragraph(text('a'), node('hardBreak', {}), text('b')), 'a\\\nb'],
  heading: [node('heading', { level: 3 }, text('said')), '### said'],
  inlineCard: [
    paragraph(node('inlineCard', { data: { url: 'https://a.b', name: 'Page' } })),
    '[Page](https://a.b)',
  ],
  inlineExtension: [paragraph(node('inlineExtension', { extensionKey: 'status' })), '(macro: status)'],
  layoutColumn: [
    node('layoutSection', {}, node('layoutColumn', { width: 50 }, said), node('layoutColumn', {}, said)),
    'said\n\nsaid',
  ],
  layoutSection: [node('layoutSection', {}, node('layoutColumn', {}, said)), 'said'],
  listItem: [node('bulletList', {}, node('listItem', {}, said, said)), '- said\n\n  said'],
  media: [
    node('mediaGroup', {}, node('media', { type: 'external', url: 'https://a.b/c.png', alt: 'A cat' })),
    '[A cat](https://a.b/c.png)',
  ],
  mediaGroup: [
    node('mediaGroup', {}, node('media', { type: 'file', id: 'i', alt: 'a.pdf' })),
    '(attachment: a.pdf)',
  ],
  mediaInline: [
    paragraph(text('see '), node('mediaInline', { id: 'i', alt: 'a.pdf' })),
    'see (attachment: a.pdf)',
  ],
  mediaSingle: [
    node('mediaSingle', {}, node('media', { type: 'file', id: 'i', alt: 'a.png' })),
    '(attachment: a.png)',
  ],
  mention: [
    paragraph(node('mention', { id: '5b1', text: '@Ada' }), node('mention', { id: '5b2' })),
    '@Ada@5b2',
  ],
  nestedExpand: [node('nestedExpand', { title: 'More' }, said), '**More**\n\nsaid'],
  orderedList: [
    node('orderedList', { order: 9 }, node('listItem', {}, said), node('listItem', {}, said)),
    '9. said\n10. said',
  ],
  panel: [node('panel', { panelType: 'error' }, said), '> [!CAUTION]\n>\n> said'],
  paragraph: [said, 'said'],
  placeholder: [paragraph(node('placeholder', { text: 'Write here' })), 'Write here'],
  rule: [doc(said, node('rule', {}), said), 'said\n\n***\n\nsaid'],
  status: [paragraph(node('status', { text: 'IN REVIEW', color: 'blue' })), 'IN REVIEW'],
  syncBlock: [node('syncBlock', { resourceId: 'r' }), '(content of another page)'],
  table: [
    node(
      'table',
      {},
      node('tableRow', {}, node('tableCell', {}, said), node('tableCell', {}, paragraph(text('a|b')))),
    ),
    '|  |  |\n| --- | --- |\n| said | a\\|b |',
  ],
  tableCell: [
    node(
      'table',
      {},
      node('tableRow', {}, node('tableCell', { rowspan: 2 }, said), node('tableCell', { colspan: 2 }, said)),
      node('tableRow', {}, node('tableCell', {}, said), node('tableCell', {}, said)),
    ),
    '|  |  |  |\n| --- | --- | --- |\n| said | said |  |\n|  | said | said |',
  ],
  tableHeader: [
    node(
      'table',
      {},
      node('tableRow', {}, node('tableHeader', {}, said)),
      node('tableRow', {}, node('tableCell', {}, said, said)),
    ),
    '| said |\n| --- |\n| said<br>said |',
  ],
  tableRow: [node('table', {}, node('tableRow', {}, node('tableHeader', {}, said))), '| said |\n| --- |'],
  taskItem: [node('taskList', {}, node('taskItem', { state: 'DONE' }, text('said'))), '- [x] said'],
  taskList: [
    node(
      'taskList',
      {},
      node('taskItem', { state: 'TODO' }, text('a')),
      node('taskList', {}, node('taskItem', {}, text('b'))),
      node('taskItem', {}, text('c')),
    ),
    '- [ ] a\n  - [ ] b\n- [ ] c',
  ],
  text: [paragraph(text('said')), 'said'],
}

// Every mark of the same schema.
const marks: Readonly<Record<string, readonly [Node, string]>> = {
  alignment: [{ type: 'alignment', attrs: { align: 'center' } }, 'said'],
  annotation: [{ type: 'annotation', attrs: { id: 'i', annotationType: 'inlineComment' } }, 'said'],
  backgroundColor: [{ type: 'backgroundColor', attrs: { color: '#fff' } }, 'said'],
  border: [{ type: 'border', attrs: { size: 1, color: '#fff' } }, 'said'],
  breakout: [{ type: 'breakout', attrs: { mode: 'wide' } }, 'said'],
  code: [{ type: 'code' }, '`said`'],
  dataConsumer: [{ type: 'dataConsumer', attrs: { sources: ['x'] } }, 'said'],
  em: [{ type: 'em' }, '*said*'],
  fontSize: [{ type: 'fontSize', attrs: { fontSize: 'small' } }, 'said'],
  fragment: [{ type: 'fragment', attrs: { localId: 'i' } }, 'said'],
  indentation: [{ type: 'indentation', attrs: { level: 2 } }, 'said'],
  link: [
    { type: 'link', attrs: { href: 'https://a.b/(c)', title: 'T "q"' } },
    String.raw`[said](<https://a.b/(c)> "T \"q\"")`,
  ],
  strike: [{ type: 'strike' }, '~~said~~'],
  strong: [{ type: 'strong' }, '**said**'],
  subsup: [{ type: 'subsup', attrs: { type: 'sub' } }, '<sub>said</sub>'],
  textColor: [{ type: 'textColor', attrs: { color: '#f00' } }, 'said'],
  underline: [{ type: 'underline' }, '<ins>said</ins>'],
}

describe('each type of node and mark of the published schema has its form', () => {
  test.each(Object.entries(nodes))('%s', (_type, [value, expected]) => {
    expect(adfToMarkdown(doc(value))).toBe(expected)
  })

  test.each(Object.entries(marks))('mark %s', (_type, [mark, expected]) => {
    expect(adfToMarkdown(doc(paragraph(text('said', mark))))).toBe(expected)
  })
})

test('a type that is not known gives its texts and what it holds', () => {
  const mystery = {
    type: 'mystery',
    text: 'one',
    attrs: { title: 'two', shape: { x: 1 } },
    content: [said, text('three')],
  }
  expect(shownText(adfToMarkdown(doc(mystery)) ?? '')).toBe('one twosaidthree')
})

test('marked text begins and ends where Markdown takes the signs for marks', () => {
  const value = paragraph(text('a'), text(' bold ', 'strong'), text('both ', 'em', 'strong'), text('c'))
  expect(adfToMarkdown(doc(value))).toBe('a **bold *both*** c')
})

test('a link that runs code where it is shown is shown as text', () => {
  for (const href of [
    'javascript:alert(1)',
    'JAVA\nscript:alert(1)',
    'data:text/html,x',
    '\u0001vbscript:x',
  ]) {
    const markdown = adfToMarkdown(doc(paragraph(text('here', { type: 'link', attrs: { href } })))) ?? ''
    expect(shownKinds(markdown)).not.toContain('link')
    expect(shownText(markdown)).toContain('here')
  }
})

test('signs at the end of a heading are part of it', () => {
  const heading = (value: string) => adfToMarkdown(doc(node('heading', { level: 1 }, text(value))))
  expect(['C #', 'C ##', '#'].map(heading)).toEqual([
    String.raw`# C \#`,
    String.raw`# C #\#`,
    String.raw`# \#`,
  ])
})

test('a document without text is no text, and what is no document is none', () => {
  expect(adfToMarkdown(doc(paragraph()))).toBeUndefined()
  expect([null, 7, 'doc', [], {}, { type: 'text' }].map(isAdf)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('nesting costs no stack, and deep blocks keep their text', () => {
  let value = paragraph(text('deep'))
  for (let depth = 0; depth < 60_000; depth += 1) {
    const type = ['blockquote', 'bulletList', 'listItem', 'table', 'tableRow', 'tableCell', 'mystery'][
      depth % 7
    ]
    value = { type, content: [value] }
  }
  const markdown = adfToMarkdown(doc(value)) ?? ''
  expect(markdown).toContain('deep')
  expect(markdown.length).toBeLessThan(1000)
})

test('a document of many blocks at every depth stays in proportion', () => {
  let value = paragraph(text('end'))
  for (let depth = 0; depth < 20_000; depth += 1)
    value = { type: depth % 2 === 0 ? 'blockquote' : 'listItem', content: [paragraph(text('x')), value] }
  expect((adfToMarkdown(doc(value)) ?? '').length).toBeLessThan(20_000 * 200)
})

test('cells that claim to cover everything cannot make a table that is larger than its text allows', () => {
  const cell = node('tableCell', { colspan: 1e12, rowspan: 1e12 }, said)
  const rows = Array.from({ length: 2000 }, () => node('tableRow', {}, cell))
  expect((adfToMarkdown(doc(node('table', {}, ...rows))) ?? '').length).toBeLessThan(100_000)
})

const types = [...Object.keys(nodes), 'mystery', 'constructor', '__proto__', '']
const anyDocument = fc.letrec<{ tree: Node }>((tie) => ({
  tree: fc.record(
    {
      type: fc.constantFrom(...types),
      text: fc.constant('WORD'),
      content: fc.array(tie('tree'), { maxLength: 4, depthIdentifier: 'tree' }),
      marks: fc.array(fc.constantFrom(...Object.values(marks).map(([mark]) => mark)), { maxLength: 3 }),
      attrs: fc.record(
        { level: fc.integer(), order: fc.integer(), colspan: fc.integer(), state: fc.constant('DONE') },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['type'] },
  ),
})).tree

/** Gives each `WORD` of a text node a number; other types have no text of their own. */
function numbered(tree: Node): { readonly document: Node; readonly words: readonly string[] } {
  const words: string[] = []
  const copy = (value: Node): Node => {
    const { text: own, content, ...rest } = value
    const hasText = own !== undefined && value['type'] === 'text'
    if (hasText) words.push(`word${words.length}x`)
    return {
      ...rest,
      ...(hasText && { text: words.at(-1) }),
      ...(Array.isArray(content) && { content: content.map((child: Node) => copy(child)) }),
    }
  }
  return { document: doc(copy(tree)), words }
}

test('no word is lost, doubled or moved, however the nodes are put together', () => {
  fc.assert(
    fc.property(anyDocument, (tree) => {
      const { document, words } = numbered(tree)
      expect((adfToMarkdown(document) ?? '').match(/word\d+x/g) ?? []).toEqual(words)
    }),
    { numRuns: 500 },
  )
})

const hardText = fc
  .array(
    fc.constantFrom(
      'a',
      'Ü',
      '名',
      ' ',
      '*',
      '**',
      '_',
      '`',
      '``',
      '~',
      '[',
      ']',
      '(',
      ')',
      '<b>',
      '>',
      '#',
      '-',
      '+',
      '1.',
      '=',
      '|',
      '\\',
      '&amp;',
      '&',
      '!',
      ':',
      '---',
      '😀',
      'http://x.y/a_b',
      '"',
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(''))

const spaceless = (value: string): string => value.replaceAll(/\s+/g, '')

test('a reader of the Markdown sees the text of the document, whatever signs are in it', () => {
  fc.assert(
    fc.property(fc.array(hardText, { minLength: 1, maxLength: 4 }), (texts) => {
      const markdown = adfToMarkdown(doc(...texts.map((value) => paragraph(text(value))))) ?? ''
      expect(spaceless(shownText(markdown))).toBe(spaceless(texts.join('')))
    }),
    { numRuns: 600 },
  )
})

test('so it is in headings, items, quotes, cells and code', () => {
  fc.assert(
    fc.property(hardText, (value) => {
      const inner = paragraph(text(value), node('hardBreak', {}), text(value))
      const row = node('tableRow', {}, node('tableHeader', {}, paragraph(text(value))))
      const blocks: readonly (readonly [Node, times: number])[] = [
        [node('heading', { level: 2 }, text(value)), 1],
        [node('bulletList', {}, node('listItem', {}, inner)), 2],
        [node('blockquote', {}, inner), 2],
        [node('table', {}, row), 1],
        [node('codeBlock', {}, text(value)), 1],
        [paragraph(text(value, 'code')), 1],
      ]
      for (const [block, times] of blocks) {
        const seen = spaceless(shownText(adfToMarkdown(doc(block)) ?? ''))
        expect([block['type'], seen]).toEqual([block['type'], spaceless(value.repeat(times))])
      }
    }),
    { numRuns: 200 },
  )
})

test('anything at all passes without harm', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, maxDepth: 5 }), (value) => {
      expect(() => adfToMarkdown({ type: 'doc', content: [value] })).not.toThrow()
    }),
    { numRuns: 200 },
  )
})
