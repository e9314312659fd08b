import { expect, test } from 'vitest'
import { EditError, JiraCloudSimulator } from '../index.ts'
import { ask, rowsOf } from './client.ts'
import { COMPANY } from './company.ts'

const start = (): JiraCloudSimulator =>
  new JiraCloudSimulator({
    ...COMPANY,
    projects: [
      { key: 'APP', issues: 9 },
      { key: 'TEAM', style: 'next-gen', issues: 2 },
    ],
  })

/** The last changelog entry's items. */
const lastItems = (simulator: JiraCloudSimulator, key: string) =>
  simulator.world.issueKeys.get(key)?.histories.at(-1)?.items ?? []

test('a sprint change names every sprint before and after, as ids and as names; closed ones stay', async () => {
  const simulator = start()
  simulator.edit({ kind: 'createBoard', project: 'APP', name: 'Board' })
  const [one = '', two = ''] = ['S1', 'S2'].map(
    (name) => simulator.edit({ kind: 'createSprint', board: 'Board', name }).id,
  )
  simulator.edit({ kind: 'transition', issue: 'APP-2', to: 'To Do' })
  simulator.edit({ kind: 'setSprint', issue: 'APP-2', sprint: one })
  expect(lastItems(simulator, 'APP-2')).toEqual([
    {
      field: 'Sprint',
      fieldtype: 'custom',
      fieldId: 'customfield_10020',
      from: '',
      fromString: '',
      to: one,
      toString: 'S1',
    },
  ])
  simulator.edit({ kind: 'startSprint', sprint: one })
  simulator.edit({ kind: 'closeSprint', sprint: one, moveTo: two })
  expect(lastItems(simulator, 'APP-2')).toMatchObject([
    { from: one, fromString: 'S1', to: `${one}, ${two}`, toString: 'S1, S2' },
  ])
  simulator.edit({ kind: 'setSprint', issue: 'APP-2', sprint: null })
  expect(lastItems(simulator, 'APP-2')).toMatchObject([{ from: `${one}, ${two}`, to: one }])
  expect(() => simulator.edit({ kind: 'setSprint', issue: 'APP-2', sprint: one })).toThrow(EditError)
})

test('renaming what issues show touches none of them, and shows in all', async () => {
  const simulator = start()
  simulator.edit({ kind: 'createVersion', project: 'APP', name: '1.0' })
  simulator.edit({ kind: 'editIssue', issue: 'APP-2', fixVersions: ['1.0'], assignee: 'grace' })
  simulator.edit({ kind: 'transition', issue: 'APP-2', to: 'Done' })
  const before = (await ask(simulator, '/rest/api/3/issue/APP-2')).body['fields']
  simulator.clock.advance(60_000)
  simulator.edit({ kind: 'editVersion', project: 'APP', version: '1.0', name: '1.1' })
  simulator.edit({ kind: 'editStatus', status: '10002', name: 'Shipped' })
  simulator.edit({ kind: 'editUser', login: 'grace', displayName: 'Grace H.' })
  simulator.edit({ kind: 'renamePriority', from: 'Medium', to: 'Normal' })
  const after = (await ask(simulator, '/rest/api/3/issue/APP-2')).body['fields']
  expect(after).toMatchObject({
    fixVersions: [{ name: '1.1' }],
    status: { name: 'Shipped' },
    assignee: { displayName: 'Grace H.' },
  })
  expect(after).toHaveProperty('updated', (before as { readonly updated: string }).updated)
})

test('a move maps status and type by name, and leaves versions, components and an epic behind', async () => {
  const simulator = start()
  simulator.edit({ kind: 'createVersion', project: 'APP', name: '1.0' })
  simulator.edit({ kind: 'editIssue', issue: 'APP-2', fixVersions: ['1.0'] })
  simulator.edit({ kind: 'transition', issue: 'APP-2', to: 'In Progress' })
  simulator.edit({ kind: 'moveIssue', issue: 'APP-2', to: 'TEAM' })
  const { body } = await ask(simulator, '/rest/api/3/issue/APP-2')
  expect(body).toMatchObject({
    key: 'TEAM-3',
    fields: {
      project: { key: 'TEAM' },
      fixVersions: [],
      status: { name: 'In Progress', scope: { type: 'PROJECT' } },
    },
  })
  expect(body['fields']).not.toHaveProperty('parent')
  expect(lastItems(simulator, 'TEAM-3').map(({ field }) => field)).toEqual(
    expect.arrayContaining([
      'project',
      'Key',
      'status',
      'issuetype',
      'IssueParentAssociation',
      'Fix Version',
    ]),
  )
})

test('a project that gets another key takes its issues along without touching them', async () => {
  const simulator = start()
  const updated = simulator.world.issueKeys.get('APP-2')?.updated
  simulator.clock.advance(60_000)
  simulator.edit({ kind: 'changeProjectKey', project: 'APP', to: 'NEW' })
  for (const ref of ['APP-2', 'NEW-2'])
    expect((await ask(simulator, `/rest/api/3/issue/${ref}`)).body).toMatchObject({ key: 'NEW-2' })
  expect(simulator.world.issueKeys.get('NEW-2')?.updated).toBe(updated)
  expect((await ask(simulator, '/rest/api/3/project/APP')).body).toMatchObject({ key: 'NEW' })
})

test('deleting an issue takes its sub-tasks and links, which the other ends write down', async () => {
  const simulator = start()
  simulator.edit({ kind: 'createIssue', project: 'APP', type: 'Sub-task', parent: 'APP-2', summary: 'Part' })
  const { id = '' } = simulator.edit({ kind: 'link', type: 'Blocks', from: 'APP-2', to: 'APP-3' })
  const shown = (await ask(simulator, '/rest/api/3/issue/APP-3')).body['fields']
  expect(shown).toMatchObject({
    issuelinks: [{ id, inwardIssue: { key: 'APP-2' }, type: { outward: 'blocks' } }],
  })
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-2' })
  expect((await ask(simulator, '/rest/api/3/issue/APP-10')).status).toBe(404)
  expect((await ask(simulator, '/rest/api/3/issue/APP-3')).body).toMatchObject({ fields: { issuelinks: [] } })
  expect(lastItems(simulator, 'APP-3')).toMatchObject([{ field: 'Link', from: 'APP-2', to: null }])
  const again = simulator.edit({ kind: 'recreateIssue', issue: 'APP-2' })
  expect((await ask(simulator, '/rest/api/3/issue/APP-2')).body).toMatchObject(again)
})

test('a project in the trash, and one out of sight, is found nowhere', async () => {
  const simulator = start()
  const keys = async (query = ''): Promise<readonly unknown[]> =>
    rowsOf((await ask(simulator, `/rest/api/3/project/search${query}`)).body['values']).map(({ key }) => key)
  simulator.edit({ kind: 'archiveProject', project: 'APP' })
  expect(await keys()).toEqual(['TEAM'])
  expect(await keys('?status=live,archived')).toEqual(['APP', 'TEAM'])
  simulator.edit({ kind: 'restoreProject', project: 'APP' })
  simulator.edit({ kind: 'deleteProject', project: 'APP' })
  simulator.edit({ kind: 'hideProject', project: 'TEAM' })
  expect(await keys('?status=live,archived')).toEqual([])
  expect((await ask(simulator, '/rest/api/3/issue/APP-2')).status).toBe(404)
  expect((await ask(simulator, '/rest/api/3/search/jql', { jql: 'project = TEAM' })).status).toBe(400)
})

test.each([
  ['a parent of the same level', { kind: 'editIssue', issue: 'APP-2', parent: 'APP-3' }],
  ['a label with a space', { kind: 'editIssue', issue: 'APP-2', labels: ['two words'] }],
  ['an empty summary', { kind: 'createIssue', project: 'APP', summary: ' ' }],
  ['a link to itself', { kind: 'link', type: 'Blocks', from: 'APP-2', to: 'APP-2' }],
  ['a sub-task without a parent', { kind: 'createIssue', project: 'APP', type: 'Sub-task', summary: 'Part' }],
  ['a status of another project', { kind: 'transition', issue: 'APP-2', to: 'Nowhere' }],
] as const)('%s is refused', (_name, edit) => {
  expect(() => start().edit(edit)).toThrow(EditError)
})
