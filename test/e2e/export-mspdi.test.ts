import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import github from '@headless-pmo/plugin-github'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortfolio, type OpenPortfolio } from '../failure-modes/support/open-portfolio.ts'
import { schemaErrors, SCHEMA } from '../mspdi/against-schema.ts'
import { differences } from '../mspdi/differences.ts'
import { recordsOf } from '../mspdi/read-back.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'

const PLAN = 'schedules/plans/Residential_Construction.xml'
const NAME = 'Residential_Construction.xml'

describeWithFixtures('a project as a plan', [PLAN, SCHEMA], () => {
  const folder = mkdtempSync(join(tmpdir(), 'pmo-mspdi-'))
  const held = new AsyncDisposableStack()
  let portfolio: OpenPortfolio
  const exported = async (query: string): Promise<Response> =>
    portfolio.fetch(`/api/v1/export?format=mspdi&${query}`)

  beforeAll(async () => {
    const simulator = held.use(
      await startGitHubSimulator({
        repositories: [{ fullName: 'acme/app', issues: 40, pullShare: 0, relations: true }],
      }),
    )
    writeFileSync(join(folder, NAME), readFileSync(fixture(PLAN)))
    portfolio = held.use(
      await openPortfolio({
        plugins: [github, microsoftProject],
        connections: {
          code: {
            plugin: 'github',
            baseUrl: simulator.url,
            repositories: ['acme/app'],
            secrets: { token: 'env:EXPORT_TOKEN' },
            sync: { every: 'never' },
          },
          plans: { plugin: 'microsoft-project', files: [folder], sync: { every: 'never' } },
        },
        projects: [
          { id: 'house', name: 'House', sources: [{ connection: 'plans', container: NAME }] },
          { id: 'app', name: 'App', sources: [{ connection: 'code' }] },
        ],
        secrets: { EXPORT_TOKEN: simulator.token },
      }),
    )
    for (const connection of ['code', 'plans']) {
      const { state, problem } = await portfolio.sync(connection)
      if (state !== 'ok') throw new Error(`${connection}: ${problem ?? state}`)
    }
  })
  afterAll(async () => {
    await held.disposeAsync()
    rmSync(folder, { recursive: true })
  })

  test('a plan comes back as it was, through the store and the API', async () => {
    const reply = await exported('project=house&release=2010')
    expect(reply.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const text = await reply.text()
    const before = await recordsOf(NAME, readFileSync(fixture(PLAN)))
    const found = differences(before, await recordsOf(NAME, new TextEncoder().encode(text)))
    // The project has a name of its own.
    expect([...found]).toEqual([['container.name', 1]])
  })

  test('issues of GitHub become tasks that follow the schema, with their links, people and milestones', async () => {
    const text = await (await exported('project=app&timeZone=Europe/Berlin')).text()
    expect(await schemaErrors({ 'app.xml': text })).toEqual([])
    const records = await recordsOf('app.xml', new TextEncoder().encode(text))
    const items = await portfolio.items('code')
    const tasks = records.filter((record) => record.kind === 'workItem')
    expect(
      tasks
        .filter(({ isMilestone }) => isMilestone !== true)
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(items.map(({ data }) => data.title).toSorted())
    const count = (kind: string): number => records.filter((record) => record.kind === kind).length
    expect(count('dependency')).toBeGreaterThan(3)
    expect(count('resource')).toBeGreaterThan(1)
    expect(count('assignment')).toBeGreaterThan(5)
    expect(tasks.some(({ isMilestone }) => isMilestone === true)).toBe(true)
    expect(tasks.some(({ parent }) => parent !== undefined)).toBe(true)
    expect(await (await exported('project=app&timeZone=Europe/Berlin')).text()).toBe(text)
  })

  test.each([
    ['project=nowhere', 404, 'nowhere'],
    ['', 400, 'name it: format=mspdi&project=<id>'],
    ['project=app&timeZone=Mars/Olympus', 400, 'is no time zone'],
    ['project=app&release=95', 400, 'write 2007 or 2010'],
  ])('%s is answered with %i and a sentence', async (query, status, words) => {
    const reply = await exported(query)
    expect(reply.status).toBe(status)
    expect(await reply.text()).toContain(words)
  })
})
