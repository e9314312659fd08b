import jira from '@headless-pmo/plugin-jira'
import {
  DEFAULT_CLOUD_ID,
  fixedClock,
  startJiraCloudSimulator,
  type JiraCloudSimulator,
} from '@headless-pmo/simulators/jira-cloud'
import { ConnectionService } from '../../../core/src/connections/index.ts'
import { migrate, openDatabase } from '../../../core/src/database/index.ts'
import {
  configVersionMigration,
  definitionsMigration,
  DefinitionService,
} from '../../../core/src/definitions/index.ts'
import { createCipher, hostMigration } from '../../../core/src/host/index.ts'
import { leaseMigration } from '../../../core/src/jobs/index.ts'
import { DefinitionUpgrades, loadRegistry, writtenFor } from '../../../core/src/registry/index.ts'
import { LeaseKeeper, webhooksMigration } from '../../../core/src/webhooks/index.ts'
import { led, OAUTH_APP, SITE } from './jira-app.ts'

/** The keeper of webhooks alone, by the clock of the site: days pass at once. */
export async function keepWebhooks(): Promise<
  AsyncDisposable & { readonly simulator: JiraCloudSimulator; readonly keeper: LeaseKeeper }
> {
  await using stack = new AsyncDisposableStack()
  const simulator = stack.use(
    await startJiraCloudSimulator({
      clock: fixedClock('2026-11-02T09:00:00Z'),
      siteUrl: SITE,
      projects: [{ key: 'APP' }],
      oauthApps: [OAUTH_APP],
    }),
  )
  const database = await openDatabase({ memory: true })
  stack.defer(() => database.close())
  await migrate(database, [
    leaseMigration,
    definitionsMigration,
    configVersionMigration,
    hostMigration,
    webhooksMigration,
  ])
  const registry = await loadRegistry({ plugins: [jira], configFile: '/nowhere/pmo.config.ts' })
  const definitions = new DefinitionService(database, writtenFor(registry))
  const connections = stack.use(
    new ConnectionService({
      database,
      definitions,
      registry,
      upgrades: new DefinitionUpgrades(definitions, registry),
      baseDir: '/',
      cipher: createCipher(Buffer.alloc(32, 1)),
      http: led(() => simulator.origin),
      archive: async () => undefined,
    }),
  )
  const { login: _login, ...secretValues } = OAUTH_APP
  await connections.create({
    id: 'work',
    body: { plugin: 'jira', baseUrl: SITE, cloudId: DEFAULT_CLOUD_ID, projects: ['APP'] },
    secretValues,
    by: 'test',
  })
  const keeper = new LeaseKeeper({
    database,
    connections,
    clock: { now: () => simulator.clock.now(), sleep: () => Promise.resolve() },
    publicUrl: 'http://127.0.0.1:1',
    sync: {
      startIn: () => Promise.reject(new Error('Nothing was missed, and yet a sync is started.')),
    },
  })
  const held = stack.move()
  return { simulator, keeper, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
