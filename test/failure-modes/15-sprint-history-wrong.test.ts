import jira from '@headless-pmo/plugin-jira'
import { startJiraCloudSimulator, type JiraSimulator } from '@headless-pmo/simulators/jira-cloud'
import { startJiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { describe, expect, test } from 'vitest'
import { openPortfolio } from './support/open-portfolio.ts'

const projects = [{ key: 'WEB', name: 'Web' }]
const HOUR = 3_600_000

const editions = {
  'Jira Cloud': {
    start: () => startJiraCloudSimulator({ projects }),
    secrets: { email: 'env:FAILURE_EMAIL', apiToken: 'env:FAILURE_TOKEN' },
  },
  'Jira Data Center, which writes sprints as text': {
    start: () => startJiraDataCenterSimulator({ projects }),
    secrets: { pat: 'env:FAILURE_TOKEN' },
  },
}

/** Two sprints; `edit` and the passing of an hour between edits. */
function told(simulator: JiraSimulator) {
  const board = simulator.edit({ kind: 'createBoard', project: 'WEB', name: 'Team' }).id ?? ''
  const sprint = (name: string): string => simulator.edit({ kind: 'createSprint', board, name }).id ?? ''
  const later = (): void => void simulator.edit({ kind: 'advanceClock', ms: HOUR })
  return { first: sprint('Sprint 1'), second: sprint('Sprint 2'), later }
}

describe.each(Object.entries(editions))('%s', (_name, { start, secrets }) => {
  async function opened() {
    const simulator: JiraSimulator = await start()
    const portfolio = await openPortfolio({
      plugins: [jira],
      connections: {
        desk: {
          plugin: 'jira',
          baseUrl: simulator.url,
          projects: ['WEB'],
          secrets,
          sync: { every: 'never' },
        },
      },
      secrets: { FAILURE_EMAIL: 'ada@acme.example', FAILURE_TOKEN: 'sim-token' },
    })
    const stays = async (ref: string) =>
      (await portfolio.api.workItems.get.query({ connection: 'desk', ref })).memberships.map(
        ({ membership: { data }, iteration }) => ({
          sprint: 'title' in iteration ? iteration.title : undefined,
          isFrom: data.from !== undefined,
          isUntil: data.until !== undefined,
          hours:
            data.until === undefined
              ? undefined
              : (Date.parse(data.until) - Date.parse(data.from ?? '')) / HOUR,
        }),
      )
    return { simulator, portfolio, stays }
  }

  test('an item that was moved, taken out and put back has its stays as they were, however often it is read', async () => {
    const { simulator, portfolio, stays } = await opened()
    await using _simulator = simulator
    await using _portfolio = portfolio
    const { first, second, later } = told(simulator)
    const { key: issue = '' } = simulator.edit({ kind: 'createIssue', project: 'WEB', summary: 'moves' })
    later()
    const put = (sprint: string | null): void => void simulator.edit({ kind: 'setSprint', issue, sprint })
    put(first)
    await portfolio.sync('desk')
    expect(await stays(issue)).toEqual([{ sprint: 'Sprint 1', isFrom: true, isUntil: false }])
    later()
    put(second)
    later()
    later()
    put(null)
    later()
    put(first)
    await portfolio.sync('desk')
    const expected = [
      { sprint: 'Sprint 1', isFrom: true, isUntil: true, hours: 1 },
      { sprint: 'Sprint 1', isFrom: true, isUntil: false },
      { sprint: 'Sprint 2', isFrom: true, isUntil: true, hours: 2 },
    ]
    expect(await stays(issue)).toEqual(expected)
    await portfolio.sync('desk', { full: true })
    expect(await stays(issue)).toEqual(expected)
  })

  test('what was not done when its sprint was closed goes on in the next, and stays in the history of the first', async () => {
    const { simulator, portfolio, stays } = await opened()
    await using _simulator = simulator
    await using _portfolio = portfolio
    const { first, second, later } = told(simulator)
    const { key: open = '' } = simulator.edit({
      kind: 'createIssue',
      project: 'WEB',
      summary: 'open',
      sprint: first,
    })
    const { key: done = '' } = simulator.edit({
      kind: 'createIssue',
      project: 'WEB',
      summary: 'done',
      sprint: first,
    })
    simulator.edit({ kind: 'startSprint', sprint: first })
    later()
    simulator.edit({ kind: 'transition', issue: done, to: 'Done' })
    simulator.edit({ kind: 'closeSprint', sprint: first, moveTo: second })
    await portfolio.sync('desk')
    expect(await stays(done)).toEqual([{ sprint: 'Sprint 1', isFrom: true, isUntil: false }])
    expect((await stays(open)).map(({ sprint }) => sprint)).toEqual(['Sprint 1', 'Sprint 2'])
  })

  test('a sprint that is deleted leaves no item in it', async () => {
    const { simulator, portfolio } = await opened()
    await using _simulator = simulator
    await using _portfolio = portfolio
    const { first } = told(simulator)
    const { key: ref = '' } = simulator.edit({ kind: 'createIssue', project: 'WEB', summary: 'stays' })
    simulator.edit({ kind: 'setSprint', issue: ref, sprint: first })
    await portfolio.sync('desk')
    simulator.edit({ kind: 'deleteSprint', sprint: first })
    await portfolio.sync('desk')
    const { memberships } = await portfolio.api.workItems.get.query({ connection: 'desk', ref })
    expect(memberships).toHaveLength(1)
    for (const { membership } of memberships)
      expect(membership.data.until !== undefined || membership.data.ended === true).toBe(true)
  })
})
