import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@headless-pmo/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnvironment } from '../../core/src/config/index.ts'
import { openDatabase } from '../../core/src/database/index.ts'
import { openApp } from '../../core/src/open-app.ts'
import { fingerprint } from '../../core/src/records/index.ts'
import type { Run } from '../../core/src/sync/index.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { createPostgresDatabase, describeOnPostgres } from '../support/postgres.ts'

const PLANS = ['Residential_Construction', 'Homemoveplan'] as const
const inputs = ['recordings/github-ants/issues.json', ...PLANS.map((plan) => `schedules/plans/${plan}.xml`)]

type Recorded = Readonly<Record<string, unknown>>

function recorded(name: string): Recorded[] {
  return JSON.parse(readFileSync(fixture(`recordings/github-ants/${name}.json`), 'utf8')) as Recorded[]
}

/** The recorded issues as the tracker has them: one row is there twice, and pull requests are listed among them. */
function recordedIssues(): Recorded[] {
  const rows = new Map(recorded('issues').map((row) => [row['number'], row]))
  return [...rows.values()].filter((row) => row['pull_request'] === undefined)
}

/** Ids of the recorded events that happened to one of the recorded issues; one is there twice, too. */
function changesOfIssues(): Set<unknown> {
  const issues = new Set(recordedIssues().map(({ id }) => id))
  // The recording's own shape: an event names its issue, or none.
  const events = recorded('events') as (Recorded & { readonly issue: Recorded | null })[]
  return new Set(events.filter(({ issue }) => issues.has(issue?.['id'])).map(({ id }) => id))
}

/** The kinds of links by their number in the file. */
const LINK_TYPES = ['FF', 'FS', 'SF', 'SS']
const NOBODY = '-65535'

/** What a plan file holds, counted in its text without the plugin that is under test. */
function planCounts(plan: string) {
  const xml = readFileSync(fixture(`schedules/plans/${plan}.xml`), 'utf8')
  const elements = (name: string): string[] => xml.match(new RegExp(`<${name}>.*?</${name}>`, 'gs')) ?? []
  const text = (element: string, name: string): string | undefined =>
    new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(element)?.[1]
  // Number 0 stands for the project itself, and for no resource.
  const tasks = elements('Task').filter((task) => text(task, 'UID') !== '0' && text(task, 'IsNull') !== '1')
  const links = tasks.flatMap((task) => task.match(/<PredecessorLink>.*?<\/PredecessorLink>/gs) ?? [])
  return {
    tasks: tasks.length,
    resources: elements('Resource').filter((resource) => text(resource, 'UID') !== '0').length,
    assignments: elements('Assignment').filter((each) => text(each, 'ResourceUID') !== NOBODY).length,
    links: countBy(links, (link) => LINK_TYPES[Number(text(link, 'Type'))] ?? 'unknown'),
  }
}

function countBy<T>(values: readonly T[], key: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[key(value)] = (counts[key(value)] ?? 0) + 1
  return counts
}

interface Line {
  readonly kind?: string
  readonly connection?: string
  readonly ref?: string
  readonly type?: string
}

/** Opens the whole server on the real configuration, syncs everything, and looks at the result. */
async function syncOnce(configFile: string, variables: Readonly<Record<string, string>>) {
  await using app = await openApp({
    environment: readEnvironment({ PMO_LOG_LEVEL: 'error', ...variables }),
    configFile,
  })
  await app.work({ schedule: false })
  const { api } = createClient({
    url: 'http://in-process',
    token: 'unused',
    fetch: (input, init) => app.fetch(new Request(input, init)),
  })
  const runs = await Promise.all(
    ['code', 'plans'].map(async (connection) => {
      const { id } = await api.sync.start.mutate({ connection })
      let run: Run = await api.sync.run.query({ run: id })
      for await (const state of await api.sync.progress.query({ run: id })) run = state
      return run
    }),
  )
  const exported = await (await app.fetch(new Request('http://in-process/api/v1/export'))).text()
  const lines = exported
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
  return { runs, portfolio: await api.projects.list.query({}), exported, lines }
}

describeWithFixtures('real input from one end to the other', inputs, () => {
  let folder = ''
  let configFile = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pmo-real-'))
    configFile = join(folder, 'pmo.config.ts')
    // What a config file imports is loaded once: the tracker stays the same for all syncs of this process.
    const real = pathToFileURL(join(import.meta.dirname, 'real.config.ts')).href
    await writeFile(configFile, `export { default } from ${JSON.stringify(real)}\n`)
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  /** What is the same on every database. */
  async function prove(
    variables: Readonly<Record<string, string>>,
    state: () => Promise<Readonly<Record<string, string>>>,
  ): Promise<void> {
    const first = await syncOnce(configFile, variables)
    expect(first.runs.map(({ state, problem }) => ({ state, problem }))).toEqual([
      { state: 'ok' },
      { state: 'ok' },
    ])

    const [construction, move] = PLANS.map(planCounts)
    const issues = recordedIssues().length
    expect(first.portfolio).toMatchObject({
      unassigned: 0,
      projects: [
        { id: 'construction', counts: { total: issues + (construction?.tasks ?? 0) } },
        { id: 'move', counts: { total: move?.tasks } },
      ],
    })

    const of = (connection: string, kind: string, part = ''): Line[] =>
      first.lines.filter(
        (line) => line.connection === connection && line.kind === kind && line.ref?.startsWith(part),
      )
    expect(of('code', 'workItem')).toHaveLength(issues)
    expect(of('code', 'milestone')).toHaveLength(recorded('milestones').length)
    expect(of('code', 'change')).toHaveLength(changesOfIssues().size)
    for (const plan of PLANS) {
      const part = `${plan}.xml#`
      expect({
        tasks: of('plans', 'workItem', part).length,
        resources: of('plans', 'resource', part).length,
        assignments: of('plans', 'assignment', part).length,
        links: countBy(of('plans', 'dependency', part), ({ type }) => type ?? 'none'),
      }).toEqual(planCounts(plan))
    }

    const before = await state()
    const second = await syncOnce(configFile, variables)
    expect(second.runs.map(({ state }) => state)).toEqual(['ok', 'ok'])
    expect(second.runs.flatMap(({ streams }) => streams.map(({ written }) => written))).toEqual(
      second.runs.flatMap(({ streams }) => streams.map(() => 0)),
    )
    expect(await state()).toEqual(before)
    expect(second.exported).toBe(first.exported)
  }

  test('counts are those of the files, and a second sync writes nothing', async () => {
    const dataDir = join(folder, 'data')
    await prove({ PMO_DATA_DIR: dataDir }, async () => {
      await using database = await openDatabase({ dataDir })
      return await fingerprint(database.root)
    })
  })

  describeOnPostgres('on PostgreSQL', () => {
    test('counts are those of the files, and a second sync writes nothing', async () => {
      await using server = await createPostgresDatabase()
      await using database = await openDatabase({ url: server.url })
      await prove({ PMO_DATA_DIR: join(folder, 'token'), DATABASE_URL: server.url }, () =>
        fingerprint(database.root),
      )
    })
  })
})
