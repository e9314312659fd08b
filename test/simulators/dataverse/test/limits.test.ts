import { expect, test } from 'vitest'
import { DataverseSimulator, fixedClock, startDataverseSimulator } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY } from '../presets/company.ts'

test('service protection refuses what is too much within five minutes, and says for how long', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const simulator = new DataverseSimulator({ ...COMPANY, clock, limits: { requests: 3 } })
  for (let at = 0; at < 3; at++) {
    expect((await ask(simulator, 'WhoAmI')).status).toBe(200)
    clock.advance(1000)
  }
  const refused = await ask(simulator, 'WhoAmI')
  expect(refused.status).toBe(429)
  expect(refused.body.error.code).toBe('0x80072322')
  expect(refused.headers.get('retry-after')).toBe('297')
  clock.advance(297_000)
  expect((await ask(simulator, 'WhoAmI')).status).toBe(200)
})

test.each([
  ['requests', '0x80072322'],
  ['executionTime', '0x80072321'],
  ['concurrency', '0x80072326'],
] as const)('the limit of %s has a code of its own', async (limit, code) => {
  await using simulator = await startDataverseSimulator(COMPANY)
  simulator.fault({ kind: 'throttle', limit, retryAfter: 7 })
  const reply = await fetch(`${simulator.url}/api/data/v9.2/WhoAmI`, {
    headers: { authorization: `Bearer ${simulator.token}` },
  })
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '7'])
  expect(await reply.json()).toMatchObject({ error: { code } })
})
