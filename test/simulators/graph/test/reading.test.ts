import { expect, test } from 'vitest'
import { fixedClock, GraphSimulator, startGraphSimulator, syntheticTenant } from '../index.ts'
import { ask, at, batch, textAt } from './client.ts'
import { IDS, TENANT } from './tenant.ts'

const LIST = `/v1.0/planner/plans/${IDS.plan}/tasks`

test('a list comes in pages by links that carry a token', async () => {
  await using sim = await startGraphSimulator({ ...TENANT, pageSize: 2 })
  const first = await ask(sim, LIST)
  expect(at(first.body, 'value', 'length')).toBe(2)
  const next = textAt(first.body, '@odata.nextLink')
  const second = await ask(sim, next)
  expect(at(second.body, 'value', 'length')).toBe(1)
  expect(at(second.body, '@odata.nextLink')).toBeUndefined()
  const elsewhere = next.replace(LIST, `/v1.0/planner/plans/${IDS.plan}/buckets`)
  expect((await ask(sim, elsewhere)).status).toBe(400)
})

test.each([
  [`${LIST}?$filter=title eq 'x'`, "Query option 'Filter' is not allowed"],
  [`${LIST}?$expand=details`, "The query option '$expand' is not supported"],
  [`${LIST}?$select=id,colour`, "a property named 'colour'"],
  [`/v1.0/groups?$top=1000`, "The limit of '999'"],
  [`/v1.0/groups?$filter=anything goes`, 'Invalid filter clause'],
  ['/v1.0/planner/rosters', "Resource not found for the segment 'rosters'"],
  ['/v2.0/groups', 'Invalid version: v2.0'],
  ['/v1.0/me', 'only valid with delegated authentication flow'],
])('%s is refused', async (path, message) => {
  await using sim = await startGraphSimulator(TENANT)
  const reply = await ask(sim, path)
  expect(reply.status).toBe(400)
  expect(textAt(reply.body, 'error', 'message')).toContain(message)
})

test('groups are filtered and cut down as they are asked for', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const reply = await ask(sim, "/v1.0/groups?$filter=groupTypes/any(c:c eq 'Unified')&$select=id,displayName")
  expect(at(reply.body, 'value')).toEqual([{ id: IDS.group, displayName: 'Delivery' }])
  const named = await ask(sim, "/v1.0/users?$filter=startswith(displayName,'gr')&$select=id")
  expect(at(named.body, 'value')).toEqual([{ id: IDS.grace }])
})

test('what may not be seen is forbidden, what is not there not found, and a stranger unauthorized', async () => {
  await using sim = await startGraphSimulator(TENANT)
  sim.edit({ kind: 'hidePlan', plan: IDS.plan })
  expect((await ask(sim, LIST)).status).toBe(403)
  expect((await ask(sim, `/v1.0/planner/tasks/${IDS.task}`)).status).toBe(403)
  expect((await ask(sim, `/v1.0/planner/plans/${'x'.repeat(28)}`)).status).toBe(404)
  expect((await ask(sim, LIST, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401)
})

test('a batch answers each request by itself, in an order of its own, and takes twenty at most', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const reply = await batch(sim, [`/planner/tasks/${IDS.task}`, '/planner/tasks/nothing'])
  expect(at(reply.body, 'responses')).toMatchObject([
    { id: '1', status: 404 },
    { id: '0', status: 200, body: { title: 'Everything' } },
  ])
  const many = await batch(
    sim,
    Array.from({ length: 21 }, () => '/groups'),
  )
  expect(many.status).toBe(400)
})

test('requests within a batch are counted one by one; those above the limit are told to wait', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  await using sim = await startGraphSimulator({
    ...TENANT,
    clock,
    throttle: { requests: 2, windowSeconds: 10 },
  })
  const reply = await batch(
    sim,
    [1, 2, 3].map(() => `/planner/tasks/${IDS.task}`),
  )
  expect(at(reply.body, 'responses')).toMatchObject([
    { id: '2', status: 429, headers: { 'Retry-After': '10' } },
    { id: '1', status: 200 },
    { id: '0', status: 200 },
  ])
  expect((await ask(sim, LIST)).status).toBe(429)
  clock.advance(10_000)
  expect((await ask(sim, LIST)).status).toBe(200)
})

test('a fault throttles with the status and the time that it is told', async () => {
  await using sim = await startGraphSimulator(TENANT)
  sim.fault({ kind: 'throttle', status: 503, retryAfter: 7 })
  const reply = await ask(sim, LIST)
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '7'])
})

test('the delta functions begin with a link, repeat what they told last, and forget', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const start = await ask(sim, `/beta/planner/plans/${IDS.plan}/tasks/delta`)
  expect(at(start.body, 'value')).toEqual([])
  const first = await ask(sim, textAt(start.body, '@odata.nextLink'))
  sim.edit({ kind: 'editTask', task: IDS.task, set: { title: 'Told' } })
  sim.edit({ kind: 'deleteTask', task: IDS.task })
  const link = textAt(first.body, '@odata.deltaLink')
  const told = await ask(sim, link)
  expect(at(told.body, 'value')).toContainEqual({ id: IDS.task, '@removed': { reason: 'deleted' } })
  const again = await ask(sim, textAt(told.body, '@odata.deltaLink'))
  expect(at(again.body, 'value', 'length')).toBe(1)
  expect((await ask(sim, `${link}&$top=5`)).status).toBe(400)
  sim.forgetDeltas()
  expect((await ask(sim, link)).status).toBe(410)
  const anew = await ask(sim, `/beta/planner/plans/${IDS.plan}/tasks/delta`)
  expect((await ask(sim, textAt(anew.body, '@odata.nextLink'))).status).toBe(200)
})

test('equal seeds answer equal bytes', async () => {
  const bytes = async (seed: number): Promise<string> => {
    const sim = new GraphSimulator({ ...syntheticTenant(30), seed })
    const group = [...sim.world.groups.keys()][0]
    const plan = [...sim.world.plans.keys()][0]
    const texts: string[] = []
    for (const path of [`groups/${group}/members`, `planner/plans/${plan}/tasks`]) {
      const reply = await sim.respond(
        new Request(`https://graph.example/v1.0/${path}`, {
          headers: { authorization: `Bearer ${sim.token}` },
        }),
      )
      texts.push(await reply.text())
    }
    return texts.join('\n')
  }
  expect(await bytes(4)).toBe(await bytes(4))
  expect(await bytes(4)).not.toBe(await bytes(5))
})
