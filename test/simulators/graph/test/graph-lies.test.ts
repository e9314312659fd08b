import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { startGraphSimulator } from '../index.ts'
import { ask, textAt } from './client.ts'
import { askAll, distorted, GRAPH_LIES } from './lies.ts'
import { IDS, TENANT } from './tenant.ts'

describeWithFixtures('a simulator that lies', ['specs/graph-v1.0.planner.openapi.json'], () => {
  test('is found honest when it does not', async () => {
    await using sim = await startGraphSimulator({ ...TENANT, gate: fixture('specs') })
    await askAll(sim)
    expect(sim.violations).toEqual([])
  })

  test.each(GRAPH_LIES)('is caught at $name', async (lie) => {
    const told = { count: 0 }
    await using sim = await startGraphSimulator({
      ...TENANT,
      gate: fixture('specs'),
      distort: distorted(lie, told),
    })
    await askAll(sim)
    expect(told.count).toBeGreaterThan(0)
    const found = sim.violations.map(({ side, place, problem }) => `${side} ${place} ${problem}`)
    expect(found.join('\n')).toMatch(lie.caught)
  })

  test('a request with a parameter that nobody described is a breach of the client', async () => {
    await using sim = await startGraphSimulator({ ...TENANT, gate: fixture('specs') })
    const reply = await ask(sim, `/v1.0/planner/tasks/${IDS.task}?expand=everything`)
    expect(reply.status).toBe(400)
    expect(textAt(reply.body, 'error', 'code')).toBe('BadRequest')
    expect(sim.violations).toMatchObject([{ side: 'request', place: 'expand' }])
  })
})
