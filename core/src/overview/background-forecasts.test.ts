import { expect, test } from 'vitest'
import { BackgroundForecasts, type SimulatedEnds } from './background-forecasts.ts'

function house(simulate: () => Promise<SimulatedEnds>) {
  const clock = { now: 0 }
  const troubles: unknown[] = []
  const forecasts = new BackgroundForecasts({
    simulate,
    now: () => clock.now,
    onTrouble: (error) => troubles.push(error),
  })
  return { forecasts, clock, troubles }
}
const ends = (day: string): SimulatedEnds => ({
  asOf: '2026-03-01T00:00:00Z',
  ends: [
    {
      kind: 'milestone',
      ref: 'web',
      scheduled: { day: '2000-01-01' },
      p50: { day: '2000-01-01' },
      p80: { day: '2000-01-01' },
    },
    { kind: 'project', ref: 'web', scheduled: { day }, p50: { day }, p80: { day } },
  ],
})

test('a forecast is told once it is there, and why there is none until then', async () => {
  const { forecasts } = house(async () => ends('2026-05-01'))
  expect(forecasts.of('web')).toEqual({ unknown: 'The forecast is being computed.' })
  forecasts.refresh('one')
  await forecasts.settled()
  expect(forecasts.of('web')).toEqual({
    scheduled: '2026-05-01',
    p50: '2026-05-01',
    p80: '2026-05-01',
    asOf: '2026-03-01T00:00:00Z',
  })
  expect(forecasts.of('done')).toEqual({
    asOf: '2026-03-01T00:00:00Z',
    unknown: 'No open item of the project is in the schedule.',
  })
})

test('it is made anew when something changed, after a rest as long as nine times what it took', async () => {
  let runs = 0
  const { forecasts, clock } = house(async () => {
    runs += 1
    clock.now += 10
    return ends('2026-05-01')
  })
  forecasts.refresh('one')
  await forecasts.settled()
  forecasts.refresh('one')
  forecasts.refresh('two')
  expect(runs).toBe(1)
  clock.now = 100
  forecasts.refresh('two')
  await forecasts.settled()
  expect(runs).toBe(2)
})

test('one that fails is told as such, and the last one stays', async () => {
  let fails = true
  const { forecasts, clock, troubles } = house(async () => {
    if (fails) throw new Error('no memory')
    return ends('2026-05-01')
  })
  forecasts.refresh('one')
  await forecasts.settled()
  expect(forecasts.of('web').unknown).toContain('failed')
  expect(troubles).toHaveLength(1)
  fails = false
  clock.now += 1
  forecasts.refresh('one')
  await forecasts.settled()
  expect(forecasts.of('web').p80).toBe('2026-05-01')
})

test('what was told of older records says nothing of a project that is new in them', async () => {
  const { forecasts, clock } = house(async () => {
    clock.now += 10
    return ends('2026-05-01')
  })
  forecasts.refresh('before the first sync')
  await forecasts.settled()
  expect(forecasts.isBehind).toBe(false)
  forecasts.refresh('after it')
  expect(forecasts.isBehind).toBe(true)
  expect(forecasts.of('new')).toEqual({ unknown: 'The forecast is being computed.' })
  clock.now = 1000
  forecasts.refresh('after it')
  await forecasts.settled()
  expect(forecasts.isBehind).toBe(false)
  expect(forecasts.of('new').unknown).toBe('No open item of the project is in the schedule.')
})

test('whoever keeps what is told waits for the newest, through a run of older records and without a rest', async () => {
  const gate = Promise.withResolvers<void>()
  let runs = 0
  const { forecasts, clock } = house(async () => {
    runs += 1
    clock.now += 10
    if (runs === 1) await gate.promise
    return ends(`2026-05-0${runs}`)
  })
  forecasts.refresh('one')
  const newest = forecasts.newest('two')
  gate.resolve()
  await newest
  expect(forecasts.of('web').p80).toBe('2026-05-02')
  expect(forecasts.isBehind).toBe(false)
  await forecasts.newest('two')
  expect(runs).toBe(2)
})

test('one that fails is not tried again and again by whoever waits for it', async () => {
  const { forecasts, troubles } = house(async () => {
    throw new Error('no memory')
  })
  await forecasts.newest('one')
  expect(troubles).toHaveLength(1)
})
