import { expect, test } from 'vitest'
import { fixedClock } from '../../common/clock.ts'
import { ProjectServerSimulator } from '../simulator.ts'
import { company, get, rowsOf } from './client.ts'
import { IDS, seedCompany } from './company.ts'

const nameIn = async (simulator: ProjectServerSimulator): Promise<unknown> =>
  rowsOf((await get(simulator, `/ProjectData/Projects?$filter=ProjectId eq guid'${IDS.project}'`)).text)[0]?.[
    'ProjectName'
  ]

const published = async (simulator: ProjectServerSimulator): Promise<unknown> =>
  // A reply of the simulator, which has a name.
  (JSON.parse((await get(simulator, `/ProjectServer/Projects('${IDS.project}')`)).text) as { Name: unknown })
    .Name

test('the copy for reporting lags behind what is published, and catches up', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const simulator = await company({ clock, reportingLagMs: 60_000 })
  expect(await nameIn(simulator)).toBeUndefined()
  expect(await published(simulator)).toBe('House')
  clock.advance(60_000)
  expect(await nameIn(simulator)).toBe('House')
  simulator.edit({ kind: 'editProject', project: IDS.project, change: { name: 'Tower' } })
  expect([await published(simulator), await nameIn(simulator)]).toEqual(['Tower', 'House'])
  clock.advance(60_000)
  expect(await nameIn(simulator)).toBe('Tower')
})

test('a draft is seen by nobody until it is published', async () => {
  const simulator = await company()
  simulator.edit({ kind: 'editProject', project: IDS.project, change: { name: 'Tower' }, publish: false })
  expect([await published(simulator), await nameIn(simulator)]).toEqual(['House', 'House'])
  simulator.edit({ kind: 'publish', project: IDS.project })
  expect([await published(simulator), await nameIn(simulator)]).toEqual(['Tower', 'Tower'])
})

test('one seed gives the same bytes, another one other ids', async () => {
  const bytes = async (seed: number): Promise<string> => {
    const simulator = new ProjectServerSimulator({ seed, seedWith: seedCompany })
    const lists = [
      '/ProjectData/Tasks',
      '/ProjectServer/Calendars',
      '/ProjectData/Risks',
      '/ProjectServer/CustomFields?$expand=LookupEntries',
    ]
    return (await Promise.all(lists.map(async (path) => (await get(simulator, path)).text))).join('\n')
  }
  expect(await bytes(1)).toBe(await bytes(1))
  expect(await bytes(1)).not.toBe(await bytes(2))
})
