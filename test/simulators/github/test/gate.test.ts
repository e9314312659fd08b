import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { loadGate } from '../gate/load-gate.ts'
import type { IncomingCall } from '../../common/http/call.ts'
import type { Dispatched } from '../http/dispatch.ts'
import { json } from '../http/reply.ts'
import { assertHonest, coverageTable, type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { get, post, rowsOf } from './client.ts'
import { COMPANY } from './company.ts'

const SPECS = 'specs'

const LISTS = [
  '/rate_limit',
  '/user',
  '/meta',
  '/orgs/acme',
  '/user/orgs',
  '/orgs/acme/repos?type=all&per_page=100',
  '/user/repos?sort=full_name',
  '/orgs/acme/members',
  '/orgs/acme/teams',
  '/orgs/acme/teams/core-team/members',
  '/orgs/acme/issue-types',
  '/orgs/acme/issue-fields',
  '/orgs/acme/hooks',
  '/orgs/acme/projectsV2',
  '/orgs/acme/projectsV2/1',
  '/orgs/acme/projectsV2/1/fields?per_page=100',
  '/orgs/acme/projectsV2/1/items?per_page=100',
  '/users/ada',
]

const OF_REPOSITORY = [
  '',
  '/issues?state=all&sort=updated&direction=asc&since=2020-01-01T00:00:00Z&per_page=100',
  '/issues?labels=bug&milestone=1&assignee=ada&creator=ada&type=Bug',
  '/issues/events?per_page=100',
  '/milestones?state=all',
  '/milestones/1',
  '/labels',
  '/labels/bug',
  '/assignees',
  '/issue-types',
  '/pulls?state=all',
  '/hooks',
]

const OF_ISSUE = [
  '',
  '/timeline',
  '/events',
  '/comments',
  '/labels',
  '/sub_issues',
  '/parent',
  '/dependencies/blocked_by',
  '/dependencies/blocking',
  '/issue-field-values',
]

const askEverything = async (sim: GitHubSimulator): Promise<void> => {
  for (const path of LISTS) await get(sim, path)
  for (const repository of ['acme/app', 'acme/web']) {
    for (const path of OF_REPOSITORY) await get(sim, `/repos/${repository}${path}`)
    for (let number = 1; number <= 60; number++)
      for (const path of OF_ISSUE) await get(sim, `/repos/${repository}/issues/${number}${path}`)
  }
}

describeWithFixtures('the gate', [`${SPECS}/github-rest.pmo.openapi.json`], () => {
  test('finds nothing wrong with the simulator after hundreds of random edits', async () => {
    await using sim = await startGitHubSimulator({
      ...COMPANY,
      gate: fixture(SPECS),
      limits: { core: 1_000_000 },
    })
    sim.addHook({ scope: 'acme', url: 'http://127.0.0.1:9/', secret: 's', events: ['none'] })
    sim.addHook({ scope: 'acme/app', url: 'http://127.0.0.1:9/', secret: 's', events: ['none'] })
    sim.edit({ kind: 'setFieldValue', repo: 'acme/app', number: 3, field: 'Stage', value: 'Now' })
    sim.edit({ kind: 'setFieldValue', repo: 'acme/app', number: 3, field: 'Effort', value: 2.5 })
    sim.edit({ kind: 'addDraft', owner: 'acme', project: 1, title: 'Draft' })
    sim.randomEdits({ seed: 21, count: 400 })
    sim.edit({ kind: 'assign', repo: 'acme/app', number: 5, login: 'barbara', by: 'dennis' })
    sim.edit({ kind: 'assign', repo: 'acme/app', number: 5, login: 'dennis' })
    sim.edit({ kind: 'deleteUser', login: 'dennis' })
    await askEverything(sim)
    assertHonest(sim)
    // An allow-listed defect that no longer shows must leave the list.
    expect(sim.unusedAllowances).toEqual([])
    expect(coverageTable(sim.coverage())).toContain('GET /repos/{owner}/{repo}/issues/{issue_number}')
    for (const status of [200, 301, 404, 410])
      expect(sim.coverage()).toContainEqual(
        expect.objectContaining({ operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}', status }),
      )
  }, 60_000)

  test('finds project items with every field honest', async () => {
    await using sim = await startGitHubSimulator({ ...COMPANY, gate: fixture(SPECS) })
    const made = sim.edit({
      kind: 'addItem',
      owner: 'acme',
      project: 1,
      issue: { repo: 'acme/app', number: 1 },
    })
    const place = { owner: 'acme', project: 1, item: made.id ?? 0 } as const
    sim.edit({ kind: 'setItemValue', ...place, field: 'Stage', value: 'Todo' })
    sim.edit({ kind: 'setItemValue', ...place, field: 'Sprint', value: 'S2' })
    const ids = rowsOf(await get(sim, '/orgs/acme/projectsV2/1/fields?per_page=100')).map(
      (field) => field['id'],
    )
    const items = await get(sim, `/orgs/acme/projectsV2/1/items?fields=${ids.join(',')}`)
    expect(items.text).toContain('"Todo"')
    assertHonest(sim)
  })

  test('catches wrong requests: unknown parameters, wrong types, unknown addresses', async () => {
    await using sim = await startGitHubSimulator({ ...COMPANY, gate: fixture(SPECS) })
    await get(sim, '/repos/acme/app/issues?sinse=2020-01-01T00:00:00Z')
    await get(sim, '/repos/acme/app/issues?per_page=many')
    await get(sim, '/repos/acme/app/issues?state=everything')
    await get(sim, '/repos/acme/app/isues')
    const problems = sim.violations.filter((violation) => violation.side === 'request')
    expect(problems.map((problem) => problem.place)).toEqual(['sinse', 'per_page', 'state', ''])
    expect(() => assertHonest(sim)).toThrow(/unknown query parameter/)
  })

  test('catches wrong replies: status, shape, invented and missing keys', async () => {
    const gate = await loadGate(fixture(SPECS))
    const call: IncomingCall = {
      method: 'GET',
      target: '/',
      headers: new Map(),
      body: undefined,
      origin: 'http://127.0.0.1',
    }
    const inspect = (template: string, value: unknown, status = 200): string[] => {
      const before = gate.violations.length
      const dispatched: Dispatched = {
        request: {
          method: 'GET',
          path: template,
          query: new URLSearchParams(),
          headers: new Map(),
          body: undefined,
          principal: { kind: 'anonymous' },
          root: '',
          params: {},
        },
        template,
        reply: json(value, { status }),
      }
      gate.inspect(dispatched, call)
      return gate.violations.slice(before).map((violation) => violation.problem)
    }
    const labels = '/repos/{owner}/{repo}/labels'
    const label = {
      id: 1,
      node_id: 'LA_1',
      url: 'https://api.github.com/l',
      name: 'bug',
      description: null,
      color: 'f00',
      default: true,
    }
    expect(inspect(labels, [label])).toEqual([])
    expect(inspect(labels, { labels: [label] })).not.toEqual([])
    expect(inspect(labels, [{ ...label, id: '1' }])).not.toEqual([])
    expect(inspect(labels, [{ ...label, invented: true }])).not.toEqual([])
    expect(inspect(labels, [{ ...label, name: undefined }])).not.toEqual([])
    expect(inspect(labels, [label], 418)).toEqual(['the status 418 is not described'])
  })

  test('sees through the wide union of the timeline', async () => {
    await using sim = await startGitHubSimulator({ ...COMPANY, gate: fixture(SPECS) })
    sim.edit({ kind: 'addLabel', repo: 'acme/app', number: 1, label: 'planted' })
    const [event] = sim.world.issues.get(2_400_000_001)?.events ?? []
    // A planted lie: a `labeled` event without its label.
    if (event !== undefined) Object.assign(event, { detail: {} })
    await get(sim, '/repos/acme/app/issues/1/timeline')
    expect(sim.violations.map((violation) => violation.problem).join()).toMatch(/labeled: .*label/)
  })

  test('stays out of faults, which are lies on purpose', async () => {
    await using sim = await startGitHubSimulator({ ...COMPANY, gate: fixture(SPECS) })
    sim.fault({ kind: 'shape' })
    await get(sim, '/repos/acme/app/issues')
    await post(sim, '/_sim/edit', { kind: 'closeIssue', repo: 'acme/app', number: 1 })
    assertHonest(sim)
  })
})
