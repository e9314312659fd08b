import { expect, test } from 'vitest'
import { JiraCloudSimulator } from '../index.ts'
import { ask, rowsOf } from './client.ts'
import { COMPANY } from './company.ts'

const start = (options = {}): JiraCloudSimulator => new JiraCloudSimulator({ ...COMPANY, ...options })
const idsOf = (body: unknown): readonly unknown[] => rowsOf(body).map(({ worklogId }) => worklogId)

test('work that changed within the last minute is not told yet', async () => {
  const simulator = start()
  const { id } = simulator.edit({ kind: 'logWork', issue: 'APP-2', seconds: 60 })
  const changed = async (): Promise<readonly unknown[]> =>
    idsOf((await ask(simulator, '/rest/api/3/worklog/updated?since=0')).body['values'])
  simulator.clock.advance(59_999)
  expect(await changed()).toEqual([])
  simulator.clock.advance(1)
  expect(await changed()).toEqual([Number(id)])
})

test('deleted work leaves the changed and joins the deleted, also when its issue goes', async () => {
  const simulator = start()
  const { id: first = '' } = simulator.edit({ kind: 'logWork', issue: 'APP-2', seconds: 60 })
  const { id: second } = simulator.edit({ kind: 'logWork', issue: 'APP-3', seconds: 60 })
  const { id: third } = simulator.edit({ kind: 'logWork', issue: 'APP-4', seconds: 60 })
  simulator.edit({ kind: 'deleteWorklog', worklog: first })
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-3' })
  simulator.clock.advance(60_000)
  const told = async (kind: string): Promise<readonly unknown[]> =>
    idsOf((await ask(simulator, `/rest/api/3/worklog/${kind}?since=0`)).body['values'])
  expect(await told('updated')).toEqual([Number(third)])
  expect(await told('deleted')).toEqual([Number(first), Number(second)])
  const ids = [first, second, third].map(Number)
  expect((await ask(simulator, '/rest/api/3/worklog/list', { ids })).list.map(({ id }) => id)).toEqual([
    third,
  ])
})

test('a page ends between two instants, and the next one begins after it', async () => {
  const simulator = start({ maxPageSize: 2 })
  for (const issue of ['APP-1', 'APP-2', 'APP-3']) simulator.edit({ kind: 'logWork', issue, seconds: 60 })
  simulator.clock.advance(1)
  for (const issue of ['APP-4', 'APP-5']) simulator.edit({ kind: 'logWork', issue, seconds: 60 })
  simulator.clock.advance(60_000)
  const first = await ask(simulator, '/rest/api/3/worklog/updated?since=0')
  expect(idsOf(first.body['values'])).toHaveLength(3)
  expect(first.body['lastPage']).toBe(false)
  const next = new URL(JSON.stringify(first.body['nextPage']).slice(1, -1))
  const second = await ask(simulator, `${next.pathname}${next.search}`)
  expect(idsOf(second.body['values'])).toHaveLength(2)
  expect(second.body).toMatchObject({ lastPage: true })
})
