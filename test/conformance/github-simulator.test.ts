import {
  assertHonest,
  startGitHubSimulator,
  type GitHubSimulator,
  type GitHubSimulatorOptions,
} from '@headless-pmo/simulators/github'
import { describe, expect, test } from 'vitest'
import { fixture } from '../support/fixtures.ts'
import { githubSync, memoryStore, recordsOf } from './github-sync.ts'

const deep = process.env['PMO_TEST_DEEP'] === '1'

/** Streams whose records come and go with the tracker; people and history only grow. */
const MIRRORED = ['repositories', 'labels', 'milestones', 'issueTypes', 'issues', 'projects', 'projectItems']

export const world: GitHubSimulatorOptions = {
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
export const config = { repositories: ['acme/app', 'acme/web'], projects: [{ owner: 'acme', number: 1 }] }

export function fillProject(simulator: GitHubSimulator): void {
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
    expect(keys.toSorted()).toEqual(expected.toSorted())
    expect(records.filter(({ kind }) => kind === 'placement')).toHaveLength(6)

    const before = store.fingerprint()
    const requests = simulator.requestCount
    await githubSync({ simulator, store, config })
    expect(store.fingerprint()).toBe(before)
    expect(simulator.requestCount - requests).toBeLessThanOrEqual(30)
    assertHonest(simulator)
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
    assertHonest(simulator)
  })
})

describe('D2: edits between the requests of a sync', () => {
  const seeds = Array.from({ length: deep ? 200 : 60 }, (_each, at) => at + 1)
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
    expect(await recordsOf(store, MIRRORED)).toEqual(await recordsOf(fresh, MIRRORED))
  })
})

/** All edits but those that hide an issue: GitHub says nothing when it shows one again. */
export const VISIBLE = [
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
  'recreateIssue',
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
