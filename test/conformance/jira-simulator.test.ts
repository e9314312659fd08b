import type { Exchange } from '../simulators/common/gate/exchange.ts'
import { JiraCloudSimulator, type JiraCloudOptions } from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { auditExchange, jiraJsEndpoints } from './jira-js-audit.ts'
import { jiraSync, memoryStore, recordsOf, type JiraSync } from './jira-sync.ts'

// Before jira.js is loaded: its schemas then refuse keys that Atlassian does not describe.
process.env['AUDIT_SCHEMAS'] = 'true'

const CLOUD = 'https://acme.atlassian.net'
const SERVER = 'https://jira.acme.example/jira'

const world = {
  seed: 7,
  users: [{ login: 'ada', displayName: 'Ada' }, { login: 'grace' }],
  projects: [
    { key: 'APP', issues: 24, historiesPerIssue: 3 },
    { key: 'WEB', issues: 6 },
  ],
} satisfies JiraCloudOptions

/** Streams whose records come and go with the tracker. */
const MIRRORED = ['projects', 'issues', 'versions', 'components', 'boards', 'sprints', 'statuses', 'worklogs']

/** Makes one of everything that the connector reads. */
function furnish(simulator: JiraSimulator): void {
  const { id: board = '' } = simulator.edit({ kind: 'createBoard', project: 'APP', name: 'Board' })
  simulator.edit({ kind: 'createBoard', project: 'APP', name: 'Kanban', type: 'kanban' })
  const { id: sprint = '' } = simulator.edit({ kind: 'createSprint', board, name: 'Sprint 1' })
  simulator.edit({ kind: 'createVersion', project: 'APP', name: '1.0', releaseDate: '2026-03-01' })
  simulator.edit({ kind: 'createComponent', project: 'APP', name: 'Dock' })
  simulator.edit({ kind: 'editIssue', issue: 'APP-2', components: ['Dock'], fixVersions: ['1.0'] })
  simulator.edit({ kind: 'setSprint', issue: 'APP-3', sprint })
  simulator.edit({ kind: 'logWork', issue: 'APP-2', seconds: 3600 })
  simulator.edit({ kind: 'link', type: 'Blocks', from: 'APP-2', to: 'WEB-1' })
  simulator.edit({ kind: 'addRemoteLink', issue: 'APP-2', url: 'https://wiki.example/1', title: 'Page' })
  simulator.clock.advance(120_000)
}
type JiraSimulator = JiraCloudSimulator | JiraDataCenterSimulator

/** Everything that a connector asks in its life: first, again, after edits, by name, from the start. */
async function liveThrough({
  simulator,
  store,
  config,
}: JiraSync & { simulator: JiraSimulator }): Promise<void> {
  await jiraSync({ simulator, store, config })
  await jiraSync({ simulator, store, config })
  simulator.edit({ kind: 'editIssue', issue: 'APP-4', summary: 'Edited' })
  simulator.edit({ kind: 'deleteIssue', issue: 'APP-5' })
  simulator.edit({ kind: 'archiveIssue', issue: 'APP-6' })
  simulator.clock.advance(120_000)
  await jiraSync({ simulator, store, config }, { censusEveryMs: 0 })
  const ref = simulator.world.issueKeys.get('APP-7')?.id ?? ''
  await jiraSync({ simulator, store, config }, { refresh: new Map([['issues', [{ ref }]]]) })
  await jiraSync({ simulator, store, config }, { full: true })
}

describeWithFixtures('Jira’s own descriptions', ['specs'], () => {
  test.each([
    ['all', { remoteLinks: true }],
    ['named', { projects: ['APP'], history: 'none' }],
  ])(
    'Cloud: each request and each reply is as the description and jira.js have it (%s projects)',
    async (_name, more) => {
      const exchanges: Exchange[] = []
      const simulator = await new JiraCloudSimulator({
        ...world,
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
      ...world,
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
