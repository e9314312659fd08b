import { expect, test } from 'vitest'
import { failureBand, frequencyBand, leadTimeBand, recoveryBand, worstBand } from './bands.ts'
import { deliveryFigures, productionOf, type Delivery } from './delivery.ts'
import { deliveryTold } from './tell-delivery.ts'

const at = (text: string): number => Date.parse(`${text}Z`)
const delivery = (when: string, outcome?: Delivery['outcome'], container = 'web'): Delivery => ({
  connection: 'c',
  ref: when,
  container,
  environment: 'production',
  at: at(when),
  ...(outcome !== undefined && { outcome }),
})
const window = { from: at('2026-03-01T00:00'), until: at('2026-03-11T00:00') }
const change = (opened: string, merged: string) => ({
  connection: 'c',
  ref: merged,
  title: 'A change',
  container: 'web',
  opened: at(opened),
  merged: at(merged),
})

test('tells the four key figures of a window', () => {
  const figures = deliveryFigures(
    [
      delivery('2026-03-02T12:00', 'success'),
      delivery('2026-03-03T12:00', 'failure'),
      delivery('2026-03-03T13:00', 'success', 'other'),
      delivery('2026-03-03T18:00', 'success'),
      delivery('2026-03-09T00:00', 'failure'),
      delivery('2026-03-10T00:00'),
      delivery('2026-02-01T00:00', 'failure'),
      delivery('2026-04-01T00:00', 'success'),
    ],
    [
      change('2026-03-01T12:00', '2026-03-02T10:00'),
      change('2026-03-01T00:00', '2026-03-02T13:00'),
      change('2026-03-01T00:00', '2026-03-10T13:00'),
    ],
    window,
  )
  expect(figures).toMatchObject({ perDay: 0.3, failureShare: 0.4, recoveryDays: 0.25, leadDays: 1 })
  expect(figures.lead.map(({ days }) => days)).toEqual([1, 2.75])
  expect(figures.unmended).toHaveLength(1)
  const told = new Map(deliveryTold(figures).map((one) => [one.id, one]))
  expect(told.get('delivery.frequency')?.coverage).toMatchObject({ known: 5, needed: 6 })
  expect(told.get('delivery.recovery-time')?.coverage).toMatchObject({ known: 1, needed: 2 })
  expect(told.get('delivery.band')?.value).toBe('medium')
})

test('without deployments, outcomes or a production environment nothing is told', () => {
  expect(deliveryTold(deliveryFigures([], [], window)).filter(({ value }) => value !== undefined)).toEqual([])
  expect(deliveryFigures([delivery('2026-03-02T12:00')], [], window)).not.toHaveProperty('failureShare')
  const told = deliveryTold(undefined)
  expect(
    told.every(({ value, unknown }) => value === undefined && unknown?.includes('named production')),
  ).toBe(true)
})

test('production is what says so, else the only environment', () => {
  expect(productionOf(['staging', 'production', 'prod-eu', 'product'])).toEqual(
    new Set(['production', 'prod-eu']),
  )
  expect(productionOf(['github-pages'])).toEqual(new Set(['github-pages']))
  expect(productionOf(['a', 'b'])).toBeUndefined()
})

test('bands leave no gap', () => {
  expect([0.04, 1 / 24, 0.5, 7, 7.1, 30, 30.1].map(leadTimeBand)).toEqual([
    'elite',
    'high',
    'high',
    'high',
    'medium',
    'medium',
    'low',
  ])
  expect([1, 0.99, 1 / 7, 1 / 30, 0.01].map(frequencyBand)).toEqual([
    'elite',
    'high',
    'high',
    'medium',
    'low',
  ])
  expect([0.01, 1 / 24, 1, 7, 8].map(recoveryBand)).toEqual(['elite', 'high', 'medium', 'medium', 'low'])
  expect([0, 0.15, 0.3, 0.45, 0.46].map(failureBand)).toEqual(['elite', 'elite', 'high', 'medium', 'low'])
  expect([worstBand(['elite', 'medium']), worstBand([])]).toEqual(['medium', undefined])
})
