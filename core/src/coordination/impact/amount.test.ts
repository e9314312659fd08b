import { describe, expect, test } from 'vitest'
import { ALWAYS, compileCalendar, isCalendarProblem } from '../../working-time/index.ts'
import { amountMinutes, amountText, amountWords, parseAmount } from './amount.ts'
import { at, standardCalendar } from './test-support/sample-base.ts'
import { workingLengths } from './working-lengths.ts'

describe('an amount of time', () => {
  test.each([
    ['5d', 5 * 480, '5 working days'],
    ['-2w', -2 * 2400, '2 working weeks'],
    ['1d', 480, '1 working day'],
    ['4h', 240, '4 hours'],
    ['30m', 30, '30 minutes'],
    ['3ed', 3 * 1440, '3 days'],
    ['1.5ew', 1.5 * 10_080, '1.5 weeks'],
  ])('%s is %d minutes', (text, minutes, words) => {
    const amount = parseAmount(text)
    if (amount === undefined) throw new Error(text)
    expect(amountMinutes(amount, { day: 480, week: 2400 })).toBe(minutes)
    expect(amountWords(amount)).toBe(words)
    expect(amountText.safeParse(text).success).toBe(true)
  })

  test.each(['', '5', 'd', '5 d', '5x', '1e3d', '--5d', '99999999d', '5dd'])('is not "%s"', (text) => {
    expect(parseAmount(text)).toBeUndefined()
    expect(amountText.safeParse(text).success).toBe(false)
  })
})

describe('the usual day and week of a calendar', () => {
  const lengths = (days: readonly number[], from: string, to: string) => {
    const week = days.map((weekday) => ({ weekday, shifts: [{ from, to }] }))
    const calendar = compileCalendar({ id: 'x', name: 'X', chain: [{ week }] }, { zone: 'UTC' })
    if (isCalendarProblem(calendar)) throw new Error(calendar.sentence)
    return workingLengths(calendar.table, 0, at('2026-03-04T10:00'))
  }

  test('are those of eight hours from Monday to Friday', () => {
    expect(workingLengths(standardCalendar().table, 0, at('2026-03-04T10:00'))).toEqual({
      day: 480,
      week: 2400,
    })
  })

  test('are shorter where less is worked', () => {
    expect(lengths([1, 2, 3], '09:00', '15:00')).toEqual({ day: 360, week: 1080 })
  })

  test('take a night shift for one day', () => {
    expect(lengths([1, 2, 3, 4], '22:00', '06:00')).toEqual({ day: 480, week: 1920 })
  })

  test('are all day and all week where nobody rests', () => {
    expect(workingLengths(ALWAYS.table, 0, at('2026-03-04T10:00'))).toEqual({ day: 1440, week: 10_080 })
  })
})
