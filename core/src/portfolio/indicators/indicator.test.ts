import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicator, worstLight, type IndicatorInput, type Light } from './indicator.ts'

const base: IndicatorInput = {
  id: 'finish',
  subject: { kind: 'project', id: 'web' },
  title: 'Finish',
  formula: 'Latest day.',
  value: { type: 'day', day: '2026-03-01' },
  coverage: { known: 4, needed: 4, of: 'items with a finish' },
  asOf: [{ connection: 'gh', asOf: '2026-02-01T00:00:00Z', stale: false }],
  evidence: [],
  yardstick: 'It was agreed to finish by 2026-03-31.',
  judged: { light: 'green', because: 'In time.' },
  complete: 'Plan the items without a finish.',
}

describe('an indicator', () => {
  test('is green only on all of the data, and all of it fresh', () => {
    expect(indicator(base)).toMatchObject({ state: 'known', light: 'green', because: 'In time.' })
    const partial = indicator({ ...base, coverage: { ...base.coverage, known: 3 } })
    expect(partial).toMatchObject({
      state: 'partial',
      light: 'unknown',
      because: 'It rests on a part of the data: 3 of 4 items with a finish.',
      actions: ['Plan the items without a finish.'],
    })
    const asOf = [{ connection: 'gh', asOf: '2026-01-01T00:00:00Z', stale: true }]
    expect(indicator({ ...base, asOf })).toMatchObject({
      state: 'stale',
      light: 'unknown',
      because: 'A source is out of date: gh is known until 2026-01-01T00:00:00Z.',
      actions: ['Sync gh.'],
    })
  })

  test('never hides bad news behind missing data', () => {
    const judged = { light: 'red', because: 'Late.' } as const
    const red = { ...base, judged, action: 'Settle it.', coverage: { ...base.coverage, known: 1 } }
    expect(indicator(red)).toMatchObject({
      light: 'red',
      because: 'Late.',
      actions: ['Settle it.', 'Plan the items without a finish.'],
    })
  })

  test('is told without a light where nothing was agreed', () => {
    const { yardstick, judged, ...told } = base
    void yardstick
    void judged
    expect(indicator(told)).not.toHaveProperty('light')
  })

  test('nothing needed is nothing known', () => {
    const empty = { ...base, coverage: { known: 0, needed: 0, of: 'items with a finish' } }
    const { value, ...without } = empty
    void value
    expect(indicator(without)).toMatchObject({
      state: 'unknown',
      light: 'unknown',
      because: 'It cannot be told: there are no items with a finish.',
    })
    expect(indicator(empty).light).toBe('unknown')
  })

  test('green means: told, judged green, complete and fresh, whatever it is made of', () => {
    const light = fc.constantFrom<'green' | 'amber' | 'red'>('green', 'amber', 'red')
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.nat(5),
        fc.boolean(),
        fc.boolean(),
        light,
        (known, needed, stale, told, said) => {
          fc.pre(known <= needed)
          const { value, ...rest } = base
          const made = indicator({
            ...rest,
            ...(told && value !== undefined && { value }),
            coverage: { known, needed, of: 'items' },
            asOf: [{ connection: 'gh', stale }],
            judged: { light: said, because: 'So.' },
          })
          expect(made.light === 'green').toBe(
            told && said === 'green' && !stale && needed > 0 && known === needed,
          )
          expect(made.value === undefined).toBe(made.state === 'unknown')
          expect(made.because).not.toBe('')
        },
      ),
    )
  })

  test('the worst light wins, and no light is unknown', () => {
    const all: Light[] = ['green', 'unknown', 'amber', 'red']
    expect(all.map((_, index) => worstLight(all.slice(0, index + 1)))).toEqual([
      'green',
      'unknown',
      'amber',
      'red',
    ])
    expect(worstLight([])).toBe('unknown')
  })
})
