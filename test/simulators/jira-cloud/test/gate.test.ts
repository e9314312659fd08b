import { createAgileClient } from 'jira.js/agile'
import { createCloudClient } from 'jira.js/cloud'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { assertHonest, coverageTable, JiraCloudSimulator, startJiraCloudSimulator } from '../index.ts'
import { ask } from './client.ts'
import { COMPANY, EDITS } from './company.ts'
import { visitAll } from './tour.ts'

const SPECS = ['specs/jira-cloud-platform-v3.pmo.openapi.json', 'specs/jira-software-agile-1.0.openapi.json']

describeWithFixtures('the gate of the Jira Cloud simulator', SPECS, () => {
  const gated = (options = {}): Promise<JiraCloudSimulator> => {
    const simulator = new JiraCloudSimulator({ ...COMPANY, gate: fixture('specs'), ...options })
    for (const edit of EDITS) simulator.edit(edit)
    simulator.clock.advance(120_000)
    return simulator.openGate().then(() => simulator)
  }

  test('finds nothing in a tour of every address, and every known defect of the descriptions shows', async () => {
    const simulator = await gated({ limits: { burst: 50 } })
    const statuses = await visitAll(simulator)
    expect([...statuses].filter(([, status]) => ![200, 400, 403, 404, 410].includes(status))).toEqual([])
    const written = { fields: { summary: 'Written', priority: { name: 'High' } } }
    expect((await ask(simulator, '/rest/api/3/issue/APP-4', written, { method: 'PUT' })).status).toBe(204)
    await ask(simulator, '/rest/api/3/issuetype', undefined, { authorization: 'Bearer wrong' })
    assertHonest(simulator)
    expect(simulator.unusedAllowances).toEqual([])
    expect(coverageTable(simulator.coverage())).toContain('POST /rest/api/3/issue/bulkfetch')
  })

  test.each([
    ['an unknown parameter', '/rest/api/3/project/search?page=2', undefined],
    ['an unknown key of a body', '/rest/api/3/search/jql', { jql: 'project = APP', startAt: 0 }],
    ['a mistyped value', '/rest/api/3/search/jql', { jql: 'project = APP', maxResults: '50' }],
    ['an address that is not there', '/rest/api/3/issues', undefined],
    ['ids of worklogs as text', '/rest/api/3/worklog/list', { ids: ['10000'] }],
  ])('notices a client that sends %s', async (_name, target, body) => {
    const simulator = await gated()
    await ask(simulator, target, body)
    expect(simulator.violations.map(({ side }) => side)).toContain('request')
  })

  test("Jira's own client reads it with every mismatch of its schemas an error", async () => {
    await using simulator = await startJiraCloudSimulator({
      ...COMPANY,
      gate: fixture('specs'),
      edits: EDITS,
    })
    const config = {
      host: simulator.url,
      auth: { type: 'basic', email: 'ada@acme.example', apiToken: simulator.token },
      onSchemaMismatch: 'throw',
    } as const
    const cloud = createCloudClient(config)
    expect((await cloud.serverInfo.getServerInfo()).deploymentType).toBe('Cloud')
    expect((await cloud.projects.searchProjects({ expand: 'lead,description' })).values).toHaveLength(2)
    const page = await cloud.issueSearch.searchAndReconsileIssuesUsingJqlPost({
      jql: 'project = APP ORDER BY updated',
      fields: ['*all'],
      maxResults: 5,
    })
    expect(page).toMatchObject({ isLast: false })
    const bulk = await cloud.issues.bulkFetchIssues({ issueIdsOrKeys: ['APP-2', 'APP-3'], fields: ['*all'] })
    expect(bulk.issues).toHaveLength(2)
    expect(await cloud.issues.getBulkChangelogs({ issueIdsOrKeys: ['APP-2'] })).toHaveProperty(
      'issueChangeLogs',
    )
    const agile = createAgileClient(config)
    expect((await agile.board.getAllBoards({})).values).toHaveLength(2)
    expect((await agile.board.getAllSprints({ boardId: 1 })).values).toHaveLength(2)
    assertHonest(simulator)
  })
})
