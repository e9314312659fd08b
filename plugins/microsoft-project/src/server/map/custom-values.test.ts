import { expect, test } from 'vitest'
import type { About } from '../wire/items.ts'
import { customValues } from './custom-values.ts'

const key = (digit: string): string => `Custom_x005f_${digit.repeat(32)}`
const field = (
  digit: string,
  type: NonNullable<About['fields']>[string]['type'],
  entries?: Record<string, string>,
) => ({
  [key(digit)]: {
    key: `Custom_${digit.repeat(32)}`,
    name: `Field ${digit}`,
    type,
    ...(entries === undefined ? {} : { entries }),
  },
})
const about: About = {
  project: 'p',
  stamp: '',
  minutesPerDay: 420,
  fields: {
    ...field('1', 'text', { Entry_1: 'Build', Entry_2: 'Run' }),
    ...field('2', 'cost'),
    ...field('3', 'date'),
    ...field('4', 'duration'),
    ...field('5', 'flag'),
  },
}
const read = (digit: string, value: unknown): unknown =>
  customValues(about, { [key(digit)]: value }).values[`Custom_${digit.repeat(32)}`]

test('values are read by the type of their field', () => {
  expect(read('1', 'Entry_1')).toBe('Build')
  expect(read('1', ['Entry_1'])).toBe('Build')
  expect(read('1', ['Entry_1', 'Entry_2'])).toEqual(['Build', 'Run'])
  expect(read('2', '1200.50')).toBe(1200.5)
  expect(read('3', '2026-02-01T08:00:00')).toBe('2026-02-01T08:00:00')
  expect([read('4', '2d'), read('4', '1.5h'), read('4', '1ed'), read('4', 2), read('4', '3mo')]).toEqual([
    840,
    90,
    1440,
    120,
    '3mo',
  ])
  expect([read('5', true), read('5', 'false')]).toEqual([true, false])
  expect([read('1', null), read('1', '')]).toEqual([undefined, undefined])
})

test('an entry that the table has lost, or that is named like a part of every object, stays as it is', () => {
  expect(read('1', ['Entry_9'])).toBe('Entry_9')
  for (const name of ['constructor', '__proto__', 'toString']) expect(read('1', [name])).toBe(name)
})

test('what is no value of a field is kept out, with a warning', () => {
  const { values, warnings } = customValues(about, { [key('1')]: { deep: 1 }, Name: 'Dig' })
  expect(values).toEqual({})
  expect(warnings).toEqual(['A value of custom field Field 1 could not be read'])
})
