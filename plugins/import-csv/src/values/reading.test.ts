import { expect, test } from 'vitest'
import { ReadingDetector } from './reading.ts'

function decide(cells: { dates?: readonly string[]; numbers?: readonly string[] }, declared = {}) {
  const detector = new ReadingDetector(declared)
  cells.dates?.forEach((cell, index) => detector.date(cell, { row: `row ${index + 2}`, column: 'Due' }))
  cells.numbers?.forEach((cell, index) => detector.number(cell, { row: `row ${index + 2}`, column: 'Cost' }))
  return detector.decide()
}

test('one date that can be read in one way alone decides for all', () => {
  expect(decide({ dates: ['03/04/2027', '13/04/2027'] }).reading.dates).toBe('day-month-year')
  expect(decide({ dates: ['03/04/2027', '04/13/2027'] }).reading.dates).toBe('month-day-year')
  expect(decide({ dates: ['03/04/2027', '2027-01-02', '1.2.2027'] }).reading.dates).toBe('day-month-year')
})

test('where none decides, the table is refused with the row', () => {
  expect(decide({ dates: ['2027-01-02', '03/04/2027'] }).problems).toEqual([
    'The date "03/04/2027" in row 3, column "Due" can be read in more than one way, and no other date tells which; set `dates` to "day-month-year", "month-day-year" or "year-month-day".',
  ])
  expect(decide({ numbers: ['1', '1.234'] }).problems[0]).toContain('"1.234" in row 3, column "Cost"')
})

test('dates that mean the same either way are no reason to refuse', () => {
  expect(decide({ dates: ['04/04/2027', '2027-01-02'] }).problems).toEqual([])
  expect(decide({ numbers: ['12', '7'] }).problems).toEqual([])
})

test('dates that contradict each other are named', () => {
  const [problem] = decide({ dates: ['13/04/2027', '04/13/2027'] }).problems
  expect(problem).toContain('"13/04/2027" in row 2')
  expect(problem).toContain('"04/13/2027" in row 3')
  expect(decide({ numbers: ['1,5', '2.5'] }).problems[0]).toContain('not all written in one way')
})

test('what is declared is not asked for', () => {
  const { reading, problems } = decide(
    { dates: ['03/04/2027'], numbers: ['1.234'] },
    { dates: 'month-day-year', decimal: ',' },
  )
  expect(problems).toEqual([])
  expect(reading).toEqual({ dates: 'month-day-year', decimal: ',' })
})
