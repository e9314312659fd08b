import { expect, test } from 'vitest'
import { DataverseSimulator, fixedClock } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY, IDS } from '../presets/company.ts'

const TRACK = 'odata.track-changes'
const FIRST = 'msdyn_projecttasks?$select=msdyn_subject'
const DAY_MS = 86_400_000

const subjects = (rows: readonly Readonly<Record<string, unknown>>[]): unknown[] =>
  rows.map((row) => row['msdyn_subject'] ?? `gone: ${String(row['id'])}`)

test('a delta tells what was made, changed and deleted since, and gives the next link', async () => {
  const simulator = new DataverseSimulator(COMPANY)
  const first = await ask(simulator, FIRST, TRACK)
  expect(first.body.value).toHaveLength(4)
  const quiet = await ask(simulator, first.body['@odata.deltaLink'] ?? '', TRACK)
  expect(quiet.body.value).toEqual([])

  simulator.edit({
    kind: 'update',
    table: 'msdyn_projecttask',
    id: IDS.launch,
    values: { msdyn_subject: 'Go live' },
  })
  simulator.edit({ kind: 'delete', table: 'msdyn_projecttask', id: IDS.phase })
  const delta = await ask(simulator, quiet.body['@odata.deltaLink'] ?? '', TRACK)
  expect(subjects(delta.body.value)).toEqual(['Go live', `gone: ${IDS.phase}`, `gone: ${IDS.design}`])
  expect(delta.body.value.at(-1)).toMatchObject({ reason: 'deleted' })
  const after = await ask(simulator, delta.body['@odata.deltaLink'] ?? '', TRACK)
  expect(after.body.value).toEqual([])
})

test('what changes between two pages of a first read is told again by its delta link', async () => {
  const simulator = new DataverseSimulator(COMPANY)
  const first = await ask(simulator, FIRST, `${TRACK},odata.maxpagesize=2`)
  expect(first.body['@odata.deltaLink']).toBeUndefined()
  const [given] = first.body.value
  simulator.edit({
    kind: 'update',
    table: 'msdyn_projecttask',
    id: String(given?.['msdyn_projecttaskid']),
    values: { msdyn_subject: 'Changed behind your back' },
  })
  const second = await ask(simulator, first.body['@odata.nextLink'] ?? '', `${TRACK},odata.maxpagesize=2`)
  expect(second.body.value).toHaveLength(2)
  const delta = await ask(simulator, second.body['@odata.deltaLink'] ?? '', TRACK)
  expect(subjects(delta.body.value)).toEqual(['Changed behind your back'])
})

test.each(['$filter=statecode eq 0', '$orderby=createdon', '$expand=msdyn_project', '$top=2'])(
  'a tracked read with %s is refused',
  async (option) => {
    const simulator = new DataverseSimulator(COMPANY)
    const { status, body } = await ask(simulator, `${FIRST}&${option}`, TRACK)
    expect(status).toBe(400)
    expect(body.error.message).toContain('not supported with change tracking')
  },
)

test('a token is good for seven days, and one that is no token is refused', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const simulator = new DataverseSimulator({ ...COMPANY, clock })
  const first = await ask(simulator, FIRST, TRACK)
  clock.advance(7 * DAY_MS)
  expect((await ask(simulator, first.body['@odata.deltaLink'] ?? '', TRACK)).status).toBe(200)
  clock.advance(1000)
  const late = await ask(simulator, first.body['@odata.deltaLink'] ?? '', TRACK)
  expect([late.status, late.body.error.code]).toEqual([400, '0x80044352'])
  const wrong = await ask(simulator, `${FIRST}&$deltatoken=nonsense`, TRACK)
  expect(wrong.status).toBe(400)
})

test('a table without change tracking refuses to be tracked', async () => {
  const simulator = new DataverseSimulator({ ...COMPANY, tenant: { untracked: ['msdyn_projecttask'] } })
  const { status, body } = await ask(simulator, FIRST, TRACK)
  expect(status).toBe(400)
  expect(body.error.message).toBe("Change tracking is not enabled for the entity 'msdyn_projecttask'.")
})
