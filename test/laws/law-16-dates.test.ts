import { startGitHubSimulator, type GitHubSimulator } from '@headless-pmo/simulators/github'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts'
import { Product } from './support/product.ts'
import { projectXml } from './support/project-xml.ts'

/** The first and nearly the last place on Earth to begin a day, one with half hours that puts its clocks on, and UTC. */
const ZONES = ['Pacific/Kiritimati', 'America/St_Johns', 'UTC'] as const

let simulator: GitHubSimulator
beforeAll(async () => {
  simulator = await startGitHubSimulator({
    repositories: [{ fullName: 'acme/app', issues: 8 }],
    users: [{ login: 'ada' }],
    organizations: [{ login: 'acme', members: ['ada'] }],
    projects: [
      {
        owner: 'acme',
        number: 1,
        title: 'Dates',
        fields: [{ name: 'Due', dataType: 'DATE' }],
      },
    ],
  })
  simulator.edit({
    kind: 'createMilestone',
    repo: 'acme/app',
    title: 'New year',
    dueOn: '2026-12-31T00:00:00Z',
  })
  simulator.edit({ kind: 'createMilestone', repo: 'acme/app', title: 'West', dueOn: '2026-12-31T08:00:00Z' })
  const made = simulator.edit({ kind: 'createIssue', repo: 'acme/app', title: 'Due soon' })
  simulator.edit({ kind: 'setMilestone', repo: 'acme/app', number: made.number ?? 0, milestone: 4 })
  const board = { owner: 'acme', project: 1 }
  const added = simulator.edit({
    kind: 'addItem',
    ...board,
    issue: { repo: 'acme/app', number: made.number ?? 0 },
  })
  simulator.edit({
    kind: 'setItemValue',
    ...board,
    item: Number(added.id),
    field: 'Due',
    value: '2026-03-29',
  })
})
afterAll(() => simulator.close())

const workspace = (zone: string, more: Readonly<Record<string, string>> = {}) => ({
  variables: { TZ: zone, PMO_TEST_TOKEN: simulator.token, ...more },
  files: {
    'plans/dates.xml': projectXml,
    'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import msp from '@headless-pmo/plugin-microsoft-project'
const never = { every: 'never' } as const
export default defineConfig({
  plugins: [github, msp],
  connections: {
    code: { plugin: 'github', baseUrl: '${simulator.url}', repositories: ['acme/app'], projects: [{ owner: 'acme', number: 1 }], secrets: { token: 'env:PMO_TEST_TOKEN' }, sync: never },
    local: { plugin: 'microsoft-project', files: ['plans'], sync: never },
    zoned: { plugin: 'microsoft-project', files: ['plans'], timeZone: 'Europe/Berlin', sync: never },
  },
})`,
  },
})

/** Syncs everything and gives what the server exports and what its lists and its past say. */
async function said(product: Product): Promise<{ readonly exported: string; readonly listed: string }> {
  for (const connection of ['code', 'local', 'zoned']) {
    const { state, streams } = await product.sync(connection)
    expect([state, streams.flatMap(({ reasons }) => reasons)]).toEqual(['ok', []])
  }
  const { api } = product.client
  const listed = await api.workItems.list.query({ sort: 'due', direction: 'ascending', limit: 100 })
  return { exported: await product.export(), listed: JSON.stringify(listed.items) }
}

let first: { readonly exported: string; readonly listed: string } | undefined

describe('law 16: dates stay dates', () => {
  test.each(ZONES)('a server in %s says the same, byte for byte', async (zone) => {
    await using product = await Product.start(workspace(zone))
    const here = await said(product)
    first ??= here
    expect(here).toEqual(first)
    await product.stop()
    const elsewhere = await product.pmo(['export'], { TZ: zone === 'UTC' ? 'Pacific/Kiritimati' : 'UTC' })
    expect(elsewhere.stdout).toBe(first.exported)
  })

  test('a due date is a day, an event an instant, a schedule local time in the zone of its project', () => {
    const records = (first?.exported ?? '').split('\n').flatMap((line) => {
      // Lines of our own format.
      return line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]
    })
    const named = (connection: string, title: string): unknown =>
      records.find(
        (record) => record['connection'] === connection && (record['title'] ?? record['name']) === title,
      )
    expect(named('code', 'New year')).toMatchObject({ kind: 'milestone', due: '2026-12-31' })
    expect(named('code', 'West')).toMatchObject({ due: '2026-12-31' })
    expect(named('code', 'Due soon')).toMatchObject({
      created: '2026-01-05T09:00:00Z',
      composed: { due: { value: '2026-03-29', from: { kind: 'placement' } } },
    })
    for (const plan of ['local', 'zoned']) {
      expect(named(plan, 'New year')).toMatchObject({
        plannedStart: '2026-01-01T00:00:00',
        plannedFinish: '2026-01-01T23:59:59',
        deadline: '2026-12-31T23:59:00',
        duration: { minutes: 480, basis: 'working' },
      })
      expect(named(plan, 'Clocks are put on')).toMatchObject({
        plannedStart: '2026-03-29T02:30:00',
        plannedFinish: '2026-10-25T02:30:00',
      })
    }
    expect(named('zoned', 'Dates')).toMatchObject({ timeZone: 'Europe/Berlin', start: '2026-01-01T00:00:00' })
    expect(named('local', 'Dates')).not.toHaveProperty('timeZone')
  })
})

describeOnPostgres('law 16: dates stay dates', () => {
  test('on PostgreSQL, too', async () => {
    await using database = await createPostgresDatabase()
    await using product = await Product.start(workspace('Pacific/Kiritimati', { DATABASE_URL: database.url }))
    expect(await said(product)).toEqual(first)
  })
})
