import { describe, expect, test } from 'vitest'
import { trendDays, trendMarks, trendText } from './trend.ts'

describe('the trend of a project', () => {
  test('leaves a gap where no day was kept', () => {
    const trend = [
      { day: '2026-02-27', light: 'red' },
      { day: '2026-03-01', light: 'amber' },
    ] as const
    expect(trendMarks(trend, 4)).toEqual([
      { day: '2026-02-26' },
      { day: '2026-02-27', light: 'red' },
      { day: '2026-02-28' },
      { day: '2026-03-01', light: 'amber' },
    ])
  })

  test('is read from a letter a day, with gaps', () => {
    expect(trendDays({ from: '2026-02-27', lights: 'r..u' })).toEqual([
      { day: '2026-02-27', light: 'red' },
      { day: '2026-03-02', light: 'unknown' },
    ])
    expect(trendDays({ lights: '' })).toEqual([])
  })

  test('is empty where nothing was kept', () => {
    expect(trendMarks([])).toEqual([])
    expect(trendText([])).toBe('No day was kept yet')
  })

  test('says since when it stands as it does, in whichever order the days come', () => {
    const trend = [
      { day: '2026-03-03', light: 'red' },
      { day: '2026-03-01', light: 'green' },
      { day: '2026-03-02', light: 'red' },
    ] as const
    expect(trendText(trend)).toBe('red since 2026-03-02, green before')
    expect(trendText(trend.slice(0, 1))).toBe('red since 2026-03-03, as far as it was kept')
  })
})
