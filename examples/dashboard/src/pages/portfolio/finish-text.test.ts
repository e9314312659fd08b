import { expect, test } from 'vitest'
import { dayText } from '../../ui/format.ts'
import { finishText, namedText } from './finish-text.ts'

test('Finish tells the computed day, and what trackers name beside it with the difference', () => {
  const dates = { scheduledFinish: '2026-12-09', namedFinish: '2027-02-20', namedLaterDays: 73 }
  expect(finishText(dates, false)).toBe(dayText('2026-12-09'))
  expect(namedText(dates)).toBe(`items name ${dayText('2027-02-20')}, 73 days later`)
  expect(namedText({ ...dates, namedLaterDays: -1 })).toContain('1 day earlier')
  expect(namedText({ ...dates, namedLaterDays: 0 })).toBe('its items name the same day')
})

test('A day that only trackers name is never shown as the scheduled one', () => {
  expect(finishText({ namedFinish: '2027-02-20' }, false)).toBe('not scheduled')
  expect(finishText({ namedFinish: '2027-02-20' }, true)).toBe('being computed')
  expect(namedText({ namedFinish: '2027-02-20' })).toBe(`items name ${dayText('2027-02-20')}`)
  expect(namedText({})).toBe('items name no day')
})
