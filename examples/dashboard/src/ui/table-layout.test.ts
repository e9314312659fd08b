import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutOf, PLAIN } from './table-layout.ts'

describe('the layout of a table', () => {
  test('is read as it was kept', () => {
    const layout = { visible: { tags: false }, widths: { name: 240 } }
    expect(layoutOf(JSON.stringify(layout))).toEqual(layout)
  })

  test('is plain where nothing was kept', () => {
    expect(layoutOf(null)).toEqual(PLAIN)
  })

  test('is never taken from what is no layout', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { visible, widths } = layoutOf(text)
        expect(Object.values(visible).every((one) => typeof one === 'boolean')).toBe(true)
        expect(Object.values(widths).every((one) => Number.isFinite(one) && one > 0)).toBe(true)
      }),
    )
    expect(layoutOf('{"visible":{"a":"no","b":true},"widths":{"a":-3,"b":"wide","c":90}}')).toEqual({
      visible: { b: true },
      widths: { c: 90 },
    })
  })
})
