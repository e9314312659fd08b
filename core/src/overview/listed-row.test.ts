import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Light } from '../portfolio/index.ts'
import { listedTrend } from './listed-row.ts'

test('a trend in letters tells each day that was kept and a gap for each that was not', () => {
  expect(listedTrend([])).toEqual({ lights: '' })
  expect(
    listedTrend([
      { day: '2026-02-27', light: 'red' },
      { day: '2026-03-02', light: 'unknown' },
    ]),
  ).toEqual({ from: '2026-02-27', lights: 'r..u' })
  const light = fc.constantFrom<Light>('green', 'amber', 'red', 'unknown')
  fc.assert(
    fc.property(fc.array(fc.option(light, { nil: undefined }), { maxLength: 28 }), (lights) => {
      const begin = Temporal.PlainDate.from('2026-02-15')
      const days = lights.flatMap((one, at) =>
        one === undefined ? [] : [{ day: begin.add({ days: at }).toString(), light: one }],
      )
      const told = listedTrend(days)
      const read = Array.from(told.lights, (letter, at) =>
        letter === '.' || told.from === undefined
          ? []
          : [[Temporal.PlainDate.from(told.from).add({ days: at }).toString(), letter]],
      ).flat()
      expect(read).toEqual(days.map((one) => [one.day, one.light.slice(0, 1)]))
    }),
    { numRuns: 50 },
  )
})
