import jira from '@headless-pmo/plugin-jira'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { expect, test } from 'vitest'
import { jiraPortfolio } from '../failure-modes/support/jira-portfolio.ts'
import { openPortfolio, type OpenPortfolio } from '../failure-modes/support/open-portfolio.ts'

const world = { projects: [{ key: 'APP', issues: 6, historiesPerIssue: 2 }] }

/** What differs, what was asked and is not described, and what was reached. */
async function reportOf(portfolio: OpenPortfolio) {
  const report = await portfolio.api.connections.contract.mutate({ id: 'jira' })
  expect(report).toMatchObject({ described: true, undescribed: [], failures: [] })
  return {
    differing: report.endpoints.filter(({ state }) => state === 'differs'),
    reached: report.endpoints.filter(({ state }) => state === 'same').map(({ endpoint }) => endpoint),
  }
}

test('a site of Cloud that keeps its word is told so', async () => {
  await using opened = await jiraPortfolio(world, { remoteLinks: true })
  const { differing, reached } = await reportOf(opened.portfolio)
  expect(differing).toEqual([])
  expect(reached).toEqual(
    expect.arrayContaining([
      'POST /rest/api/3/search/jql',
      'POST /rest/api/3/issue/bulkfetch',
      'POST /rest/api/3/changelog/bulkfetch',
      'GET /rest/api/3/worklog/updated',
      'GET /rest/agile/1.0/board',
    ]),
  )
})

test('a Data Center that keeps its word is told so', async () => {
  await using simulator = new JiraDataCenterSimulator({ ...world, contextPath: '/jira' })
  await simulator.start()
  await using portfolio = await openPortfolio({
    plugins: [jira],
    connections: {
      jira: {
        plugin: 'jira',
        baseUrl: simulator.url,
        secrets: { pat: 'env:CONTRACT_TOKEN' },
        sync: { every: 'never' },
      },
    },
    secrets: { CONTRACT_TOKEN: simulator.token },
  })
  const { differing, reached } = await reportOf(portfolio)
  expect(differing).toEqual([])
  expect(reached).toEqual(expect.arrayContaining(['POST /rest/api/2/search', 'GET /rest/api/2/project']))
})
