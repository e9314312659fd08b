import jira from '@headless-pmo/plugin-jira'
import { startJiraCloudSimulator } from '@headless-pmo/simulators/jira-cloud'
import { expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const OPTION = 'com.atlassian.jira.plugin.system.customfieldtypes:select'
const TEXT = 'com.atlassian.jira.plugin.system.customfieldtypes:textfield'

async function opened(fields: Readonly<Record<string, string | string[]>> = {}) {
  const simulator = await startJiraCloudSimulator({
    projects: [
      { key: 'WEB', name: 'Web' },
      { key: 'APP', name: 'App', style: 'next-gen' },
    ],
  })
  const portfolio = await openPortfolio({
    plugins: [jira],
    connections: {
      desk: {
        plugin: 'jira',
        baseUrl: simulator.url,
        projects: ['WEB', 'APP'],
        fields,
        secrets: { email: 'env:FAILURE_EMAIL', apiToken: 'env:FAILURE_TOKEN' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_EMAIL: 'ada@acme.example', FAILURE_TOKEN: 'sim-token' },
  })
  const items = async () =>
    new Map((await portfolio.items('desk')).map(({ data }) => [data.title, data] as const))
  const coverage = async () =>
    new Map(
      (await portfolio.api.fields.coverage.query({ id: 'desk' })).fields.map(
        (one) => [`${one.custom ? 'fields.' : ''}${one.field}`, one] as const,
      ),
    )
  return { simulator, portfolio, items, coverage }
}

test('both estimates are read, each in the kind of project that uses it, and a namesake of another type is not', async () => {
  const { simulator, portfolio, items, coverage } = await opened()
  await using _simulator = simulator
  await using _portfolio = portfolio
  // The trap of those who guess by name or number: an older field that is called the same and holds words.
  simulator.edit({
    kind: 'addField',
    name: 'Story Points',
    type: 'option',
    custom: OPTION,
    id: 'customfield_10002',
  })
  const both = { customfield_10028: 5, 'Story point estimate': 3 }
  simulator.edit({ kind: 'createIssue', project: 'WEB', summary: 'company', fields: both })
  simulator.edit({ kind: 'createIssue', project: 'APP', summary: 'team', fields: both })
  simulator.edit({
    kind: 'createIssue',
    project: 'WEB',
    summary: 'one',
    fields: { 'Story point estimate': 8 },
  })
  simulator.edit({ kind: 'createIssue', project: 'WEB', summary: 'none' })
  await portfolio.sync('desk')

  const found = await items()
  expect(['company', 'team', 'one', 'none'].map((title) => found.get(title)?.points)).toEqual([
    5,
    3,
    8,
    undefined,
  ])
  const { points } = Object.fromEntries(await coverage())
  expect(points).toMatchObject({ items: 3, share: 0.75 })
  expect(points?.from.map(({ ref }) => ref).toSorted()).toEqual([
    'field:customfield_10016',
    'field:customfield_10028',
  ])
})

test('a field that was renamed is still known by its kind, and one that was mapped by its name is missed aloud', async () => {
  const { simulator, portfolio, items } = await opened({ squad: ['Squad'] })
  await using _simulator = simulator
  await using _portfolio = portfolio
  simulator.edit({ kind: 'addField', name: 'Squad', type: 'string', custom: TEXT, id: 'customfield_20000' })
  simulator.edit({
    kind: 'createIssue',
    project: 'WEB',
    summary: 'a',
    fields: { 'Story point estimate': 2, customfield_20000: 'Red' },
  })
  await portfolio.sync('desk')
  expect((await items()).get('a')).toMatchObject({ points: 2, fields: { squad: 'Red' } })

  simulator.edit({ kind: 'renameField', field: 'customfield_10016', name: 'Aufwand' })
  simulator.edit({ kind: 'renameField', field: 'customfield_20000', name: 'Crew' })
  const run = await portfolio.sync('desk')
  expect((await items()).get('a')).toMatchObject({ points: 2 })
  // Nothing is put in its place: the value is gone, and the run says which name leads nowhere.
  expect((await items()).get('a')?.fields ?? {}).not.toHaveProperty('squad')
  expect(JSON.stringify(run)).toContain('has no field \\"Squad\\"')
})

test('coverage shows a field that was mapped and is empty: the sign of a wrong guess', async () => {
  const { simulator, portfolio, items, coverage } = await opened({
    points: ['Blocked Reason'],
    crew: 'customfield_20001',
  })
  await using _simulator = simulator
  await using _portfolio = portfolio
  simulator.edit({
    kind: 'addField',
    name: 'Blocked Reason',
    type: 'string',
    custom: TEXT,
    id: 'customfield_20000',
  })
  simulator.edit({ kind: 'addField', name: 'Crew', type: 'string', custom: TEXT, id: 'customfield_20001' })
  simulator.edit({
    kind: 'createIssue',
    project: 'WEB',
    summary: 'a',
    fields: { 'Story point estimate': 2, customfield_20001: 'Red' },
  })
  simulator.edit({
    kind: 'createIssue',
    project: 'WEB',
    summary: 'b',
    fields: { customfield_20000: 'waits' },
  })
  await portfolio.sync('desk')

  const found = await coverage()
  expect(found.get('points')).toMatchObject({ items: 0, share: 0, from: [{ name: 'Blocked Reason' }] })
  expect(found.get('fields.crew')).toMatchObject({ items: 1, share: 0.5, from: [{ name: 'Crew' }] })
  // Words where points should be are told on the item; what the site meant is still in the raw item.
  expect((await items()).get('b')?.warnings?.join()).toContain('customfield_20000 (points)')
})

test('a project’s own field counts there alone', async () => {
  const { simulator, portfolio, items } = await opened({ team: 'Zone' })
  await using _simulator = simulator
  await using _portfolio = portfolio
  const zone = { kind: 'addField', name: 'Zone', type: 'string', custom: TEXT } as const
  simulator.edit({ ...zone, id: 'customfield_20000', project: 'APP' })
  simulator.edit({ ...zone, id: 'customfield_20001' })
  simulator.edit({
    kind: 'createIssue',
    project: 'APP',
    summary: 'own',
    fields: { customfield_20000: 'North' },
  })
  simulator.edit({
    kind: 'createIssue',
    project: 'WEB',
    summary: 'shared',
    fields: { customfield_20001: 'South' },
  })
  await portfolio.sync('desk')
  const found = await items()
  expect([found.get('own')?.fields, found.get('shared')?.fields]).toMatchObject([
    { team: 'North' },
    { team: 'South' },
  ])
})
