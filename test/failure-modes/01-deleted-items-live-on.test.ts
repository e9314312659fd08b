import { expect, test } from 'vitest'
import { jiraPortfolio } from './support/jira-portfolio.ts'

const world = { projects: [{ key: 'APP', issues: 8 }, { key: 'OUT' }] }

test('what search merely stops showing goes with its reason, is kept, and comes back when it is shown again', async () => {
  await using opened = await jiraPortfolio(world, { projects: ['APP'] })
  const { simulator, portfolio } = opened
  await portfolio.sync('jira')
  const refs = new Map((await portfolio.items('jira')).map(({ key, ref }) => [key, ref]))
  expect(refs.size).toBe(8)

  // None of these gives an issue a new time of change that its project could be asked for.
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-2' })
  simulator.edit({ kind: 'hideIssue', issue: 'APP-3' })
  simulator.edit({ kind: 'archiveIssue', issue: 'APP-4' })
  simulator.edit({ kind: 'moveIssue', issue: 'APP-5', to: 'OUT' })
  opened.asked.length = 0
  expect(await portfolio.sync('jira', { full: true })).toMatchObject({ state: 'ok' })

  const { items } = await portfolio.api.workItems.list.query({ connection: ['jira'], presence: 'gone' })
  const reasons = new Map(items.map(({ ref, gone }) => [ref, gone]))
  expect(['APP-2', 'APP-3', 'APP-4', 'APP-5'].map((key) => reasons.get(refs.get(key) ?? ''))).toEqual([
    'deleted',
    'deleted',
    'out_of_scope',
    'out_of_scope',
  ])
  // Each was asked for by itself before its tombstone was written.
  const confirmed = opened.asked.filter(({ template }) => template === '/rest/api/3/issue/{issueIdOrKey}')
  expect(confirmed.map(({ params }) => params['issueIdOrKey'])).toEqual(
    expect.arrayContaining([refs.get('APP-2'), refs.get('APP-3')]),
  )

  simulator.edit({ kind: 'showIssue', issue: 'APP-3' })
  await portfolio.sync('jira', { full: true })
  expect((await portfolio.items('jira')).map(({ key }) => key)).toContain('APP-3')
})

test('a census that breaks off removes nothing', async () => {
  await using opened = await jiraPortfolio({ ...world, maxPageSize: 3 })
  const { simulator, portfolio } = opened
  await portfolio.sync('jira')
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-2' })
  simulator.fault({ kind: 'status', status: 400, path: 'search/jql', after: 4, times: 100 })
  const run = await portfolio.sync('jira', { full: true })
  expect(run.state).not.toBe('ok')
  expect(await portfolio.items('jira')).toHaveLength(8)
})
