import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { startGraphSimulator } from '@headless-pmo/simulators/graph'
import { JiraCloudSimulator } from '@headless-pmo/simulators/jira-cloud'
import { JiraDataCenterSimulator } from '@headless-pmo/simulators/jira-data-center'
import { expect, test } from 'vitest'
import { COMPANY as GITHUB_COMPANY } from '../simulators/github/test/company.ts'
import { describeWithFixtures } from '../support/fixtures.ts'
import { githubSync } from './github-sync.ts'
import { furnish, liveThrough, SITE } from './jira-life.ts'
import { memoryStore, plannerSync, smallTenant } from './planner-sync.ts'
import {
  CLOUD_DEFECTS,
  CORRECTED_DEFECTS,
  GITHUB_DEFECTS,
  GRAPH_DEFECTS,
  PUBLISHED_DEFECTS,
  verdictOf,
} from './prism-known-defects.ts'
import type { JudgedWire } from './prism-wire.ts'
import { cloudWire, dataCenterWire, githubWire, graphWire } from './prism-wires.ts'

const CLEAN = { breaches: [], gone: [] }
const CLOUD = 'https://acme.atlassian.net'
const SERVER = 'https://jira.acme.example/jira'
/** The path that the simulated server lies under. */
const CONTEXT = '/jira'

describeWithFixtures('Prism, on all that a connector asks in its life and is answered', ['specs'], () => {
  test('Jira Cloud', async () => {
    const wire = await cloudWire()
    for (const more of [{ remoteLinks: true }, { projects: ['APP'], history: 'none' }]) {
      const simulator = new JiraCloudSimulator({ ...SITE, siteUrl: CLOUD })
      furnish(simulator)
      const respond = wire.through((request) => simulator.respond(request))
      await liveThrough({ simulator, respond, store: memoryStore(), config: { baseUrl: CLOUD, ...more } })
    }
    expect(verdictOf(wire.violations, CLOUD_DEFECTS)).toEqual(CLEAN)
    expect([...wire.undescribed]).toEqual([])
    expect(wire.judged).toBeGreaterThan(300)
  })

  test.each([
    ['published', PUBLISHED_DEFECTS],
    ['corrected', CORRECTED_DEFECTS],
  ] as const)('Jira Data Center, by its description as %s', async (which, defects) => {
    const wire = await dataCenterWire(which, CONTEXT)
    const simulator = new JiraDataCenterSimulator({ ...SITE, siteUrl: SERVER, contextPath: CONTEXT })
    furnish(simulator)
    const respond = wire.through((request) => simulator.respond(request))
    await liveThrough({
      simulator,
      respond,
      store: memoryStore(),
      config: { baseUrl: SERVER, remoteLinks: true },
    })
    expect(verdictOf(wire.violations, defects)).toEqual(CLEAN)
    expect([...wire.undescribed]).toEqual([])
    expect(wire.judged).toBeGreaterThan(180)
  })

  test('Microsoft Graph, but for the delta functions, which no published description of v1.0 has', async () => {
    const wire = await graphWire()
    for (const delta of [false, true]) {
      const { options, tenant } = smallTenant()
      await using simulator = await startGraphSimulator(options)
      const respond = wire.through((request) => {
        request.headers.set('authorization', `Bearer ${simulator.token}`)
        return simulator.respond(request)
      })
      const sync = { simulator, store: memoryStore(), planner: { delta } }
      const way = {
        fetch: (...asked: ConstructorParameters<typeof Request>) => respond(new Request(...asked)),
      }
      await plannerSync(sync, way)
      const [first = '', second = '', third = ''] = tenant().tasks
      simulator.edit({ kind: 'editTask', task: first, set: { title: 'Edited' } })
      simulator.edit({ kind: 'editDetails', task: second, set: { description: 'Now with words.' } })
      simulator.edit({ kind: 'deleteTask', task: third })
      await plannerSync(sync, { ...way, censusEveryMs: 0 })
      await plannerSync(sync, { ...way, refresh: new Map([['plannerTasks', [{ ref: first }]]]) })
      await plannerSync(sync, { ...way, full: true })
    }
    expect(verdictOf(wire.violations, GRAPH_DEFECTS)).toEqual(CLEAN)
    expect([...wire.undescribed].filter((request) => !/\/beta\/.*\/delta/.test(request))).toEqual([])
    expect(wire.judged).toBeGreaterThan(120)
  })

  test('GitHub, but for GraphQL, which has a schema of its own', async () => {
    const wire = await githubWire()
    await using simulator = await startGitHubSimulator(GITHUB_COMPANY)
    const respond = wire.through((request) => {
      request.headers.set('authorization', `Bearer ${simulator.token}`)
      return simulator.respond(request)
    })
    const way = { fetch: (...asked: ConstructorParameters<typeof Request>) => respond(new Request(...asked)) }
    const config = { repositories: ['acme/app'], projects: [{ owner: 'acme', number: 1 }] }
    const sync = { simulator, store: memoryStore(), config }
    await githubSync(sync, way)
    await githubSync(sync, way)
    simulator.edit({ kind: 'deleteIssue', repo: 'acme/app', number: 2 })
    await githubSync(sync, { ...way, full: true })
    expect(verdictOf(wire.violations, GITHUB_DEFECTS)).toEqual(CLEAN)
    expect([...wire.undescribed]).toEqual(['POST /graphql'])
    expect(wire.judged).toBeGreaterThan(60)
  })
})

/** What Prism has against one request that is answered with nothing. */
const onRequest = async (wire: JudgedWire, target: string, init: RequestInit = {}): Promise<string> => {
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' }
  const send = wire.through(async () => Response.json({}))
  await send(new Request(`${CLOUD}${target}`, { headers, ...init }))
  const { breaches } = verdictOf(wire.violations.splice(0), [])
  return breaches.filter((breach) => breach.startsWith('request')).join()
}

describeWithFixtures('Prism, on what a connector would make up', ['specs'], () => {
  test('it refuses unknown addresses, wrong parameters, wrong bodies and requests that do not say who asks', async () => {
    const wire = await cloudWire()
    const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })
    const search = '/rest/api/3/search/jql'
    expect(await onRequest(wire, search, post({ jql: 'project = 1' }))).toBe('')
    expect(await onRequest(wire, search, post({ jql: 1 }))).toContain('jql must be string')
    expect(await onRequest(wire, search, post({ jql: '', startAt: 0 }))).toContain("found 'startAt'")
    expect(await onRequest(wire, '/rest/api/3/project/search?maxResults=many')).toContain('must be integer')
    expect(await onRequest(wire, '/rest/api/3/issues')).toContain('no path matched')
    expect(await onRequest(wire, search, { method: 'PUT' })).toContain('method')
    expect(await onRequest(wire, '/rest/api/3/myself', { headers: {} })).toContain('security')
  })
})
