/**
 * The composition root: the only file that knows everything.
 * @module
 */
import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Store, Transport } from '@headless-pmo/engine'
import { Container, type ServiceIdentifier } from 'inversify'
import {
  apiTokensMigration,
  CALLBACK_PATH,
  createApp,
  createAppRouter,
  HealthService,
  liveEvents,
  PluginRoutes,
  databaseAnswers,
  serve,
  TokenService,
  webhookReceiver,
  type AppRouter,
  type DeliveryReceipt,
  type Liveness,
} from './api/index.ts'
import type { Trial } from './authoring/index.ts'
import { processTerminal, readableLog, runCli, tokenFile, type App, type AppOptions } from './cli/index.ts'
import {
  checkConfig,
  CONFIG_FILE,
  isPmoError,
  loadConfig,
  mistakesText,
  PmoError,
  VERSION,
  type Environment,
  type LoadedConfig,
  type PmoConfig,
} from './config/index.ts'
import { ConnectionService, defineConnectionJobs, probeLater, scheduleUpkeep } from './connections/index.ts'
import { DependencyService } from './coordination/index.ts'
import { migrate, openDatabase, type Database, type Migration } from './database/index.ts'
import {
  configVersionMigration,
  definitionsMigration,
  DefinitionService,
  differenceLines,
} from './definitions/index.ts'
import {
  consentMigration,
  createCipher,
  createLogger,
  createLogRedactor,
  hostMigration,
  systemClock,
  type Logger,
  type LogRedactor,
} from './host/index.ts'
import {
  assertFence,
  createJobs,
  isHolderGone,
  leaseMigration,
  PROCESS_HOLDER,
  type Jobs,
} from './jobs/index.ts'
import {
  defineNotificationJobs,
  notificationsMigration,
  NotificationService,
  NotifierService,
  scheduleNotificationUpkeep,
  type PluginCondition,
} from './notifications/index.ts'
import {
  disguiseOf,
  PeopleService,
  personDecisionsMigration,
  PersonsService,
  pseudonymsMigration,
} from './people/index.ts'
import { PortfolioService, WorkItemService } from './portfolio/index.ts'
import {
  archiveConnection,
  archivedConnections,
  createStore,
  mendFeed,
  exportNdjson,
  returnConnection,
  storedConnections,
  syncedDataMigration,
} from './records/index.ts'
import {
  keptDecisions,
  loadRegistry,
  pluginDecisionsMigration,
  DefinitionUpgrades,
  PluginService,
  writtenFor,
  type MigratedDefinition,
  type PluginDecision,
  type PluginView,
  type Registry,
} from './registry/index.ts'
import {
  createRemovalDesk,
  defineSyncJobs,
  runsMigration,
  scheduleConnections,
  SyncService,
} from './sync/index.ts'
import {
  defineWebhookJobs,
  LeaseKeeper,
  scheduleWebhooks,
  WebhookService,
  webhooksMigration,
} from './webhooks/index.ts'

/** Every step of the schema, in order. A new one is added at the end. */
const MIGRATIONS: readonly Migration[] = [
  leaseMigration,
  definitionsMigration,
  apiTokensMigration,
  syncedDataMigration,
  hostMigration,
  runsMigration,
  pseudonymsMigration,
  personDecisionsMigration,
  pluginDecisionsMigration,
  configVersionMigration,
  notificationsMigration,
  webhooksMigration,
  consentMigration,
]

const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`headless-pmo/${name}`)
const DATABASE = token<Database>('database')
const ENVIRONMENT = token<Environment>('environment')
/** Where this server is reached, once that is known. */
const ADDRESS = token<{ base?: string }>('address')
const LOG = token<Logger>('log')
const LOG_REDACTOR = token<LogRedactor>('log-redactor')
/** Folder that paths in the configuration are meant from. */
const BASE_DIR = token<string>('base-dir')
/** Answers what would go to the network, in a trial. */
const HTTP = token<{ readonly transport?: Transport }>('http')
const REGISTRY = token<Registry>('registry')
const PLUGINS = token<PluginService>('plugins')
const UPGRADES = token<DefinitionUpgrades>('upgrades')
const JOBS = token<Jobs>('jobs')
const STORE = token<Store>('store')
const DEFINITIONS = token<DefinitionService>('definitions')
const CONNECTIONS = token<ConnectionService>('connections')
const NOTIFIERS = token<NotifierService>('notifiers')
const NOTIFICATIONS = token<NotificationService>('notifications')
const SYNC = token<SyncService>('sync')
const PEOPLE = token<PeopleService>('people')
const PERSONS = token<PersonsService>('persons')
const PORTFOLIO = token<PortfolioService>('portfolio')
const WORK_ITEMS = token<WorkItemService>('work-items')
const DEPENDENCIES = token<DependencyService>('dependencies')
const HEALTH = token<HealthService>('health')
const TOKENS = token<TokenService>('tokens')
const KEEPER = token<LeaseKeeper>('lease-keeper')
const WEBHOOKS = token<WebhookService>('webhooks')
const ROUTER = token<AppRouter>('router')
const ROUTES = token<PluginRoutes>('plugin-routes')
const RECEIVER = token<ReturnType<typeof webhookReceiver>>('webhook-receiver')

function compose(container: Container): void {
  container.bind(JOBS).toResolvedValue(createJobs, [DATABASE, LOG])
  container
    .bind(STORE)
    .toResolvedValue(
      (database, notifications) =>
        createStore(database, assertFence, (tx, { stream: key, items, live }, run) =>
          notifications.removalsHeld(tx, { ...key, run: run ?? '', items: items.length, live }),
        ),
      [DATABASE, NOTIFICATIONS],
    )
  container.bind(NOTIFIERS).toResolvedValue(
    (database, definitions, registry, upgrades, environment, baseDir, logRedactor, { transport }, log) =>
      new NotifierService({
        database,
        definitions,
        plugins: registry,
        upgrades,
        baseDir,
        logRedactor,
        ...(transport !== undefined && { http: transport }),
        ...(environment.secretKey !== undefined && { cipher: createCipher(environment.secretKey) }),
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, DEFINITIONS, REGISTRY, UPGRADES, ENVIRONMENT, BASE_DIR, LOG_REDACTOR, HTTP, LOG],
  )
  container.bind(NOTIFICATIONS).toResolvedValue(
    (database, definitions, jobs, notifiers, { publicUrl }) =>
      new NotificationService({
        database,
        definitions,
        jobs,
        notifiers,
        clock: systemClock,
        addressOf: (path) =>
          publicUrl === undefined ? undefined : `${publicUrl.replace(/\/$/, '')}/api/v1${path}`,
      }),
    [DATABASE, DEFINITIONS, JOBS, NOTIFIERS, ENVIRONMENT],
  )
  container
    .bind(DEFINITIONS)
    .toResolvedValue(
      (database, registry) => new DefinitionService(database, writtenFor(registry)),
      [DATABASE, REGISTRY],
    )
  container
    .bind(UPGRADES)
    .toResolvedValue(
      (definitions, registry) => new DefinitionUpgrades(definitions, registry),
      [DEFINITIONS, REGISTRY],
    )
  container.bind(CONNECTIONS).toResolvedValue(
    (
      database,
      definitions,
      registry,
      upgrades,
      environment,
      baseDir,
      logRedactor,
      { transport },
      notifications,
      log,
      address,
    ) =>
      new ConnectionService({
        database,
        definitions,
        registry,
        upgrades,
        baseDir,
        logRedactor,
        ...(transport !== undefined && { http: transport }),
        ...(environment.secretKey !== undefined && { cipher: createCipher(environment.secretKey) }),
        callback: () =>
          address.base === undefined ? undefined : address.base.replace(/\/+$/, '') + CALLBACK_PATH,
        archive: (connection) => database.transaction((tx) => archiveConnection(tx, connection)),
        // What the tracker said is told to whoever asked, whether or not others can be told.
        onProbe: (connection, result) =>
          notifications
            .apart((tx) => notifications.probed(tx, connection, result))
            .catch((error: unknown) => log.error({ err: error, connection }, 'A probe could not be told.')),
      }),
    [
      DATABASE,
      DEFINITIONS,
      REGISTRY,
      UPGRADES,
      ENVIRONMENT,
      BASE_DIR,
      LOG_REDACTOR,
      HTTP,
      NOTIFICATIONS,
      LOG,
      ADDRESS,
    ],
  )
  container.bind(SYNC).toResolvedValue(
    (database, jobs, store, connections, notifications, log) =>
      new SyncService({
        database,
        jobs,
        store,
        connections,
        removals: createRemovalDesk(database, store),
        clock: systemClock,
        disguise: (connection) => disguiseOf(database.root, connection),
        holder: PROCESS_HOLDER,
        isGone: isHolderGone,
        onEnded: async (tx, run) => {
          await notifications.runEnded(tx, run)
          if (run.state === 'failed' && !run.dryRun) await probeLater(jobs, tx, run.connection)
        },
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, JOBS, STORE, CONNECTIONS, NOTIFICATIONS, LOG],
  )
  container
    .bind(PLUGINS)
    .toResolvedValue(
      (database, registry, upgrades) =>
        new PluginService({ database, registry, migrate: (plugin) => upgrades.bringUpToDate(plugin) }),
      [DATABASE, REGISTRY, UPGRADES],
    )
  container.bind(PERSONS).toResolvedValue((database) => new PersonsService(database), [DATABASE])
  container
    .bind(PEOPLE)
    .toResolvedValue(
      (database, sync) =>
        new PeopleService({ database, alone: (connection, work) => sync.alone(connection, work) }),
      [DATABASE, SYNC],
    )
  container.bind(TOKENS).toResolvedValue((database) => new TokenService(database), [DATABASE])
  container.bind(PORTFOLIO).toResolvedValue(
    (database, definitions, sync) =>
      new PortfolioService({
        database,
        definitions,
        lastReadings: (connection) => sync.lastReadings(connection),
        today: () => Temporal.Now.plainDateISO('UTC').toString(),
      }),
    [DATABASE, DEFINITIONS, SYNC],
  )
  container
    .bind(WORK_ITEMS)
    .toResolvedValue(
      (database, definitions, portfolio) => new WorkItemService(database, definitions, portfolio),
      [DATABASE, DEFINITIONS, PORTFOLIO],
    )
  container
    .bind(DEPENDENCIES)
    .toResolvedValue(
      (database, portfolio) => new DependencyService(database, portfolio),
      [DATABASE, PORTFOLIO],
    )
  container.bind(HEALTH).toResolvedValue(
    (database, registry, connections, notifiers, portfolio, sync, jobs, webhooks, environment) =>
      new HealthService({
        database,
        registry,
        connections,
        notifiers,
        portfolio,
        sync,
        jobs,
        webhooks,
        ...(environment.publicUrl !== undefined && { publicUrl: environment.publicUrl }),
      }),
    [DATABASE, REGISTRY, CONNECTIONS, NOTIFIERS, PORTFOLIO, SYNC, JOBS, WEBHOOKS, ENVIRONMENT],
  )
  container.bind(ROUTER).toResolvedValue(
    (
      database,
      definitions,
      connections,
      plugins,
      upgrades,
      notifiers,
      notifications,
      sync,
      people,
      persons,
      portfolio,
      workItems,
      dependencies,
      health,
      tokens,
      webhooks,
    ) =>
      createAppRouter({
        database,
        definitions,
        connections,
        plugins,
        upgrades,
        notifiers,
        notifications,
        sync,
        people,
        persons,
        portfolio,
        workItems,
        dependencies,
        health,
        tokens,
        webhooks,
      }),
    [
      DATABASE,
      DEFINITIONS,
      CONNECTIONS,
      PLUGINS,
      UPGRADES,
      NOTIFIERS,
      NOTIFICATIONS,
      SYNC,
      PEOPLE,
      PERSONS,
      PORTFOLIO,
      WORK_ITEMS,
      DEPENDENCIES,
      HEALTH,
      TOKENS,
      WEBHOOKS,
    ],
  )
  container.bind(ROUTES).toResolvedValue(
    (database, registry, router, environment, baseDir, logRedactor, { transport }, log) =>
      new PluginRoutes({
        database,
        registry,
        router,
        baseDir,
        logRedactor,
        ...(transport !== undefined && { http: transport }),
        ...(environment.secretKey !== undefined && { cipher: createCipher(environment.secretKey) }),
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, REGISTRY, ROUTER, ENVIRONMENT, BASE_DIR, LOG_REDACTOR, HTTP, LOG],
  )
  container
    .bind(RECEIVER)
    .toResolvedValue(
      (database, connections, sync, webhooks) => webhookReceiver({ database, connections, sync, webhooks }),
      [DATABASE, CONNECTIONS, SYNC, WEBHOOKS],
    )
  container.bind(KEEPER).toResolvedValue(
    (database, connections, sync, { publicUrl }, log) =>
      new LeaseKeeper({
        database,
        connections,
        sync,
        clock: systemClock,
        ...(publicUrl !== undefined && { publicUrl }),
        log: (level, fields, message) => log[level](fields, message),
      }),
    [DATABASE, CONNECTIONS, SYNC, ENVIRONMENT, LOG],
  )
  container.bind(WEBHOOKS).toResolvedValue(
    (database, connections, keeper, { publicUrl }) =>
      new WebhookService({
        database,
        connections,
        keeper,
        clock: systemClock,
        ...(publicUrl !== undefined && { publicUrl }),
      }),
    [DATABASE, CONNECTIONS, KEEPER, ENVIRONMENT],
  )
}

/** Port of a server that is told no other. */
const DEFAULT_PORT = 4400
const DEFAULT_HOST = '127.0.0.1'
const MIB = 1024 * 1024

async function prepare(database: Database): Promise<readonly string[]> {
  const result = await migrate(database, MIGRATIONS)
  if (result.outcome === 'failed') throw result.error
  if (result.outcome === 'newer') throw new PmoError('schema-newer', result.reason)
  return result.outcome === 'migrated' ? result.applied : []
}

/** Keeps the first token where the command line finds it, readable by its owner alone. */
async function keepToken(dataDir: string, text: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(tokenFile(dataDir), `${text}\n`, { mode: 0o600 })
}

interface Configured {
  readonly loaded?: LoadedConfig
  readonly warnings: readonly string[]
  readonly registry: Registry
}

/** A configuration that is given as such is checked like a file. */
function given({ config, baseDir }: Pick<Trial, 'config' | 'baseDir'>): LoadedConfig {
  const file = join(baseDir, CONFIG_FILE)
  const checked = checkConfig(config)
  if (!checked.ok) throw new PmoError('config-invalid', mistakesText(CONFIG_FILE, checked.mistakes))
  return { file, config: checked.config }
}

/** Reads the configuration of a server, wherever it is; nothing where there is none. */
function configurationOf(options: AppOptions): Promise<LoadedConfig> | undefined {
  const { configFile: file, config, baseDir = process.cwd(), trial } = options
  if (trial !== undefined) return Promise.resolve(trial).then(given)
  if (config !== undefined) return Promise.resolve({ config, baseDir }).then(given)
  return file === undefined ? undefined : Promise.resolve(file).then(loadConfig)
}

async function configure(
  options: AppOptions,
  decisions: Promise<readonly PluginDecision[]>,
  log: Logger,
): Promise<Configured> {
  const warnings: string[] = []
  const loaded = await configurationOf(options)?.catch((error: unknown) => {
    if (options.apply !== false || !isPmoError(error)) throw error
    warnings.push(error.message)
    return undefined
  })
  const registry = await loadRegistry({
    plugins: loaded?.config.plugins ?? [],
    configFile: loaded?.file ?? join(process.cwd(), 'pmo.config.ts'),
    decisions,
    log: (level, fields, message) => log[level](fields, message),
  })
  for (const { state, reason, problem } of registry.plugins()) {
    if (state === 'quarantined' && reason !== undefined) warnings.push(reason)
    if (problem !== undefined) warnings.push(problem)
  }
  return { registry, warnings, ...(loaded !== undefined && { loaded }) }
}

function openLog(environment: Environment, redactor: LogRedactor): Logger {
  return createLogger({
    level: environment.logLevel,
    redactor,
    ...(process.stderr.isTTY && { destination: readableLog((text) => void process.stderr.write(text)) }),
  })
}

/** Makes what is stored equal to the file, or tells how the two differ. */
async function takeOver(
  definitions: DefinitionService,
  config: PmoConfig | undefined,
  apply: boolean,
): Promise<Pick<App, 'applied' | 'pending'>> {
  if (config === undefined) return { applied: [], pending: [] }
  // Where nothing is defined yet nothing can be lost: what the file says can be looked at before the first sync.
  if (apply || (await definitions.isEmpty()))
    return { applied: differenceLines((await definitions.applyFile(config)).changes), pending: [] }
  return { applied: [], pending: differenceLines((await definitions.compare(config)).changes) }
}

/**
 * Opens the whole server without listening. The database opens while the config file is read.
 *
 * @throws PmoError for whatever keeps it from opening, with a sentence for the operator
 * @example
 * ```ts
 * import { openApp, readEnvironment } from '@headless-pmo/core'
 *
 * await using app = await openApp({
 *   environment: readEnvironment({ ...process.env, PORT: '0' }),
 *   configFile: 'pmo.config.ts',
 * })
 * await app.work({ schedule: true })
 * const { address } = await app.listen()
 * ```
 */
export async function openApp(options: AppOptions): Promise<App> {
  const { environment, trial } = options
  const { databaseUrl, dataDir } = environment
  const inMemory = trial !== undefined || options.inMemory === true
  await using opening = new AsyncDisposableStack()
  const logRedactor = createLogRedactor()
  const log = openLog(environment, logRedactor)
  const deciding = Promise.withResolvers<readonly PluginDecision[]>()
  const configuring = configure(options, deciding.promise, log)
  // Its failure is looked at below, once the database is open or has failed by itself.
  configuring.catch(() => undefined)
  const database = opening.use(
    await openDatabase({
      ...(inMemory ? { memory: true } : databaseUrl === undefined ? { dataDir } : { url: databaseUrl }),
      onTrouble: (error) => log.error({ err: error }, error.message),
    }),
  )
  const migrated = await prepare(database)
  await database.transaction((tx) => mendFeed(tx))
  deciding.resolve(await keptDecisions(database))
  const { loaded, registry, warnings } = await configuring
  opening.defer(() => registry.dispose())
  const settings = loaded?.config.settings

  const container = new Container({ defaultScope: 'Singleton' })
  container.bind(DATABASE).toConstantValue(database)
  const publicUrl = environment.publicUrl ?? settings?.publicUrl
  container
    .bind(ENVIRONMENT)
    .toConstantValue({ ...environment, ...(publicUrl !== undefined && { publicUrl }) })
  const address: { base?: string } = publicUrl === undefined ? {} : { base: publicUrl }
  container.bind(ADDRESS).toConstantValue(address)
  container.bind(LOG).toConstantValue(log)
  container.bind(LOG_REDACTOR).toConstantValue(logRedactor)
  container.bind(HTTP).toConstantValue(trial === undefined ? {} : { transport: trial.http })
  container.bind(REGISTRY).toConstantValue(registry)
  container.bind(BASE_DIR).toConstantValue(loaded === undefined ? process.cwd() : dirname(loaded.file))
  compose(container)

  const definitions = container.get(DEFINITIONS)
  const { applied, pending } = await takeOver(definitions, loaded?.config, options.apply !== false)
  const upgraded = options.apply === false ? [] : await container.get(UPGRADES).bringUpToDate()
  await settleArchives(database, definitions)
  const tokens = container.get(TOKENS)
  const firstToken = await tokens.createFirst()
  if (firstToken !== undefined && !inMemory) await keepToken(dataDir, firstToken)

  const connections = opening.use(container.get(CONNECTIONS))
  opening.use(container.get(NOTIFIERS))
  const jobs = opening.use(container.get(JOBS))
  const sync = container.get(SYNC)
  const notifications = container.get(NOTIFICATIONS)
  defineSyncJobs(jobs, sync)
  defineConnectionJobs(jobs, database, connections)
  defineNotificationJobs(jobs, notifications)
  defineWebhookJobs(jobs, {
    database,
    connections,
    keeper: container.get(KEEPER),
    clock: systemClock,
    registers: (plugin) => registry.contribution(plugin, 'connector').webhook?.subscription !== undefined,
  })
  opening.use(watchPlugins(registry, notifications, log))
  const stopping = new AbortController()
  let working: Promise<void> | undefined
  const receive = container.get(RECEIVER)
  const routes = opening.use(container.get(ROUTES))
  const app = createApp({
    router: container.get(ROUTER),
    tokens,
    live: () => live(database, container.get(HEALTH)),
    events: liveEvents({ database, sync }),
    exports: {
      ndjson: () => exportNdjson(database.root),
      mspdi: (project, form) => container.get(PORTFOLIO).mspdi(project, form),
    },
    consent: (reply, signal) => connections.authorized(reply, signal),
    deliver: (connection, delivery): Promise<DeliveryReceipt> => receive(connection, delivery),
    plugins: {
      answer: (call) => routes.answer(call),
      routes: () => registry.routes(),
    },
    onUnexpected: (error, reference) =>
      log.error({ err: error, reference }, `A request failed (${reference}).`),
    ready: () => working ?? Promise.resolve(),
    stopping: stopping.signal,
    settings: {
      version: VERSION,
      baseUrl: () => address.base ?? `http://${DEFAULT_HOST}:${DEFAULT_PORT}`,
      corsOrigins: settings?.corsOrigins ?? [],
      requestBytes: settings?.limits?.requestBytes ?? MIB,
      webhookBytes: settings?.limits?.webhookBytes ?? 25 * MIB,
    },
  })
  const resources = opening.move()
  return {
    ...(firstToken !== undefined && { firstToken }),
    migrated,
    applied,
    pending,
    warnings: [...warnings, ...upgraded.map(upgradeLine)],
    fetch: async (request) => app.fetch(request, { inProcess: { name: 'operator', role: 'admin' } }),
    async listen() {
      const server = await serve(app, {
        host: environment.host ?? settings?.host ?? DEFAULT_HOST,
        port: environment.port ?? settings?.port ?? DEFAULT_PORT,
      })
      resources.use(server)
      address.base ??= server.address
      database.announce(server.address)
      return { address: server.address }
    },
    async work({ schedule }) {
      working = sync
        .recover()
        .then(() => jobs.start())
        .then(() => notifications.begin(registry.plugins().flatMap(conditionOf)))
      await working
      if (!schedule) return
      const intervals = await connections.intervals()
      await scheduleConnections(jobs, intervals)
      await scheduleUpkeep(jobs)
      await scheduleNotificationUpkeep(jobs)
      await scheduleWebhooks(jobs, database)
      await startNewConnections(sync, intervals, log)
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await resources.disposeAsync()
    },
  }
}

/** What an upgrade did to a connection or notifier, for the log of the start. */
function upgradeLine({ kind, id, changes, note }: MigratedDefinition): string {
  const lines = changes.map((line) => `\n    ${line}`).join('')
  return `${note ?? `The ${kind} "${id}" was brought to the new version of its plugin's config`}${lines === '' ? '' : `:${lines}`}`
}

/** How a plugin is, for those who are told; one that a person has switched off is nothing to tell. */
function conditionOf({ id, source, version, state, phase, reason }: PluginView): PluginCondition[] {
  if (state === 'disabled') return []
  const quarantine = { phase: phase ?? 'run', reason: reason ?? 'It is kept out.' }
  return [
    {
      plugin: id,
      source,
      ...(version !== undefined && { version }),
      ...(state === 'quarantined' && { quarantine }),
    },
  ]
}

/** Has what happens to plugins told. */
function watchPlugins(registry: Registry, notifications: NotificationService, log: Logger): Disposable {
  return registry.watch(({ plugin }) => {
    const found = registry.plugins().filter(({ id }) => id === plugin)
    void notifications
      .apart(async (tx) => {
        for (const condition of found.flatMap(conditionOf)) await notifications.pluginIs(tx, condition)
      })
      .catch((error: unknown) =>
        log.error({ err: error, plugin }, 'What happened to a plugin could not be told.'),
      )
  })
}

async function live(database: Database, health: HealthService): Promise<Liveness> {
  const state = (await databaseAnswers(database)) ? 'ok' : 'failing'
  return {
    status: state,
    version: VERSION,
    database: { engine: database.engine, state },
    ...(state === 'ok' && { sources: await health.sources() }),
  }
}

/** Syncs what has never been synced at once: nobody wants to wait for the first turn of a schedule. */
async function startNewConnections(
  sync: SyncService,
  connections: readonly { readonly id: string; readonly everyMinutes?: number }[],
  log: Logger,
): Promise<void> {
  for (const { id, everyMinutes } of connections) {
    if (everyMinutes === undefined || (await sync.runs({ connection: id, limit: 1 })).length > 0) continue
    await sync.start({ connection: id, trigger: 'start' }).catch((error: unknown) => {
      if (!isPmoError(error)) throw error
      log.warn({ connection: id }, error.message)
    })
  }
}

/**
 * Records follow their connections: those of one that is configured no more are archived, those of one that is
 * configured again come back. It never trips the removal guard.
 */
async function settleArchives(database: Database, definitions: DefinitionService): Promise<void> {
  const defined = new Set((await definitions.list('connection')).map(({ id }) => id))
  const archived = await archivedConnections(database.root)
  for (const connection of await storedConnections(database.root)) {
    if (defined.has(connection) === !archived.has(connection)) continue
    await database.transaction((tx) =>
      defined.has(connection) ? returnConnection(tx, connection) : archiveConnection(tx, connection),
    )
  }
}

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    openApp,
    variables: process.env,
    terminal: processTerminal(),
  })
}

// Not awaited: a config file imports this package, and would wait for this module while it waits for the file.
if (import.meta.main) void main()
