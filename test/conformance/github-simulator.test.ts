import {
  startGitHubSimulator,
  type GitHubSimulator,
  type GitHubSimulatorOptions,
} from '@headless-pmo/simulators/github'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixtures.ts'
import { authorized, githubConnector, githubSync, memoryStore, recordsOf, workItem } from './github-sync.ts'

const deep = process.env['PMO_TEST_DEEP'] === '1'

/** Streams whose records come and go with the tracker; people and history only grow. */
const MIRRORED = ['repositories', 'labels', 'milestones', 'issueTypes', 'issues', 'projects', 'projectItems']

const world: GitHubSimulatorOptions = {
  seed: 7,
  organizations: [
    { login: 'acme', issueTypes: [{ name: 'Bug' }, { name: 'Task' }], members: ['ada', 'grace'] },
  ],
  repositories: [
    { fullName: 'acme/app', issues: 30 },
    { fullName: 'acme/web', issues: 12 },
  ],
  projects: [
    {
      owner: 'acme',
      title: 'Roadmap',
      number: 1,
      fields: [
        {
          name: 'Status',
          dataType: 'SINGLE_SELECT',
          options: [{ name: 'Todo' }, { name: 'Doing' }, { name: 'Done' }],
        },
        { name: 'Points', dataType: 'NUMBER' },
        { name: 'Note', dataType: 'TEXT' },
        { name: 'Start date', dataType: 'DATE' },
        {
          name: 'Sprint',
          dataType: 'ITERATION',
          iterations: [{ title: 'One', startDate: '2026-01-05', duration: 14 }],
        },
      ],
    },
  ],
  gate: fixture('specs'),
}
const { gate: _gate, ...ungated } = world
const config = { repositories: ['acme/app', 'acme/web'], projects: [{ owner: 'acme', number: 1 }] }

function fillProject(simulator: GitHubSimulator): void {
  const place = { owner: 'acme', project: 1 }
  const items = [1, 2, 3, 4, 5].map((number) =>
    simulator.edit({ kind: 'addItem', ...place, issue: { repo: 'acme/app', number } }),
  )
  simulator.edit({ kind: 'addDraft', ...place, title: 'An idea' })
  const [first, second] = items.map(({ id }) => id ?? 0)
  const set = (item: number | undefined, field: string, value: string | number) =>
    simulator.edit({ kind: 'setItemValue', ...place, item: item ?? 0, field, value })
  set(first, 'Status', 'Doing')
  set(first, 'Points', 2.5)
  set(first, 'Note', 'ask Grace')
  set(second, 'Start date', '2026-02-03')
  set(second, 'Sprint', 'One')
}

/** What the gate found; GitHub documents 304 for every GET, its description for a few alone. */
const breaches = (simulator: GitHubSimulator) =>
  simulator.violations.filter(({ problem }) => !problem.includes('the status 304 is not described'))

describe('a quiet tracker', () => {
  test('a first sync has every issue and no pull request; a second one writes nothing', async () => {
    await using simulator = await startGitHubSimulator(world)
    fillProject(simulator)
    const store = memoryStore()
    const results = await githubSync({ simulator, store, config })
    expect(results.map(({ stream, state, reasons }) => ({ stream, state, reasons }))).toEqual(
      results.map(({ stream }) => ({ stream, state: 'ok', reasons: [] })),
    )
    const records = Object.values(await recordsOf(store, MIRRORED))
    const keys = records.flatMap((record) => (record.kind === 'workItem' ? [record.key] : []))
    const expected = simulator
      .summary()
      .repositories.flatMap(({ fullName, issues }) =>
        issues.filter(({ pull }) => !pull).map(({ number }) => `${fullName}#${number}`),
      )
    expect(new Set(keys)).toEqual(new Set(expected))
    expect(keys).toHaveLength(expected.length)
    expect(records.filter(({ kind }) => kind === 'placement')).toHaveLength(6)

    const before = store.fingerprint()
    const requests = simulator.requestCount
    await githubSync({ simulator, store, config })
    expect(store.fingerprint()).toBe(before)
    expect(simulator.requestCount - requests).toBeLessThanOrEqual(30)
    expect(breaches(simulator)).toEqual([])
  })

  test('the values of a project item arrive with their kinds', async () => {
    await using simulator = await startGitHubSimulator(world)
    fillProject(simulator)
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    const placements = Object.values(await recordsOf(store, ['projectItems']))
    expect(placements).toContainEqual(
      expect.objectContaining({ status: 'Doing', fields: expect.any(Object) }),
    )
    expect(placements).toContainEqual(
      expect.objectContaining({ start: '2026-02-03', iteration: expect.any(String) }),
    )
    expect(placements).toContainEqual(expect.objectContaining({ title: 'An idea' }))
  })

  test('GitHub Enterprise Server answers under its own path', async () => {
    await using simulator = await startGitHubSimulator({ ...world, enterpriseVersion: '3.19.0' })
    const store = memoryStore()
    const results = await githubSync({
      simulator,
      store,
      config: { ...config, baseUrl: simulator.enterpriseUrl },
    })
    expect(results.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(breaches(simulator)).toEqual([])
  })
})

describe('D2: edits between the requests of a sync', () => {
  const seeds = Array.from({ length: deep ? 300 : 16 }, (_each, at) => at + 1)
  test.each(seeds)('seed %i: what was read step by step equals a fresh reading', async (seed) => {
    await using simulator = await startGitHubSimulator({
      ...ungated,
      relationsBumpUpdatedAt: seed % 2 === 0,
      limits: { maxPerPage: 3 + (seed % 5) },
    })
    fillProject(simulator)
    const store = memoryStore()
    const sync = () => githubSync({ simulator, store, config }, { censusEveryMs: 0 })
    await sync()
    for (let round = 0; round < 4; round++) {
      simulator.randomEdits({ seed: seed * 31 + round, count: 8, everyNRequests: 4, kinds: VISIBLE })
      await sync()
    }
    simulator.script.before(Number.MAX_SAFE_INTEGER)
    await sync()
    const fresh = memoryStore()
    await githubSync({ simulator, store: fresh, config })
    const expected = await recordsOf(fresh, MIRRORED)
    expect(Object.keys(expected).length).toBeGreaterThan(50)
    expect(withoutDeadLinks(await recordsOf(store, MIRRORED))).toEqual(withoutDeadLinks(expected))
  })
})

/**
 * Leaves out links to issues that are gone. GitHub takes them off silently. The connector reads the issues at
 * their other ends again, as far as the gone issue was known to have them; one that it was given right before
 * it went stays linked to its tombstone until it changes itself.
 */
function withoutDeadLinks(records: Awaited<ReturnType<typeof recordsOf>>): Record<string, unknown> {
  const items = Object.values(records).flatMap((record) => (record.kind === 'workItem' ? [record] : []))
  const live = new Set(items.flatMap(({ ref, key }) => [ref, key]))
  const isLive = (end: string | { readonly key: string } | undefined) =>
    end === undefined || live.has(typeof end === 'string' ? end : end.key)
  const kept = Object.entries(records).flatMap(([name, record]): [string, unknown][] => {
    if (record.kind === 'dependency') return isLive(record.from) && isLive(record.to) ? [[name, record]] : []
    if (record.kind !== 'workItem' || isLive(record.parent)) return [[name, record]]
    const { parent: _parent, ...rest } = record
    return [[name, rest]]
  })
  return Object.fromEntries(kept)
}

/**
 * All edits but those that GitHub says nothing of: it shows a hidden issue again, or restores a deleted one
 * without the links that it had.
 */
const VISIBLE = [
  'createIssue',
  'editIssue',
  'closeIssue',
  'reopenIssue',
  'addLabel',
  'removeLabel',
  'assign',
  'unassign',
  'setMilestone',
  'setType',
  'comment',
  'lockIssue',
  'deleteIssue',
  'transferIssue',
  'addSubIssue',
  'removeSubIssue',
  'addBlockedBy',
  'removeBlockedBy',
  'editMilestone',
  'editLabel',
  'setItemValue',
  'addItem',
  'removeItem',
] as const

describe('what happens to repositories and issues', () => {
  const ada = { by: 'ada' } as const

  test('a renamed repository keeps its identity; keys and addresses are new', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    const before = await workItem(store, 'acme/web#1')
    simulator.edit({ kind: 'renameRepo', repo: 'acme/web', to: 'site' })
    await githubSync({ simulator, store, config })
    const after = await workItem(store, 'acme/site#1')
    expect(after).toMatchObject({ ref: before?.ref, container: before?.container })
    expect(after?.url).toContain('acme/site')
    expect(await workItem(store, 'acme/web#1')).toBeUndefined()
  })

  test('a repository that can no longer be seen loses nothing, and says why', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    const before = await recordsOf(store, ['issues'])
    simulator.edit({ kind: 'hideRepo', repo: 'acme/web' })
    const results = await githubSync({ simulator, store, config }, { censusEveryMs: 0 })
    expect(results.find(({ stream }) => stream === 'issues')).toMatchObject({
      state: 'partial',
      reasons: [expect.stringContaining('The repository acme/web could not be read')],
    })
    expect(await recordsOf(store, ['issues'])).toEqual(before)
  })

  test('deleted, moved and hidden are told apart', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    const [gone, moved, hidden] = simulator
      .summary()
      .repositories[0]!.issues.filter(({ pull }) => !pull)
      .map(({ number, id }) => ({ number, ref: String(id) }))
    const place = (issue: { number: number } | undefined) => ({
      repo: 'acme/app',
      number: issue?.number ?? 0,
    })
    simulator.edit({ kind: 'deleteIssue', ...place(gone), ...ada })
    const { id } = simulator.edit({ kind: 'transferIssue', ...place(moved), to: 'acme/web', ...ada })
    simulator.edit({ kind: 'hideIssue', ...place(hidden), ...ada })
    await githubSync({ simulator, store, config }, { censusEveryMs: 0 })
    const stored = await store.transaction({ name: 'github', fence: 1 }, (tx) =>
      tx.rawByRef(
        { connection: 'github', stream: 'issues' },
        [gone, moved, hidden].map((each) => each?.ref ?? ''),
      ),
    )
    const reasons = [gone, moved, hidden].map((each) => stored.get(each?.ref ?? '')?.gone)
    expect(reasons).toEqual(['deleted', 'moved', 'no_access'])
    expect(await recordsOf(store, ['issues'])).toHaveProperty(`workItem ${id}`)
    simulator.edit({ kind: 'recreateIssue', ...place(gone), ...ada })
    await githubSync({ simulator, store, config }, { censusEveryMs: 0 })
    expect(await recordsOf(store, ['issues'])).toHaveProperty(`workItem ${gone?.ref}`)
  })

  test('what hung on a deleted issue is read again, although nothing else tells of it', async () => {
    await using simulator = await startGitHubSimulator({ ...ungated, relationsBumpUpdatedAt: false })
    const made = ['Parent', 'Child', 'Blocked'].map((title) =>
      simulator.edit({ kind: 'createIssue', repo: 'acme/app', title, ...ada }),
    )
    const [parent, child, blocked] = made.map(({ number }) => ({ repo: 'acme/app', number: number ?? 0 }))
    simulator.edit({ kind: 'addSubIssue', ...parent!, child: child!, ...ada })
    simulator.edit({ kind: 'addBlockedBy', ...blocked!, blocker: parent!, ...ada })
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    const childKey = `acme/app#${child?.number}`
    expect(await workItem(store, childKey)).toMatchObject({ parent: { key: `acme/app#${parent?.number}` } })
    const edge = `dependency blocked_by:${made[0]?.id}:${made[2]?.id}`
    expect(await recordsOf(store, ['issues'])).toHaveProperty([edge])
    simulator.edit({ kind: 'deleteIssue', ...parent!, ...ada })
    await githubSync({ simulator, store, config }, { censusEveryMs: 0 })
    expect(await workItem(store, childKey)).not.toHaveProperty('parent')
    expect(await recordsOf(store, ['issues'])).not.toHaveProperty([edge])
  })

  test('a relation that cannot be read is a warning on its issue alone', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    simulator.edit({
      kind: 'createIssue',
      repo: 'acme/app',
      title: 'Blocked',
      ...ada,
    })
    const number = simulator.summary().repositories[0]!.issues.at(-1)!.number
    simulator.edit({
      kind: 'addBlockedBy',
      repo: 'acme/app',
      number,
      blocker: { repo: 'acme/web', number: 1 },
      ...ada,
    })
    simulator.fault({
      kind: 'status',
      status: 404,
      path: `issues/${number}/dependencies/blocked_by`,
      times: 1,
    })
    const store = memoryStore()
    const results = await githubSync({ simulator, store, config })
    expect(results.find(({ stream }) => stream === 'issues')?.state).toBe('ok')
    expect(await workItem(store, `acme/app#${number}`)).toMatchObject({
      warnings: [expect.stringContaining(`The list of blockers of acme/app#${number}`)],
    })
  })

  test('GraphQL limits are met with smaller pages', async () => {
    await using simulator = await startGitHubSimulator({ ...ungated, limits: { graphqlMaxFirst: 3 } })
    fillProject(simulator)
    const store = memoryStore()
    const results = await githubSync({ simulator, store, config })
    expect(results.find(({ stream }) => stream === 'projectItems')).toMatchObject({ state: 'ok', items: 6 })
  })
})

describe('what a connection asks for', () => {
  test('pull requests come when they are asked for, without reading anything twice', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    await githubSync({ simulator, store, config: { ...config, pullRequests: true } })
    const items = Object.values(await recordsOf(store, ['issues'])).filter(({ kind }) => kind === 'workItem')
    expect(items).toHaveLength(simulator.summary().repositories.flatMap(({ issues }) => issues).length)
  })

  test.each(['events', 'timeline'] as const)('history by %s tells who changed what', async (history) => {
    await using simulator = await startGitHubSimulator(ungated)
    simulator.edit({ kind: 'createIssue', repo: 'acme/app', title: 'Old', by: 'ada' })
    const number = simulator.summary().repositories[0]!.issues.at(-1)!.number
    simulator.edit({ kind: 'editIssue', repo: 'acme/app', number, title: 'New', by: 'ada' })
    simulator.edit({ kind: 'closeIssue', repo: 'acme/app', number, by: 'ada' })
    const store = memoryStore()
    await githubSync({ simulator, store, config: { ...config, history } })
    const changes = Object.values(await recordsOf(store, ['events']))
    expect(changes).toContainEqual(expect.objectContaining({ field: 'title', from: 'Old', to: 'New' }))
    expect(changes).toContainEqual(expect.objectContaining({ field: 'status', from: 'open', to: 'closed' }))
    const before = store.fingerprint()
    await githubSync({ simulator, store, config: { ...config, history } })
    expect(store.fingerprint()).toBe(before)
  })

  test('a webhook has the issue read again, wherever it lies', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    const store = memoryStore()
    await githubSync({ simulator, store, config })
    const { number } = simulator.edit({ kind: 'createIssue', repo: 'acme/web', title: 'Fresh', by: 'ada' })
    const hint = { repository: 'acme/web', number }
    await githubSync({ simulator, store, config }, { refresh: new Map([['issues', [{ hint }]]]) })
    const web = simulator.summary().repositories.find(({ fullName }) => fullName === 'acme/web')
    expect(await workItem(store, `acme/web#${number}`)).toMatchObject({ container: String(web?.id) })
  })
})

describe('P4: the probe', () => {
  const probe = (simulator: GitHubSimulator, more: { token?: string; config?: object } = {}) => {
    const connector = githubConnector()
    return connector.probe({
      fetch: more.token === '' ? fetch : authorized(more.token ?? simulator.token),
      config: connector.config.parse({ baseUrl: simulator.url, ...config, ...more.config }),
      log: { info: () => undefined, warn: () => undefined },
      signal: new AbortController().signal,
    })
  }

  test('a good token tells whose it is and what it sees', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    expect(await probe(simulator)).toMatchObject({
      ok: true,
      account: 'sim-user',
      details: expect.arrayContaining(['sees acme/app', 'sees acme/web']),
    })
  })

  test('a wrong token, a missing repository, a page of HTML and a dead host each say what to do', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    expect(await probe(simulator, { token: 'wrong' })).toMatchObject({
      reason: 'unauthorized',
      message: expect.stringContaining('Check that it is complete and has not expired.'),
    })
    expect(await probe(simulator, { config: { repositories: ['acme/nothing'] } })).toMatchObject({
      reason: 'not_found',
      message: expect.stringContaining('acme/nothing'),
    })
    simulator.fault({ kind: 'html', times: 20 })
    expect(await probe(simulator)).toMatchObject({ reason: 'wrong_reply' })
    const baseUrl = simulator.url
    await simulator.close()
    expect(await probe(simulator, { config: { baseUrl } })).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('Check baseUrl and the network.'),
    })
  })

  test('the repositories that could be connected are offered', async () => {
    await using simulator = await startGitHubSimulator(ungated)
    const connector = githubConnector()
    const offered = await Array.fromAsync(
      connector.scopes!({
        fetch: authorized(simulator.token),
        config: connector.config.parse({ baseUrl: simulator.url, ...config }),
        log: { info: () => undefined, warn: () => undefined },
        signal: new AbortController().signal,
      }),
    )
    expect(offered.map(({ title }) => title)).toEqual(expect.arrayContaining(['acme/app', 'acme/web']))
    expect(offered.map(({ config }) => config)).toContainEqual({ projects: [{ owner: 'acme', number: 1 }] })
  })
})
