import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicator, type Indicator, type IndicatorValue } from './indicator.ts'
import { rollUp, type RolledChild, type RollUpInput } from './roll-up.ts'

const FULL = { known: 2, needed: 2, of: 'items' }

function figure(
  id: string,
  project: string,
  value: IndicatorValue | undefined,
  more: object = {},
): Indicator {
  return indicator({
    id,
    subject: { kind: 'project', id: project },
    title: id,
    formula: '',
    coverage: value === undefined ? { ...FULL, known: 0 } : FULL,
    asOf: [{ connection: 'gh', asOf: '2026-03-01T00:00:00Z', stale: false }],
    evidence: [],
    ...(value !== undefined && { value }),
    ...more,
  })
}

const day = (text: string): IndicatorValue => ({ type: 'day', day: text })
const minutes = (count: number): IndicatorValue => ({ type: 'minutes', minutes: count })
const share = (of: number): IndicatorValue => ({ type: 'share', share: of })

function child(id: string, ...indicators: readonly Indicator[]): RolledChild {
  return { subject: { kind: 'project', id }, title: id.toUpperCase(), indicators }
}

function rolled(
  children: readonly RolledChild[],
  more: Partial<RollUpInput> = {},
): (id: string) => Indicator {
  const all = rollUp({ subject: { kind: 'program', id: 'p' }, children, today: '2026-03-10', ...more })
  return (id) => {
    const found = all.find((one) => one.id === id)
    if (found === undefined) throw new Error(`There is no figure ${id}.`)
    return found
  }
}

describe('a roll-up', () => {
  test('takes the first start and the last finish, and shows which project they are of', () => {
    const told = rolled(
      [
        child('a', figure('start', 'a', day('2026-01-02')), figure('finish', 'a', day('2026-05-01'))),
        child('b', figure('start', 'b', day('2026-01-01')), figure('finish', 'b', day('2026-04-01'))),
      ],
      { committedFinish: '2026-04-30' },
    )
    expect(told('start').value).toEqual(day('2026-01-01'))
    expect(told('finish')).toMatchObject({
      value: day('2026-05-01'),
      light: 'red',
      evidence: [
        { of: { kind: 'project', id: 'a' }, brings: day('2026-05-01') },
        { of: { kind: 'project', id: 'b' }, brings: day('2026-04-01') },
      ],
    })
  })

  test('progress weighs by planned effort, and says so where it cannot', () => {
    const of = (id: string, done: number, effort: number | undefined) =>
      child(
        id,
        figure('progress', id, share(done)),
        figure('effort-planned', id, effort === undefined ? undefined : minutes(effort)),
      )
    expect(rolled([of('a', 1, 900), of('b', 0, 100)])('progress').value).toEqual(share(0.9))
    expect(rolled([of('a', 1, 900), of('b', 0, undefined)])('progress')).toMatchObject({
      value: share(0.5),
      assumptions: ['Not every project has a planned effort; each of them weighs the same.'],
    })
  })

  test('a project that cannot tell keeps the whole from being complete', () => {
    const told = rolled([
      child('a', figure('finish', 'a', day('2026-05-01'))),
      child('b', figure('finish', 'b', undefined, { coverage: { known: 0, needed: 0, of: 'items' } })),
    ])
    expect(told('finish')).toMatchObject({ state: 'partial', coverage: { known: 2, needed: 3 } })
  })

  test('money of several currencies stands beside each other until a dated rate joins it', () => {
    const cost = (id: string, amount: string, currency: string) =>
      child(id, figure('cost-actual', id, { type: 'money', amounts: [{ amount, currency }] }))
    const children = [cost('a', '100', 'EUR'), cost('b', '50', 'USD')]
    expect(rolled(children)('cost-actual').value).toMatchObject({
      amounts: [
        { amount: '100', currency: 'EUR' },
        { amount: '50', currency: 'USD' },
      ],
    })
    const rates = [{ currency: 'USD', rate: '0.5', from: '2026-01-01' }]
    const budget = [{ amount: '120', currency: 'EUR' }]
    expect(rolled(children, { currency: { currency: 'EUR', rates }, budget })('cost-actual')).toMatchObject({
      value: { amounts: [{ amount: '125', currency: 'EUR' }] },
      light: 'red',
    })
  })

  test('nothing above is greener than what is below', () => {
    const light = fc.constantFrom<'green' | 'amber' | 'red' | 'unknown'>('green', 'amber', 'red', 'unknown')
    const statusOf = (id: string, said: 'green' | 'amber' | 'red' | 'unknown') =>
      child(
        id,
        figure('status', id, said === 'unknown' ? undefined : { type: 'text', text: said }, {
          yardstick: 'It is well.',
          ...(said !== 'unknown' && { judged: { light: said, because: 'So.' } }),
        }),
      )
    fc.assert(
      fc.property(fc.array(light, { maxLength: 6 }), (lights) => {
        const above = rolled(lights.map((said, at) => statusOf(`p${at}`, said)))('status')
        expect(above.light === 'green').toBe(lights.length > 0 && lights.every((one) => one === 'green'))
        expect(above.light === 'red').toBe(lights.includes('red'))
      }),
    )
  })

  test('a source that is old below is old above', () => {
    const asOf = [{ connection: 'jira', stale: true }]
    const told = rolled([
      child('a', figure('finish', 'a', day('2026-05-01'))),
      child('b', figure('finish', 'b', day('2026-05-01'), { asOf })),
    ])
    expect(told('finish')).toMatchObject({ state: 'stale', actions: ['Sync jira.'] })
  })
})
