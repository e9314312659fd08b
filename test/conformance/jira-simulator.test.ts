import type { Exchange } from '../simulators/common/gate/exchange.ts'
import { JiraCloudSimulator } from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { auditExchange, jiraJsEndpoints } from './jira-js-audit.ts'
import { furnish, liveThrough, SITE } from './jira-life.ts'
import { memoryStore, recordsOf } from './jira-sync.ts'

// Before jira.js is loaded: its schemas then refuse keys that Atlassian does not describe.
process.env['AUDIT_SCHEMAS'] = 'true'

const CLOUD = 'https://acme.atlassian.net'
const SERVER = 'https://jira.acme.example/jira'

/** Streams whose records come and go with the tracker. */
const MIRRORED = ['projects', 'issues', 'versions', 'components', 'boards', 'sprints', 'statuses', 'worklogs']

describeWithFixtures('Jira’s own descriptions', ['specs'], () => {
  test.each([
    ['all', { remoteLinks: true }],
    ['named', { projects: ['APP'], history: 'none' }],
  ])(
    'Cloud: each request and each reply is as the description and jira.js have it (%s projects)',
    async (_name, more) => {
      const exchanges: Exchange[] = []
      const simulator = await new JiraCloudSimulator({
        ...SITE,
        siteUrl: CLOUD,
        gate: fixture('specs'),
        distort: (reply, exchange) => {
          exchanges.push(exchange)
          return reply
        },
      }).openGate()
      furnish(simulator)
      const store = memoryStore()
      await liveThrough({ simulator, store, config: { baseUrl: CLOUD, ...more } })
      expect(simulator.violations).toEqual([])
      const endpoints = jiraJsEndpoints(await import('jira.js/cloud'), await import('jira.js/agile'))
      const problems = new Set<string>()
      for (const exchange of exchanges)
        for (const problem of await auditExchange(endpoints, exchange)) problems.add(problem)
      expect([...problems]).toEqual([])
      expect(Object.keys(await recordsOf(store, MIRRORED)).length).toBeGreaterThan(30)
    },
  )

  test('Data Center: each request and each reply is as the description has it', async () => {
    const simulator = await new JiraDataCenterSimulator({
      ...SITE,
      siteUrl: SERVER,
      contextPath: '/jira',
      gate: fixture('specs'),
    }).openGate()
    furnish(simulator)
    const store = memoryStore()
    await liveThrough({ simulator, store, config: { baseUrl: SERVER, remoteLinks: true } })
    expect(simulator.violations).toEqual([])
    expect(Object.keys(await recordsOf(store, MIRRORED)).length).toBeGreaterThan(30)
  })

  test('jira.js notices what a simulator would make up, and what a connector would', async () => {
    const endpoints = jiraJsEndpoints(await import('jira.js/cloud'), await import('jira.js/agile'))
    const told = async (body: unknown, reply: unknown): Promise<string> => {
      const template = '/rest/api/3/search/jql'
      const exchange = {
        method: 'POST',
        template,
        path: template,
        params: {},
        query: new URLSearchParams(),
        body,
      }
      const text = Buffer.from(JSON.stringify(reply))
      return (
        await auditExchange(endpoints, { ...exchange, reply: { status: 200, headers: {}, body: text } })
      ).join()
    }
    const jql = 'project = 1'
    expect(await told({ jql }, { issues: [], isLast: true })).toBe('')
    expect(await told({ jql }, { issues: [], isLast: true, total: 0 })).toContain('total')
    expect(await told({ jql }, { issues: [{ id: 7 }], isLast: 'true' })).toContain('isLast')
    expect(await told({ jql, startAt: 0 }, { issues: [], isLast: true })).toContain('we ask')
  })
})
