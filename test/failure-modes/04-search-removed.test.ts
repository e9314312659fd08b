import jira from '@headless-pmo/plugin-jira'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { expect, test } from 'vitest'
import { jiraPortfolio } from './support/jira-portfolio.ts'
import { openPortfolio } from './support/open-portfolio.ts'

const world = { projects: [{ key: 'APP', issues: 5 }] }

test('Cloud is never asked by the search that it has removed', async () => {
  await using opened = await jiraPortfolio(world, { remoteLinks: true })
  const { simulator, portfolio, asked } = opened
  const gone = await fetch(`${simulator.url}/rest/api/3/search?jql=project=APP`, {
    headers: { authorization: `Bearer ${simulator.token}` },
  })
  expect(gone.status).toBe(410)
  asked.length = 0
  await portfolio.sync('jira')
  await portfolio.sync('jira', { full: true })
  expect(asked.filter(({ reply }) => reply.status === 410)).toEqual([])
  expect(asked.map(({ path }) => path)).toContain('/rest/api/3/search/jql')
})

test('a search that is gone says that the connector is outdated; it is no empty answer and removes nothing', async () => {
  await using opened = await jiraPortfolio(world)
  const { simulator, portfolio } = opened
  await portfolio.sync('jira')
  simulator.fault({ kind: 'status', status: 410, path: 'search/jql', times: 100 })
  const run = await portfolio.sync('jira', { full: true })
  const issues = run.streams.find(({ stream }) => stream === 'issues')
  expect(issues?.state).not.toBe('ok')
  expect(issues?.reasons.join(' ')).toContain('This connector is outdated: update Headless PMO.')
  expect(await portfolio.items('jira')).toHaveLength(5)
})

test('Data Center, told from Cloud by what the server says of itself, is asked by its own search', async () => {
  await using simulator = new JiraDataCenterSimulator({ ...world, contextPath: '/jira' })
  await simulator.start()
  await using portfolio = await openPortfolio({
    plugins: [jira],
    connections: {
      jira: {
        plugin: 'jira',
        baseUrl: simulator.url,
        secrets: { pat: 'env:FAILURE_TOKEN' },
        sync: { every: 'never' },
      },
    },
    secrets: { FAILURE_TOKEN: simulator.token },
  })
  expect(await portfolio.sync('jira')).toMatchObject({ state: 'ok' })
  expect(await portfolio.items('jira')).toHaveLength(5)
  const targets = simulator.requests.map(({ target }) => target)
  expect(targets).toContain('/jira/rest/api/2/search')
  expect(targets.filter((target) => target.includes('/rest/api/3/'))).toEqual([])
})
