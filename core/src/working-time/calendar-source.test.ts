import type { Calendar } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { calendarSource, compileCalendar, isCalendarProblem } from './index.ts'

const calendar = (ref: string, base?: string): Calendar => ({
  kind: 'calendar',
  ref,
  name: ref.toUpperCase(),
  week: [],
  ...(base !== undefined && { base }),
})
const among =
  (...calendars: Calendar[]) =>
  (ref: string): Calendar | undefined =>
    calendars.find((one) => one.ref === ref)

test('a calendar brings its bases, nearest first', () => {
  const [own, shop, office] = [calendar('own', 'shop'), calendar('shop', 'office'), calendar('office')]
  expect(calendarSource(own, among(shop, office))).toEqual({
    id: 'own',
    name: 'OWN',
    chain: [own, shop, office],
  })
})

test('a ring of bases is named in order', () => {
  const [own, shop, office] = [
    calendar('own', 'shop'),
    calendar('shop', 'office'),
    calendar('office', 'shop'),
  ]
  expect(calendarSource(own, among(own, shop, office))).toMatchObject({
    reason: 'base_cycle',
    sentence: expect.stringContaining('"SHOP" ▸ "OFFICE" ▸ "SHOP"'),
  })
  expect(calendarSource(calendar('self', 'self'), among(calendar('self', 'self')))).toMatchObject({
    sentence: expect.stringContaining('"SELF" ▸ "SELF"'),
  })
})

test('a base that is not there is named', () => {
  expect(calendarSource(calendar('own', 'gone'), among())).toMatchObject({
    reason: 'base_missing',
    sentence: expect.stringContaining('"OWN" names "gone"'),
  })
})

test('a calendar without working time is a problem by its name', () => {
  const problem = compileCalendar({ id: 'x', name: 'Never', chain: [{ week: [] }] }, { zone: 'UTC' })
  expect(problem).toMatchObject({ reason: 'no_working_time', sentence: expect.stringContaining('"Never"') })
})

test('a zone that is not known is a problem by its name', () => {
  const problem = compileCalendar({ id: 'x', name: 'Mars', chain: [] }, { zone: 'Mars/Olympus' })
  expect(isCalendarProblem(problem) && problem.sentence).toContain('"Mars/Olympus"')
})
