import { readFileSync } from 'node:fs'
import type { RecordOf } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import {
  calendarSource,
  compileCalendar,
  isCalendarProblem,
  localTimeOf,
  minutesOf,
  type WorkingCalendar,
} from '../../core/src/working-time/index.ts'
import { recordsOf } from '../mspdi/read-back.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'

const FILE = 'schedules/native/calendar-recurring-exceptions-project2016-mspdi.xml'

interface Read {
  readonly record: RecordOf<'calendar'>
  readonly working: WorkingCalendar
  /** The same without exceptions. */
  readonly ordinary: WorkingCalendar
}

async function calendarOf(text: string): Promise<Read> {
  const records = await recordsOf('plan.xml', new TextEncoder().encode(text))
  const record = records.find((one) => one.kind === 'calendar')
  if (record === undefined) throw new Error('The plan has no calendar')
  const source = calendarSource(record, () => undefined)
  if (isCalendarProblem(source)) throw new Error(source.sentence)
  const working = compileCalendar(source, { zone: 'UTC' })
  if (isCalendarProblem(working)) throw new Error(working.sentence)
  const ordinary = compileCalendar({ ...source, chain: [{ week: record.week }] }, { zone: 'UTC' })
  if (isCalendarProblem(ordinary)) throw new Error(ordinary.sentence)
  return { record, working, ordinary }
}

/**
 * A plan holds its calendar's exceptions twice: as rules that recur, and, for older readers, spelled out day by
 * day. The days are Microsoft Project's own expansion of the rules.
 */
describeWithFixtures('recurring exceptions of a calendar', [FILE], () => {
  test('fall on the days that Microsoft Project spelled out, with the same hours', async () => {
    const text = readFileSync(fixture(FILE), 'utf8')
    const byRules = await calendarOf(text)
    const byDays = await calendarOf(text.replace(/<Exceptions>.*<\/Exceptions>/s, ''))
    expect(byRules.record.exceptions).toHaveLength(27)
    expect(byDays.record.exceptions?.every(({ recurrence }) => recurrence === undefined)).toBe(true)
    expect(byDays.record.exceptions?.length).toBe(138)
    const first = minutesOf('1999-01-01', 'UTC')
    const last = minutesOf('2012-01-01', 'UTC')
    const different: string[] = []
    let quarters = 0
    for (let at = first; at < last; at += 15) {
      const [rules, days] = [byRules, byDays].map(({ working }) => working.between(at, at + 15))
      if (rules !== days) different.push(localTimeOf(at, 'UTC'))
      if (days !== byDays.ordinary.between(at, at + 15)) quarters++
    }
    expect(different).toEqual([])
    // The days that make a difference: eight hours less each, or seven more.
    expect(quarters).toBeGreaterThan(100 * 28)
  })
})
