import { expect, test } from 'vitest'
import { plainToMarkdown } from './markdown.ts'

test.each([
  ['plain text', 'plain text'],
  ['a\r\nb\rc', 'a  \nb  \nc'],
  ['one\n\ntwo', 'one\n\ntwo'],
  ['2 * 3 _x_ `y` [z](u) <b>', '2 \\* 3 \\_x\\_ \\`y\\` \\[z\\](u) \\<b\\>'],
  ['# 5 is done\n#5 is not', '\\# 5 is done  \n#5 is not'],
  ['Title\n===', 'Title  \n\\==='],
  ['R&D &amp; &#65;', 'R&D \\&amp; \\&#65;'],
  ['- milk\n- eggs', '- milk  \n- eggs'],
])('%j', (text, markdown) => {
  expect(plainToMarkdown(text)).toBe(markdown)
})
