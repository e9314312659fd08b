import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMentions, MOST_CHARACTERS, MOST_MENTIONS } from './find-mentions.ts'

const pairs = (text: string, self = 'acme/app#1') =>
  findMentions(text, self).map(({ relation, name }) => `${relation} ${name}`)

describe('what a text says of the items that it names', () => {
  test.each([
    ['Closes #12', ['implements acme/app#12']],
    ['fixed: acme/web#7', ['implements acme/web#7']],
    ['closes #12, #13', ['implements acme/app#12', 'relates acme/app#13']],
    ['closes #12, closes #13', ['implements acme/app#12', 'implements acme/app#13']],
    ['This is blocked by ABC-123.', ['depends ABC-123']],
    ['Depends on #2, #3 and WEB-4', ['depends acme/app#2', 'depends acme/app#3', 'depends WEB-4']],
    ['**Depends on:**\n- [ ] #2\n- [x] acme/web#3', ['depends acme/app#2', 'depends acme/web#3']],
    ['Waiting for issue GH-9', ['depends acme/app#9']],
    ['It requires https://one.example/browse/WEB-7.', ['depends WEB-7']],
    ['blocks https://code.example/acme/app/pull/5#issuecomment-1', ['blocks acme/app#5']],
    ['This is required by WEB-1', ['blocks WEB-1']],
    ['Duplicate of #4', ['duplicates acme/app#4']],
    ['See #4 for more', ['relates acme/app#4']],
    ['no longer blocked by #4', ['relates acme/app#4']],
    ['It does not depend on WEB-4', ['relates WEB-4']],
    ['See WEB-4. Later: blocked by WEB-4.', ['depends WEB-4']],
  ])('%s', (text, expected) => {
    expect(pairs(text)).toEqual(expected)
  })

  test.each([
    ['its own key', 'blocked by acme/app#1 and #1'],
    ['code', 'run `fix #12`\n```\ncloses #13\n```\n~~~\nWEB-1\n~~~'],
    ['a comment of the template', '<!-- closes #12 --> <!-- WEB-1'],
    ['a quotation', '> blocked by WEB-1'],
    ['parts of words and colours', 'a#12 x/WEB-1 preWEB-1 WEB-1x #fff #12a &#39; WEB-0'],
    ['an address that leads to no item', 'https://code.example/acme/app/wiki and https://x.example/#12'],
  ])('says nothing of %s', (_, text) => {
    expect(pairs(text)).toEqual([])
  })

  test('quotes the sentence in one line', () => {
    const text = '# Plan\nWe begin in May.  It *depends on* WEB-7,\twhich Ada does. Then we rest.'
    expect(findMentions(text, undefined)).toEqual([
      {
        relation: 'depends',
        name: 'WEB-7',
        address: '',
        scope: 'WEB',
        sentence: 'It *depends on* WEB-7, which Ada does.',
      },
    ])
  })

  test('without a repository of its own, a bare number names nothing', () => {
    expect(pairs('closes #12', 'WEB-1')).toEqual([])
  })
})

describe('a hostile text', () => {
  test.each([
    ['capitals', 'A'.repeat(MOST_CHARACTERS)],
    ['keys without end', 'A-'.repeat(MOST_CHARACTERS / 2)],
    ['slashes', 'a/'.repeat(MOST_CHARACTERS / 2)],
    ['addresses', 'https://'.repeat(MOST_CHARACTERS / 8)],
    ['blanks', `depends on ${' '.repeat(MOST_CHARACTERS)}#1`],
    ['ticks', '`'.repeat(MOST_CHARACTERS)],
    ['fences', '```\n~~~\n'.repeat(MOST_CHARACTERS / 8)],
    ['comments', '<!--'.repeat(MOST_CHARACTERS / 4)],
    ['list marks', `depends on ${'- ['.repeat(MOST_CHARACTERS / 4)}`],
    ['line ends', `#2${'\n'.repeat(MOST_CHARACTERS)}`],
    ['items', Array.from({ length: 9000 }, (_, index) => `A${index % 7}-${index + 1}`).join(' ')],
    ['colons before items', `${':'.repeat(60)}#2 `.repeat(1000)],
  ])('of %s is read through: a pattern that goes back would not end before the test does', (_, text) => {
    expect(findMentions(text, 'acme/app#1').length).toBeLessThanOrEqual(MOST_MENTIONS)
  })

  test('names no more than a bounded number of items', () => {
    const text = Array.from({ length: 500 }, (_, index) => `WEB-${index + 1}`).join(', ')
    expect(pairs(text)).toHaveLength(MOST_MENTIONS)
  })

  test('whatever it is, each item comes once, and its sentence is in the text', () => {
    const piece = fc.constantFrom(
      '#1',
      'WEB-2',
      ' ',
      '\n',
      'blocked by',
      'closes',
      '`',
      '>',
      '<!--',
      '-->',
      '.',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 40 }),
        (parts) => {
          const found = findMentions(parts.join(' '), 'acme/app#9')
          expect(new Set(found.map(({ name, address }) => name + address)).size).toBe(found.length)
          for (const { sentence, name } of found) {
            expect(sentence).toContain(name.replace('acme/app', ''))
            expect(sentence).not.toMatch(/[\n\r]/)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
