import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptText, namedViewsOf, withView } from './named-views.ts'
import { viewOf } from './portfolio-view.ts'

describe('named views', () => {
  test('are read as they were kept', () => {
    const views = [{ name: 'Red ones', view: viewOf({ health: 'red', sort: 'findings' }) }]
    expect(namedViewsOf(keptText(views))).toEqual(views)
  })

  test('are replaced by one of the same name', () => {
    const red = { name: 'Mine', view: viewOf({ health: 'red' }) }
    const all = withView(withView([], red), { name: ' Mine ', view: viewOf({}) })
    expect(all).toEqual([{ name: 'Mine', view: viewOf({}) }])
  })

  test('are never taken from what is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        for (const { name } of namedViewsOf(text)) expect(name.trim()).not.toBe('')
      }),
    )
    expect(namedViewsOf(null)).toEqual([])
    expect(namedViewsOf('[{"name":"","address":{}},{"name":"a","address":7},3]')).toEqual([])
  })
})
