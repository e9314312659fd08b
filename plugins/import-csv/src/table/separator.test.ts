import { expect, test } from 'vitest'
import { findSeparator } from './separator.ts'

test.each([
  ['a,b,c\n1,2,3\n', ','],
  ['a;b;c\n1,5;2,5;3\n', ';'],
  ['a\tb\n1, 2\t3; 4\n', 'tab'],
  ['a|b\n1|2\n', '|'],
  ['"x;y",b\n"1;2;3",4\n', ','],
  ['sep=|\na,b|c\n', '|'],
  ['name, first;team\nLovelace, Ada;A\nHopper, Grace;B\n', ';'],
  ['only\n1\n2\n', ','],
  ['a;b', ';'],
  ['', ','],
])('%j is parted by %j', (text, separator) => {
  expect(findSeparator(text)).toBe(separator)
})

test('rows above the names do not count', () => {
  expect(findSeparator('Report, made by: me, today\n\nid;name\n1;x\n', 2)).toBe(';')
})
