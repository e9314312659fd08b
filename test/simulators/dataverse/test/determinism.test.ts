import { expect, test } from 'vitest'
import { DataverseSimulator, EditError, seedSyntheticPlan } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY, IDS } from '../presets/company.ts'

const everything = async (seed: number): Promise<string> => {
  const simulator = new DataverseSimulator({
    seed,
    seedWith: (world) => seedSyntheticPlan(world, { tasks: 60 }),
  })
  const sets = [...simulator.world.sets.keys()]
  const replies = await Promise.all(sets.map((set) => ask(simulator, set, 'odata.track-changes')))
  return JSON.stringify(replies.map(({ body }) => body))
}

test('one seed gives the same bytes, another one another organisation', async () => {
  expect(await everything(3)).toBe(await everything(3))
  expect(await everything(3)).not.toBe(await everything(4))
})

test('what belongs to a task goes with it, and every row that went is told', async () => {
  const simulator = new DataverseSimulator(COMPANY)
  simulator.edit({ kind: 'delete', table: 'msdyn_project', id: IDS.project })
  for (const set of ['msdyn_projecttasks', 'msdyn_projecttaskdependencies', 'msdyn_resourceassignments'])
    expect((await ask(simulator, set)).body.value).toEqual([])
  expect((await ask(simulator, 'bookableresources')).body.value).toHaveLength(1)
})

test('edits that Dataverse would refuse are refused', () => {
  const simulator = new DataverseSimulator(COMPANY)
  const table = 'msdyn_projecttask'
  expect(() => simulator.edit({ kind: 'update', table, id: IDS.link, values: {} })).toThrow(EditError)
  expect(() => simulator.edit({ kind: 'delete', table, id: IDS.link })).toThrow(EditError)
  expect(() => simulator.edit({ kind: 'create', table, id: IDS.design, values: {} })).toThrow(EditError)
  expect(() => simulator.edit({ kind: 'create', table, values: { nonsense: 1 } })).toThrow(
    'has no column nonsense',
  )
})
