/**
 * The composition root: the only file that knows everything.
 * @module
 */
import { writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { Container, type ServiceIdentifier } from 'inversify'
import type { Logger } from 'pino'
import {
  apiTokensMigration,
  createApp,
  createAppRouter,
  databaseAnswers,
  serve,
  TokenService,
  type AppRouter,
  type Liveness,
} from './api/index.ts'
import { runCli, tokenFile, type App, type AppOptions } from './cli/index.ts'
import { createLog, loadConfig, PmoError, VERSION, type PmoConfig } from './config/index.ts'
import { migrate, openDatabase, type Database, type Migration } from './database/index.ts'
import { definitionsMigration, DefinitionService, differenceLines } from './definitions/index.ts'
import { createJobs, leaseMigration, type Jobs } from './jobs/index.ts'

/** Every step of the schema, in order. A new one is added at the end. */
const MIGRATIONS: readonly Migration[] = [leaseMigration, definitionsMigration, apiTokensMigration]

const token = <T>(name: string): ServiceIdentifier<T> => Symbol.for(`headless-pmo/${name}`)
const DATABASE = token<Database>('database')
const LOG = token<Logger>('log')
const JOBS = token<Jobs>('jobs')
const DEFINITIONS = token<DefinitionService>('definitions')
const TOKENS = token<TokenService>('tokens')
const ROUTER = token<AppRouter>('router')

function compose(database: Database, log: Logger): Container {
  const container = new Container({ defaultScope: 'Singleton' })
  container.bind(DATABASE).toConstantValue(database)
  container.bind(LOG).toConstantValue(log)
  container.bind(JOBS).toResolvedValue(createJobs, [DATABASE, LOG])
  container.bind(DEFINITIONS).toResolvedValue((db) => new DefinitionService(db), [DATABASE])
  container.bind(TOKENS).toResolvedValue((db) => new TokenService(db), [DATABASE])
  container.bind(ROUTER).toResolvedValue((tokens) => createAppRouter({ tokens }), [TOKENS])
  return container
}

/** Port of a server that is told no other. */
const DEFAULT_PORT = 4400
const DEFAULT_HOST = '127.0.0.1'
const MIB = 1024 * 1024

async function prepare(database: Database): Promise<void> {
  const result = await migrate(database, MIGRATIONS)
  if (result.outcome === 'failed') throw result.error
  if (result.outcome === 'newer') throw new PmoError('schema-newer', result.reason)
}

/** Keeps the first token where the command line finds it, readable by its owner alone. */
async function keepToken(dataDir: string, text: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(tokenFile(dataDir), `${text}\n`, { mode: 0o600 })
}

/** Opens the whole server without listening. The database opens while the config file is read. */
export async function openApp(options: AppOptions): Promise<App> {
  const { environment, configFile } = options
  await using opening = new AsyncDisposableStack()
  const log = createLog(environment.logLevel)
  const loading: Promise<PmoConfig | undefined> =
    configFile === undefined
      ? Promise.resolve(undefined)
      : Promise.resolve(configFile).then(async (file) => (await loadConfig(file)).config)
  // Its failure is looked at below, once the database is open or has failed by itself.
  loading.catch(() => undefined)
  const { databaseUrl, dataDir } = environment
  const database = opening.use(
    await openDatabase({
      ...(databaseUrl === undefined ? { dataDir } : { url: databaseUrl }),
      onTrouble: (error) => log.error({ err: error }, error.message),
    }),
  )
  const config = await loading
  await prepare(database)
  const container = compose(database, log)
  const definitions = container.get(DEFINITIONS)
  const applied = config === undefined ? [] : differenceLines((await definitions.applyFile(config)).changes)
  const tokens = container.get(TOKENS)
  const firstToken = await tokens.createFirst()
  if (firstToken !== undefined) await keepToken(dataDir, firstToken)

  const stopping = new AbortController()
  let baseUrl = environment.publicUrl ?? config?.settings?.publicUrl
  const live = async (): Promise<Liveness> => {
    const state = (await databaseAnswers(database)) ? 'ok' : 'failing'
    return {
      status: state,
      version: VERSION,
      database: { engine: database.engine, state },
      sources: { total: 0, failing: 0, waiting: 0 },
    }
  }
  const app = createApp({
    router: container.get(ROUTER),
    tokens,
    live,
    events: async function* () {},
    deliver: async () => ({ outcome: 'ignored', hints: 0 }),
    onUnexpected: (error, reference) =>
      log.error({ err: error, reference }, `A request failed (${reference}).`),
    stopping: stopping.signal,
    settings: {
      version: VERSION,
      baseUrl: () => baseUrl ?? `http://${DEFAULT_HOST}:${DEFAULT_PORT}`,
      corsOrigins: config?.settings?.corsOrigins ?? [],
      requestBytes: config?.settings?.limits?.requestBytes ?? MIB,
      webhookBytes: config?.settings?.limits?.webhookBytes ?? 25 * MIB,
    },
  })
  const jobs = opening.use(container.get(JOBS))
  const resources = opening.move()
  return {
    ...(firstToken !== undefined && { firstToken }),
    applied,
    warnings: [],
    fetch: async (request) => app.fetch(request, { inProcess: { name: 'operator', role: 'admin' } }),
    async listen() {
      const server = await serve(app, {
        host: environment.host ?? config?.settings?.host ?? DEFAULT_HOST,
        port: environment.port ?? config?.settings?.port ?? DEFAULT_PORT,
      })
      resources.use(server)
      baseUrl ??= server.address
      database.announce(server.address)
      return { address: server.address }
    },
    work: () => jobs.start(),
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await resources.disposeAsync()
    },
  }
}

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    openApp,
    variables: process.env,
    terminal: {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      isTerminal: process.stdout.isTTY,
    },
  })
}

if (import.meta.main) await main()
