import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownHtml, shownKinds, shownText } from '../../../test/shown-text.ts'
import { wikiToMarkdown } from './wiki-to-markdown.ts'

// The notations in the order of Jira's own help on text formatting.
const notations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  headings: {
    'h1. Biggest': '# Biggest',
    'h6. Smallest': '###### Smallest',
    'h2.': '',
    'text\nh3. In between\ntext': 'text\n\n### In between\n\ntext',
    'h7. None': 'h7. None',
  },
  'text effects': {
    '*strong* _em_ ??cited??': '**strong** *em cited*',
    '-deleted- +inserted+': '~~deleted~~ <ins>inserted</ins>',
    'x ^2^ y ~1~': 'x <sup>2</sup> y <sub>1</sub>',
    '{{a*b*c}}': '`a*b*c`',
    'bq. Quoted *text*': '> Quoted **text**',
    '{quote}\none\n\ntwo\n{quote}\nafter': '> one\n>\n> two\n\nafter',
    '{color:red}look *here*{color}': 'look **here**',
    '*_both_*': '***both***',
  },
  'text breaks': {
    'one\n\ntwo': 'one\n\ntwo',
    'one\\\\two': 'one\\\ntwo',
    'one\ntwo': 'one\\\ntwo',
    'a\n----\nb': 'a\n\n***\n\nb',
    'a --- b -- c': 'a — b – c',
  },
  links: {
    '[#top]': '[#top](#top)',
    '[^report.pdf]': '(attachment: report.pdf)',
    '[http://a.b/c_d]': '<http://a.b/c_d>',
    '[Page|http://a.b|hint]': '[Page](http://a.b)',
    'see http://a.b/c_d.': 'see <http://a.b/c_d>.',
    '[mailto:ada@a.b]': '<mailto:ada@a.b>',
    '[file:///c:/x y.txt]': '[file:///c:/x y.txt](file:///c:/x%20y.txt)',
    '{anchor:here}text': 'text',
    '[~ada] [~accountid:5b1]': '@ada @5b1',
    'a [note] stays': String.raw`a \[note\] stays`,
    '[run|javascript:alert(1)]': 'run (javascript:alert(1))',
    '[[x|http://a.b]': String.raw`\[[x](http://a.b)`,
  },
  lists: {
    '* one\n* two\n** below\n* three': '- one\n- two\n  - below\n- three',
    '- one\n- two': '- one\n- two',
    '# one\n# two\n## below': '1. one\n2. two\n   1. below',
    '# one\n#* mixed\n#* again\n# two': '1. one\n   - mixed\n   - again\n2. two',
    '* one\nmore of it\n* two': '- one\\\n  more of it\n- two',
    '* one\n\ntext': '- one\n\ntext',
    'a\n* b\nh1. c': 'a\n\n- b\n\n# c',
  },
  images: {
    '!shot.png!': '(attachment: shot.png)',
    '!shot.png|thumbnail!': '(attachment: shot.png)',
    '!http://a.b/c.png|align=right, vspace=4!': '<http://a.b/c.png>',
    '!film.mov|width=300!': '(attachment: film.mov)',
    'wow! really!': 'wow! really!',
  },
  tables: {
    '||a||b||\n|c|d|': '| a | b |\n| --- | --- |\n| c | d |',
    '|a|b|\ntext': '|  |  |\n| --- | --- |\n| a | b |\n\ntext',
    '||a|b|\n|c|[d|http://e.f]|': '|  |  |\n| --- | --- |\n| a | b |\n| c | [d](http://e.f) |',
    '|a\nb|c|': '|  |  |\n| --- | --- |\n| a<br>b | c |',
    '|a|\n|{code}x|y{code}|b|': '|  |  |\n| --- | --- |\n| a |\n| `x\\|y` | b |',
    '|a|b\n|c|d': '|  |  |\n| --- | --- |\n| a | b |\n| c | d |',
    '| |x|': '|  |  |\n| --- | --- |\n|  | x |',
    '|*a|b*|': '|  |  |\n| --- | --- |\n| \\*a | b\\* |',
  },
  'advanced formatting': {
    '{noformat}\n*raw* {code}\n{noformat}': '```\n*raw* {code}\n```',
    '{noformat:title=T}x{noformat}': '**T**\n\n```\nx\n```',
    '{panel}in{panel}': '> in',
    '{panel:title=My title|borderStyle=dashed}\nin\n{panel}\nout': '> **My title**\n>\n> in\n\nout',
    '{code:title=A.java|borderStyle=solid}\nint a;\n{code}': '**A.java**\n\n```\nint a;\n```',
    '{code:xml}\n<a/>\n{code}': '```xml\n<a/>\n```',
    '{code}\n```\n{code}': '````\n```\n````',
    'a {code}b{code} c': 'a\n\n```\nb\n```\n\nc',
    '* a\n{code}b{code}\n* c': '- a\n\n  ```\n  b\n  ```\n- c',
    '{info}read{info}': '> [!NOTE]\n>\n> read',
    '{expand:More}in{expand}': '**More**\n\nin',
  },
  miscellaneous: {
    '\\*not strong\\* \\{code}': String.raw`\*not strong\* {code}`,
    '(/) (x) (!) (on) (flag)': '✅ ❌ ⚠️ 💡 🚩',
    'C:\\temp\\new_file': String.raw`C:\\temp\\new_file`,
    'a-b and snake_case_name 2*3*4': String.raw`a-b and snake_case_name 2\*3\*4`,
    '{unknown:x} {code}never closed': '{unknown:x} {code}never closed',
    '*never closed': String.raw`\*never closed`,
    '*a _b* c_': String.raw`**a \_b** c\_`,
    '<script>alert(1)</script>': String.raw`\<script>alert(1)\</script>`,
    '+1 and -1': String.raw`+1 and -1`,
    '\\{quote}x{quote}': '{quote}x',
  },
}

describe.each(Object.entries(notations))('%s', (_group, cases) => {
  test.each(Object.entries(cases))('%j', (wiki, markdown) => {
    expect(wikiToMarkdown(wiki) ?? '').toBe(markdown)
  })
})

const parts = fc.constantFrom(
  'word',
  ' ',
  ' ',
  '\n',
  '\n\n',
  '*',
  '_',
  '-',
  '+',
  '^',
  '~',
  '??',
  '{{',
  '}}',
  '{',
  '}',
  '[',
  ']',
  '|',
  '||',
  '!',
  '{quote}',
  '{panel}',
  '{panel:title=word}',
  '{code}',
  '{code:java}',
  '{noformat}',
  '{color:red}',
  '{color}',
  '{expand}',
  'h1. ',
  'bq. ',
  '\n* ',
  '\n# ',
  '\n** ',
  '\n|',
  '|\n',
  '----',
  '\\',
  '\\\\',
  '(x)',
  '<b>',
  'http://a.b',
  '`',
  '#',
  '>',
)
const wikiText = fc.array(parts, { maxLength: 40 }).map((found) => {
  let count = 0
  return found.map((part) => part.replaceAll('word', () => `word${(count += 1)}x`)).join('')
})
const wordsOf = (text: string): readonly string[] => text.match(/word\d+x/g) ?? []

test('no word of any text is lost, doubled or moved', () => {
  fc.assert(
    fc.property(wikiText, (wiki) => {
      expect(wordsOf(wikiToMarkdown(wiki) ?? '')).toEqual(wordsOf(wiki))
    }),
    { numRuns: 1500 },
  )
})

test('a reader of the Markdown sees every word, and no HTML but our own', () => {
  fc.assert(
    fc.property(wikiText, (wiki) => {
      const markdown = wikiToMarkdown(wiki) ?? ''
      expect(wordsOf(shownText(markdown))).toEqual(wordsOf(wiki))
      const foreign = shownHtml(markdown).filter((html) => !/^<\/?(?:ins|sub|sup|br)>$/.test(html))
      expect(foreign).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('plain text of any kind is seen as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\p{L}\p{N} .,;'"%&=<>$@`]{1,40}$/u), (text) => {
      const seen = shownText(wikiToMarkdown(text) ?? '')
      expect(seen.replaceAll(/\s+/g, '')).toBe(text.replaceAll(/\s+/g, ''))
    }),
    { numRuns: 300 },
  )
})

test('signs that are never closed cost one pass: however many there are', () => {
  for (const sign of [
    '[',
    '{{',
    '*a ',
    '!a',
    '{code}x',
    '|a',
    '_-*',
    '[a|',
    '\\',
    '(*',
    '{panel:title=x}',
    '**** a\n',
  ]) {
    const text = sign.repeat(Math.ceil(100_000 / sign.length))
    expect((wikiToMarkdown(text) ?? '').length).toBeLessThan(text.length * 40)
  }
})

test('lists have no more levels than a reader can follow', () => {
  expect(wikiToMarkdown(`${'*'.repeat(50_000)} deep`)).toBe(`${'- '.repeat(20)}deep`)
})

test('text without a notation is one paragraph', () => {
  expect(shownKinds(wikiToMarkdown('just text') ?? '')).toEqual(['paragraph', 'root', 'text'])
})
