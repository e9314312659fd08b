import { expect, test } from 'vitest'
import { startGraphSimulator } from '../index.ts'
import { ask, at, change, textAt } from './client.ts'
import { IDS, TENANT } from './tenant.ts'

const TASK = `/v1.0/planner/tasks/${IDS.task}`
const DETAILS = `${TASK}/details`

test('a task and its details have an ETag each, and one does not do for the other', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const task = textAt((await ask(sim, TASK)).body, '@odata.etag')
  const details = textAt((await ask(sim, DETAILS)).body, '@odata.etag')
  const body = { description: 'Anew' }
  expect((await change(sim, DETAILS, { etag: task, body })).status).toBe(412)
  expect((await change(sim, DETAILS, { etag: '*', body })).status).toBe(412)
  expect((await change(sim, DETAILS, { body })).status).toBe(412)
  expect((await change(sim, DETAILS, { etag: details, body })).status).toBe(204)
})

test('an older version may be written on, until somebody else changed the same property', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const etag = textAt((await ask(sim, TASK)).body, '@odata.etag')
  expect((await change(sim, TASK, { etag, body: { title: 'One' } })).status).toBe(204)
  expect((await change(sim, TASK, { etag, body: { priority: 1 } })).status).toBe(204)
  const conflict = await change(sim, TASK, { etag, body: { title: 'Two' } })
  expect(conflict.status).toBe(409)
  expect((await ask(sim, TASK)).body).toMatchObject({ title: 'One', priority: 1 })
})

test('ETags of one resource grow as they are read', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const versions: string[] = []
  for (let count = 0; count < 40; count++) {
    const etag = textAt((await ask(sim, TASK)).body, '@odata.etag')
    versions.push(Buffer.from(etag.slice(3, -1), 'base64').toString())
    sim.edit({ kind: 'editTask', task: IDS.task, set: { title: `Title ${count}` } })
  }
  expect(versions.toSorted()).toEqual(versions)
  expect(new Set(versions).size).toBe(versions.length)
})

test('an order hint as the service gave it is refused; in the form for writing it is taken', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const { body } = await ask(sim, TASK)
  const [etag, hint] = [textAt(body, '@odata.etag'), textAt(body, 'orderHint')]
  expect((await change(sim, TASK, { etag, body: { orderHint: hint } })).status).toBe(400)
  expect((await change(sim, TASK, { etag, body: { orderHint: `${hint} !` } })).status).toBe(204)
  expect(textAt((await ask(sim, TASK)).body, 'orderHint')).not.toBe(hint)
})

test('values of open types must say what they are', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const etag = textAt((await ask(sim, TASK)).body, '@odata.etag')
  const assign = (value: object) => change(sim, TASK, { etag, body: { assignments: { [IDS.ada]: value } } })
  expect((await assign({ orderHint: ' !' })).status).toBe(400)
  expect(
    (await assign({ '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' })).status,
  ).toBe(204)
  const { body } = await ask(sim, TASK)
  expect(Object.keys(at(body, 'assignments') as object).toSorted()).toEqual([IDS.ada, IDS.grace])
  await change(sim, TASK, {
    etag: textAt(body, '@odata.etag'),
    body: { assignments: { [IDS.grace]: null } },
  })
  expect(Object.keys(at((await ask(sim, TASK)).body, 'assignments') as object)).toEqual([IDS.ada])
})

test('a start behind the due date is refused, and nothing of the change stays', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const before = await ask(sim, TASK)
  const etag = textAt(before.body, '@odata.etag')
  const body = { title: 'Late', startDateTime: '2027-01-01T10:00:00Z' }
  expect((await change(sim, TASK, { etag, body })).status).toBe(400)
  expect((await ask(sim, TASK)).body).toEqual(before.body)
})

test('the changed object comes back where it is asked for', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const etag = textAt((await ask(sim, TASK)).body, '@odata.etag')
  const reply = await change(sim, TASK, {
    etag,
    body: { percentComplete: 100 },
    prefer: 'return=representation',
  })
  expect(reply.status).toBe(200)
  expect(reply.body).toMatchObject({
    percentComplete: 100,
    completedDateTime: '2026-01-05T09:00:00.0000000Z',
  })
})

test('a limit of the service is a 403 whose code names the limit', async () => {
  await using sim = await startGraphSimulator({
    ...TENANT,
    limits: { MaximumTasksInProject: 3, MaximumActiveTasksInProject: 3, MaximumBucketsInProject: 1 },
  })
  const post = (path: string, body: object) => ask(sim, path, { method: 'POST', body: JSON.stringify(body) })
  const task = await post('/v1.0/planner/tasks', { planId: IDS.plan, title: 'One too many' })
  expect([task.status, textAt(task.body, 'error', 'code')]).toEqual([403, 'MaximumTasksInProject'])
  const bucket = await post('/v1.0/planner/buckets', { planId: IDS.plan, name: 'One too many' })
  expect([bucket.status, textAt(bucket.body, 'error', 'code')]).toEqual([403, 'MaximumBucketsInProject'])
})

test('a deleted task is not found', async () => {
  await using sim = await startGraphSimulator(TENANT)
  const etag = textAt((await ask(sim, TASK)).body, '@odata.etag')
  expect((await ask(sim, TASK, { method: 'DELETE', headers: { 'if-match': etag } })).status).toBe(204)
  expect((await ask(sim, TASK)).status).toBe(404)
})
