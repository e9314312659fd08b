import { join } from 'node:path'
import { syncConnection } from '@headless-pmo/engine'
import mspdi from '@headless-pmo/plugin-microsoft-project'
import { contributionsOf, type AnyConnector } from '@headless-pmo/sdk'
import { startGitHubSimulator } from '@headless-pmo/simulators/github'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { bindContribution, openIsolated, type IsolatedPlugin } from '../../core/src/host/isolation/index.ts'
import { createFileTransport } from '../../core/src/host/transport/file-transport.ts'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { githubSync } from './github-sync.ts'

const root = join(import.meta.dirname, '../..')
const config = { repositories: ['acme/app', 'acme/web'], projects: [{ owner: 'acme', number: 1 }] }

async function connectorOf(plugin: IsolatedPlugin, settings: unknown): Promise<AnyConnector> {
  const [connector] = contributionsOf(plugin.plugin, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return bindContribution(connector, settings, 'it')
}

test('the GitHub connector ends in the same state in a process of its own, with the same counts', async () => {
  await using simulator = await startGitHubSimulator({
    seed: 11,
    organizations: [{ login: 'acme', issueTypes: [{ name: 'Bug' }], members: ['ada', 'grace'] }],
    repositories: [
      { fullName: 'acme/app', issues: 130 },
      { fullName: 'acme/web', issues: 12 },
    ],
    projects: [
      { owner: 'acme', title: 'Roadmap', number: 1, fields: [{ name: 'Points', dataType: 'NUMBER' }] },
    ],
  })
  simulator.edit({ kind: 'addItem', owner: 'acme', project: 1, issue: { repo: 'acme/app', number: 1 } })
  await using isolated = await openIsolated({ entry: { module: join(root, 'plugins/github/src/index.ts') } })
  const connector = await connectorOf(isolated, { baseUrl: simulator.url, ...config })
  const [here, there] = [memoryStore(), memoryStore()]
  const both = async () => {
    const inline = await githubSync({ simulator, store: here, config })
    const apart = await githubSync({ simulator, store: there, config }, { connector })
    expect(apart).toEqual(inline)
    expect(inline.map(({ state }) => state)).toEqual(inline.map(() => 'ok'))
    expect(there.fingerprint()).toBe(here.fingerprint())
    return inline
  }
  const first = await both()
  expect(first.reduce((sum, { items }) => sum + items, 0)).toBeGreaterThan(140)
  // Nothing new, then edits, then everything mapped again.
  await both()
  simulator.edit({ kind: 'editIssue', repo: 'acme/app', number: 3, title: 'Another title' })
  await both()
  expect(isolated.attempts()).toEqual([])
})

describeWithFixtures('plan files', ['schedules/plans'], () => {
  test('plans are read from files by a process that cannot open any', async () => {
    const folder = fixture('schedules/plans')
    const transport = createFileTransport({ roots: [folder] })
    const settings = { files: [folder] }
    await using isolated = await openIsolated({
      entry: { module: join(root, 'plugins/microsoft-project/src/index.ts') },
    })
    const apart = await connectorOf(isolated, settings)
    const [inline] = contributionsOf(mspdi, 'connector')
    const sync = (connector: AnyConnector | undefined, store: MemoryStore) => {
      if (connector === undefined) throw new Error('the plugin has a connector')
      return syncConnection({
        connection: 'plans',
        pluginVersion: mspdi.version,
        connector,
        config: connector.config.parse(settings),
        store,
        lease: { name: 'plans', fence: 1 },
        clock: { now: () => 0, sleep: async () => undefined },
        fetch: (input, init) => transport(new Request(input, init)),
        signal: new AbortController().signal,
        full: false,
        censusEveryMs: 86_400_000,
      })
    }
    const [here, there] = [memoryStore(), memoryStore()]
    const results = await sync(inline, here)
    expect(results[0]?.items).toBeGreaterThan(100)
    expect(await sync(apart, there)).toEqual(results)
    expect(there.fingerprint()).toBe(here.fingerprint())
    expect(isolated.attempts()).toEqual([])
  })
})
