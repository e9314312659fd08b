import type { StreamResult } from '@headless-pmo/engine'
import { JiraCloudSimulator, type Edit } from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { describe, expect, test } from 'vitest'
import { asReader, jiraConnector, jiraSync, memoryStore, recordsOf } from './jira-sync.ts'

const BASE = { cloud: 'https://acme.atlassian.net', 'data-center': 'https://jira.acme.example/jira' } as const

const world = {
  users: [{ login: 'ada', displayName: 'Ada' }, { login: 'grace' }],
  projects: [{ key: 'APP', issues: 8 }, { key: 'WEB' }],
}

const EVERYTHING = [
  'projects',
  'users',
  'statuses',
  'issueTypes',
  'priorities',
  'fields',
  'versions',
  'components',
  'boards',
  'sprints',
  'issues',
  'worklogs',
  'remoteLinks',
]

describe.each(['cloud', 'data-center'] as const)('%s', (edition) => {
  const opened = (config: Readonly<Record<string, unknown>> = {}) => {
    const simulator =
      edition === 'cloud'
        ? new JiraCloudSimulator({ ...world, siteUrl: BASE.cloud })
        : new JiraDataCenterSimulator({ ...world, siteUrl: BASE['data-center'], contextPath: '/jira' })
    const sync = { simulator, store: memoryStore(), config: { baseUrl: BASE[edition], ...config } }
    const asked = (): number => simulator.requests.length
    return { ...sync, sync: () => jiraSync(sync), asked, edit: (edit: Edit) => simulator.edit(edit) }
  }

  /** What is stored after one more sync equals what a host stores that begins now. */
  async function mustEqualFresh({
    sync,
    store,
    simulator,
    config,
  }: ReturnType<typeof opened>): Promise<readonly StreamResult[]> {
    const results = await sync()
    const fresh = memoryStore()
    await jiraSync({ simulator, store: fresh, config })
    expect(await recordsOf(store, EVERYTHING)).toEqual(await recordsOf(fresh, EVERYTHING))
    return results
  }

  test.each<[string, Edit]>([
    ['a status', { kind: 'editStatus', status: 'To Do', name: 'Waiting' }],
    ['the category of a status', { kind: 'editStatus', status: 'To Do', category: 'indeterminate' }],
    ['a priority', { kind: 'renamePriority', from: 'Medium', to: 'Normal' }],
    ['a type', { kind: 'renameIssueType', from: 'Task', to: 'Job' }],
    ['a component', { kind: 'editComponent', project: 'APP', component: 'Dock', name: 'Quay' }],
    ['a version that goes', { kind: 'deleteVersion', project: 'APP', version: '1.0' }],
    ['a component that goes', { kind: 'deleteComponent', project: 'APP', component: 'Dock' }],
    ['the key of the project', { kind: 'changeProjectKey', project: 'APP', to: 'APPLE' }],
    ['a sprint', { kind: 'editSprint', sprint: 'Sprint 1', name: 'First', goal: 'Ship' }],
    ['a person', { kind: 'editUser', login: 'ada', displayName: 'Ada King' }],
    ['a board', { kind: 'renameBoard', board: 'Board', name: 'Table' }],
    ['a field', { kind: 'renameField', field: 'Story Points', name: 'Weight' }],
  ])('%s changes what issues show, although none of them has changed', async (_what, change) => {
    const jira = opened()
    const { edit, simulator } = jira
    edit({ kind: 'createBoard', project: 'APP', name: 'Board' })
    edit({ kind: 'createSprint', board: 'Board', name: 'Sprint 1' })
    edit({ kind: 'createVersion', project: 'APP', name: '1.0' })
    edit({ kind: 'createComponent', project: 'APP', name: 'Dock' })
    // A list that falls to nothing would be suspect.
    edit({ kind: 'createVersion', project: 'APP', name: '2.0' })
    edit({ kind: 'createComponent', project: 'APP', name: 'Crane' })
    edit({ kind: 'editIssue', issue: 'APP-2', components: ['Dock'], fixVersions: ['1.0'], assignee: 'ada' })
    edit({ kind: 'setSprint', issue: 'APP-3', sprint: 'Sprint 1' })
    simulator.clock.advance(600_000)
    await jira.sync()
    const before = [...simulator.world.issues.values()].map(({ updated }) => updated)
    edit(change)
    const silent = isSame(
      before,
      [...simulator.world.issues.values()].map(({ updated }) => updated),
    )
    await mustEqualFresh(jira)
    // The second time nothing is read again.
    expect(silent ? (await jira.sync()).find(({ stream }) => stream === 'issues')?.items : 0).toBe(0)
  })

  test('time booked is read, changed, taken back, and followed out of sight', async () => {
    const jira = opened({ projects: ['APP'] })
    const { edit, simulator, store } = jira
    const [kept = '', gone = '', other = ''] = ['APP-1', 'APP-2', 'APP-3'].map(
      (issue) => edit({ kind: 'logWork', issue, seconds: 3600 }).id,
    )
    edit({ kind: 'createIssue', project: 'WEB', summary: 'Elsewhere' })
    edit({ kind: 'logWork', issue: 'WEB-1', seconds: 60 })
    const worklogs = async () => Object.keys(await recordsOf(store, ['worklogs']))
    await jira.sync()
    // Jira tells of the last minute with the next question.
    expect(await worklogs()).toEqual([])
    simulator.clock.advance(120_000)
    await jira.sync()
    expect(await worklogs()).toEqual([kept, gone, other].map((id) => `worklog ${id}`))
    edit({ kind: 'editWorklog', worklog: kept, seconds: 7200 })
    edit({ kind: 'deleteWorklog', worklog: gone })
    simulator.clock.advance(120_000)
    await jira.sync()
    expect(await recordsOf(store, ['worklogs'])).toMatchObject({ [`worklog ${kept}`]: { minutes: 120 } })
    expect(await worklogs()).toHaveLength(2)
    edit({ kind: 'moveIssue', issue: 'APP-1', to: 'WEB' })
    await jiraSync(jira, { censusEveryMs: 0 })
    expect(await worklogs()).toEqual([`worklog ${other}`])
  })

  test('a sync that finds nothing new costs one search for each project', async () => {
    const jira = opened()
    jira.simulator.clock.advance(600_000)
    await jira.sync()
    const paths: string[] = []
    await jiraSync(jira, {
      streams: ['issues'],
      fetch: (input, init) => {
        paths.push(new URL(new Request(input, init).url).pathname)
        return asReader(jira.simulator)(input, init)
      },
    })
    const search = edition === 'cloud' ? '/search/jql' : '/api/2/search'
    expect(paths.filter((path) => path.endsWith(search))).toHaveLength(2)
    expect(paths.filter((path) => path.includes('fetch'))).toEqual([])
  })

  test('the probe says which Jira it is, and what it cannot see', async () => {
    const { simulator, config } = opened()
    const connector = jiraConnector()
    const probe = (more: object = {}, token = simulator.token) =>
      connector.probe({
        fetch: asReader({ respond: (request) => simulator.respond(request), token, clock: simulator.clock }),
        config: connector.config.parse({ ...config, ...more }),
        log: { info: () => undefined, warn: () => undefined },
        signal: new AbortController().signal,
      })
    expect(await probe({ projects: ['APP'] })).toMatchObject({
      ok: true,
      account: 'Ada',
      details: [
        expect.stringMatching(edition === 'cloud' ? /^Jira Cloud/ : /^Jira Data Center 10/),
        'sees APP (APP)',
      ],
    })
    expect(await probe()).toMatchObject({ ok: true, details: [expect.anything(), 'sees 2 projects'] })
    expect(await probe({ projects: ['GONE'] })).toMatchObject({ ok: false, reason: 'not_found' })
    expect(await probe({}, 'wrong')).toMatchObject({ ok: false, reason: 'unauthorized' })
  })
})

const isSame = (one: readonly number[], other: readonly number[]): boolean => one.join() === other.join()
