import { expect, test } from 'vitest'
import { jiraPortfolio } from './support/jira-portfolio.ts'

const world = {
  projects: [
    { key: 'APP', issues: 6 },
    { key: 'WEB', issues: 4 },
  ],
}

test('a refused question ends its stream as partial, with a sentence; the other project and streams are read', async () => {
  await using opened = await jiraPortfolio(world)
  const { simulator, portfolio } = opened
  simulator.fault({ kind: 'status', status: 400, path: 'search/jql', times: 1 })
  const run = await portfolio.sync('jira')
  const state = (name: string) => run.streams.find(({ stream }) => stream === name)
  expect(state('issues')).toMatchObject({ state: 'partial' })
  expect(state('issues')?.reasons.join(' ')).toContain('Jira does not accept the question')
  expect(state('versions')).toMatchObject({ state: 'ok' })
  expect(await portfolio.items('jira')).toHaveLength(4)
})

test('a stream that falls from something to nothing is suspect and removes nothing', async () => {
  await using opened = await jiraPortfolio(world)
  const { simulator, portfolio } = opened
  await portfolio.sync('jira')
  const nothing = { issues: [], isLast: true }
  simulator.fault({ kind: 'shape', body: nothing, path: 'search/jql', times: 100 })
  const run = await portfolio.sync('jira', { full: true })
  expect(run).toMatchObject({ state: 'partial' })
  expect(await portfolio.items('jira')).toHaveLength(10)
  const { removals } = await portfolio.api.sync.removals.query({ connection: 'jira', state: 'waiting' })
  expect(removals.flatMap(({ items }) => items).length).toBeGreaterThan(0)
})

test('issues that Jira cannot give in bulk are no deleted issues', async () => {
  await using opened = await jiraPortfolio(world)
  const { simulator, portfolio } = opened
  await portfolio.sync('jira')
  simulator.fault({ kind: 'status', status: 500, path: 'bulkfetch', times: 100 })
  simulator.edit({ kind: 'editIssue', issue: 'APP-1', summary: 'New' })
  const run = await portfolio.sync('jira', { full: true })
  expect(run.state).not.toBe('ok')
  expect(await portfolio.items('jira')).toHaveLength(10)
})
