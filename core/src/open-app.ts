/**
 * The composition root: opens the server and puts its parts together. Which part is made of which stands in compose/
 * @module
 */
import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname } from 'node:path'
import { Container } from 'inversify'
import {
  createApp,
  type HealthService,
  defineNewsJobs,
  liveEvents,
  mendNews,
  scheduleNewsUpkeep,
  databaseAnswers,
  serve,
  type DeliveryReceipt,
  type Liveness,
} from './api/index.ts'
import { readableLog, tokenFile, type App, type AppOptions } from './cli/index.ts'
import {
  isPmoError,
  mistakesText,
  PmoError,
  VERSION,
  type Environment,
  type LoadedConfig,
  type PmoConfig,
  type StandardsSettings,
} from './config/index.ts'
import {
  ADDRESS,
  BASE_DIR,
  COMPUTE,
  CONFLICTS,
  CONNECTIONS,
  DATABASE,
  DEFINITIONS,
  ENVIRONMENT,
  FINDINGS,
  HEALTH,
  HTTP,
  JOBS,
  KEEPER,
  LINK_FINDER,
  LOG,
  LOG_REDACTOR,
  MIGRATIONS,
  NOTIFICATIONS,
  NOTIFIERS,
  OVERVIEW,
  PORTFOLIO,
  RECEIVER,
  PLANNED_REPORTS,
  REGISTRY,
  REPORTS,
  SETTINGS,
  STANDARDS_SETTINGS,
  ROUTER,
  ROUTES,
  RULES,
  SNAPSHOTS,
  STANDARDS,
  SYNC,
  TOKENS,
  UPGRADES,
  WAIVERS,
  compose,
  conditionOf,
  configure,
  watchPlugins,
} from './compose/index.ts'
import { defineConflictJobs, defineLinkJobs, scheduleConflicts } from './coordination/index.ts'
import { defineConnectionJobs, scheduleUpkeep } from './connections/index.ts'
import { migrate, openDatabase, type Database } from './database/index.ts'
import { differenceLines, type DefinitionService } from './definitions/index.ts'
import { createLogger, createLogRedactor, systemClock, type Logger, type LogRedactor } from './host/index.ts'
import { defineNotificationJobs, scheduleNotificationUpkeep } from './notifications/index.ts'
import { defineReportJobs, scheduleReports } from './reports/index.ts'
import { defineOverviewJobs, scheduleOverview } from './overview/index.ts'
import { defineSnapshotJobs, scheduleSnapshots } from './portfolio/index.ts'
import {
  archiveConnection,
  archivedConnections,
  mendFeed,
  exportNdjson,
  returnConnection,
  storedConnections,
} from './records/index.ts'
import {
  keptDecisions,
  type MigratedDefinition,
  type PluginDecision,
  type Registry,
} from './registry/index.ts'
import {
  checkLater,
  defineStandardsJobs,
  defineWaiverJobs,
  scheduleStandards,
  scheduleWaivers,
  type RuleService,
} from './standards/index.ts'
import { defineSyncJobs, scheduleConnections, type SyncService } from './sync/index.ts'
import { defineWebhookJobs, scheduleWebhooks } from './webhooks/index.ts'

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
 * Makes the kept rules and settings equal to the file, or tells how the two differ.
 * @throws PmoError `config-invalid` with every mistake in expressions, parameters and names, where it applies the file
 */
async function takeOverRules(
  { file, config }: LoadedConfig,
  parts: { readonly rules: RuleService; readonly registry: Registry; readonly apply: boolean },
): Promise<Pick<App, 'applied' | 'pending' | 'warnings'>> {
  const { rules, registry, apply } = parts
  // The schema has filled in what the file leaves out.
  const standards = (config.standards ?? {}) as StandardsSettings
  const mistakes = await rules.fileMistakes(standards, {
    allPluginsWork: registry.plugins().every(({ state }) => state === 'active'),
  })
  const problem = mistakes.length === 0 ? undefined : mistakesText(basename(file), mistakes)
  if (problem !== undefined && apply) throw new PmoError('config-invalid', problem)
  if (problem !== undefined) return { applied: [], pending: [], warnings: [problem] }
  // Where nothing is kept yet nothing can be lost.
  if (apply || (await rules.isEmpty()))
    return { applied: await rules.applyFile(standards), pending: [], warnings: [] }
  return { applied: [], pending: await rules.compareFile(standards), warnings: [] }
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
  await database.transaction(async (tx) => {
    await mendFeed(tx)
    await mendNews(tx)
  })
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
  container.bind(SETTINGS).toConstantValue(settings ?? {})
  container.bind(STANDARDS_SETTINGS).toConstantValue((loaded?.config.standards ?? {}) as StandardsSettings)
  container.bind(PLANNED_REPORTS).toConstantValue(loaded?.config.reports ?? [])
  container.bind(BASE_DIR).toConstantValue(loaded === undefined ? process.cwd() : dirname(loaded.file))
  compose(container)

  const definitions = container.get(DEFINITIONS)
  const { applied, pending } = await takeOver(definitions, loaded?.config, options.apply !== false)
  const ruled =
    loaded === undefined
      ? { applied: [], pending: [], warnings: [] }
      : await takeOverRules(loaded, {
          rules: container.get(RULES),
          registry,
          apply: options.apply !== false,
        })
  const upgraded = options.apply === false ? [] : await container.get(UPGRADES).bringUpToDate()
  await settleArchives(database, definitions)
  const tokens = container.get(TOKENS)
  const firstToken = await tokens.createFirst()
  if (firstToken !== undefined && !inMemory) await keepToken(dataDir, firstToken)

  opening.use(container.get(COMPUTE))
  const connections = opening.use(container.get(CONNECTIONS))
  opening.use(container.get(NOTIFIERS))
  const jobs = opening.use(container.get(JOBS))
  const sync = container.get(SYNC)
  const notifications = container.get(NOTIFICATIONS)
  defineSyncJobs(jobs, sync)
  defineConnectionJobs(jobs, database, connections)
  defineNewsJobs(jobs, database)
  defineNotificationJobs(jobs, notifications)
  defineSnapshotJobs(jobs, container.get(SNAPSHOTS))
  defineOverviewJobs(jobs, container.get(OVERVIEW))
  defineReportJobs(jobs, container.get(REPORTS))
  defineLinkJobs(jobs, container.get(LINK_FINDER))
  defineConflictJobs(jobs, container.get(CONFLICTS))
  defineStandardsJobs(jobs, container.get(STANDARDS))
  defineWaiverJobs(jobs, { waivers: container.get(WAIVERS), findings: container.get(FINDINGS) })
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
    events: liveEvents({ database, sync, portfolio: container.get(PORTFOLIO) }),
    exports: {
      ndjson: () => exportNdjson(database.root),
      mspdi: (project, form) => container.get(PORTFOLIO).mspdi(project, form),
    },
    reports: (id, format) => container.get(REPORTS).kept(id, format),
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
      ...(settings?.trustedProxies !== undefined && { trustedProxies: settings.trustedProxies }),
      requestBytes: settings?.limits?.requestBytes ?? MIB,
      webhookBytes: settings?.limits?.webhookBytes ?? 25 * MIB,
      ...(settings?.limits?.bodySeconds !== undefined && { bodyMs: settings.limits.bodySeconds * 1000 }),
      ...(settings?.limits?.answerSeconds !== undefined && {
        answerMs: settings.limits.answerSeconds * 1000,
      }),
      hosts: [
        hostname(),
        ...[environment.host ?? settings?.host].filter((name) => name !== undefined),
        ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname]),
        ...(settings?.allowedHosts ?? []),
      ],
      ...(environment.siteDir !== undefined && { siteDir: environment.siteDir }),
    },
  })
  const resources = opening.move()
  return {
    ...(firstToken !== undefined && { firstToken }),
    migrated,
    applied: [...applied, ...ruled.applied],
    pending: [...pending, ...ruled.pending],
    warnings: [...warnings, ...ruled.warnings, ...upgraded.map(upgradeLine)],
    fetch: async (request) => app.fetch(request, { inProcess: { name: 'operator', role: 'administrator' } }),
    signInCode: (token) => tokens.signInCode(token),
    async listen() {
      // Whoever reaches the server may ask for what is done later.
      await jobs.prepare()
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
      await scheduleNewsUpkeep(jobs)
      await scheduleNotificationUpkeep(jobs)
      await scheduleConflicts(jobs)
      if (ruled.applied.length > 0) await database.transaction((tx) => checkLater(jobs, tx, 'rules'))
      await scheduleStandards(jobs, settings?.scheduling?.timeZone ?? 'UTC')
      await scheduleWaivers(jobs, settings?.scheduling?.timeZone ?? 'UTC')
      await scheduleSnapshots(jobs)
      await scheduleOverview(jobs, database)
      await scheduleReports(jobs, loaded?.config.reports ?? [], settings?.scheduling?.timeZone ?? 'UTC')
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
