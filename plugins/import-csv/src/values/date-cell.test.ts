import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDateCell } from './date-cell.ts'
import type { DateOrder } from './date-order.ts'
import { momentOf } from './moment.ts'

const read = (cell: string, order: DateOrder = 'day-month-year'): string | undefined => {
  const date = readDateCell(cell)
  return date && momentOf(date, order)
}

test.each([
  ['2027-03-04', '2027-03-04'],
  ['2027/3/4', '2027-03-04'],
  ['04.03.2027', '2027-03-04'],
  ['4.3.27', '2027-03-04'],
  ['4. März 2027', '2027-03-04'],
  ['4 mars 2027', '2027-03-04'],
  ['4-Mar-2027', '2027-03-04'],
  ['04/Mar/27 2:05 PM', '2027-03-04T14:05:00'],
  ['March 4, 2027', '2027-03-04'],
  ['Mar 4th, 2027', '2027-03-04'],
  ['Thu, 4 Mar 2027', '2027-03-04'],
  ['Do., 04.03.2027', '2027-03-04'],
  ['15 juin 2027', '2027-06-15'],
  ['15 juillet 2027', '2027-07-15'],
  ['2027-03-04T08:30:00Z', '2027-03-04T08:30:00Z'],
  ['2027-03-04 08:30:00+02:00', '2027-03-04T06:30:00Z'],
  ['2027-03-04T23:30:15.123-0500', '2027-03-05T04:30:15Z'],
  ['04.03.2027 08:30', '2027-03-04T08:30:00'],
  ['12/31/2027 12:00 AM', undefined],
  ['29.02.2028', '2028-02-29'],
  ['29.02.2027', undefined],
  ['31.04.2027', undefined],
  ['TBD', undefined],
  ['Q3 2027', undefined],
  ['45000', undefined],
  ['2027-13-01', undefined],
  ['04.03.2027 at noon', undefined],
  ['04.03.2027x', undefined],
  ['10.5', undefined],
  ['', undefined],
])('%j is %j', (cell, expected) => {
  expect(read(cell)).toBe(expected)
})

test('figures are read by the order of the table', () => {
  expect(read('03/04/2027', 'day-month-year')).toBe('2027-04-03')
  expect(read('03/04/2027', 'month-day-year')).toBe('2027-03-04')
  expect(read('12/31/2027 12:00 AM', 'month-day-year')).toBe('2027-12-31T00:00:00')
  expect(read('03/04/27', 'year-month-day')).toBe('2003-04-27')
  expect(read('03/04/2027', 'year-month-day')).toBeUndefined()
  expect(read('27-04-03', 'year-month-day')).toBe('2027-04-03')
})

test('every day of the calendar comes back from each way of writing it', () => {
  const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10)
      const [year = '', month = '', of = ''] = day.split('-')
      expect(read(day)).toBe(day)
      expect(read(`${Number(of)}.${Number(month)}.${year.slice(2)}`)).toBe(day)
      expect(read(`${month}/${of}/${year}`, 'month-day-year')).toBe(day)
      expect(read(`${year}/${month}/${of}`, 'month-day-year')).toBe(day)
    }),
  )
})
