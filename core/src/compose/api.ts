import type { Container } from 'inversify'
import {
  createAppRouter,
  HealthService,
  PluginRoutes,
  TokenService,
  type AppRouter,
  type AppServices,
} from '../api/index.ts'
import { createCipher } from '../host/index.ts'
import {
  CAPACITY,
  CONFLICTS,
  FORECASTS,
  DEPENDENCIES,
  IMPACT,
  ROADMAP,
  SCENARIOS,
  SCHEDULE_READER,
} from './coordination.ts'
import {
  BASE_DIR,
  DATABASE,
  DEFINITIONS,
  ENVIRONMENT,
  HTTP,
  JOBS,
  LOG,
  LOG_REDACTOR,
  PLUGINS,
  REGISTRY,
  UPGRADES,
} from './foundation.ts'
import { GOVERNANCE, REGISTER_IMPORTS, REGISTERS } from './governance.ts'
import { FINDINGS, WAIVERS } from './findings.ts'
import { MEASURES } from './measures.ts'
import { GATES, SCORECARDS } from './scorecards.ts'
import { NOTIFICATIONS, NOTIFIERS } from './notifications.ts'
import { OVERVIEW } from './overview.ts'
import { REPORTS } from './reports.ts'
import { RULE_TRIALS } from './rule-trials.ts'
import { RULES } from './rules.ts'
import { STANDARDS } from './standards.ts'
import { MAPPINGS, ORGANISATION, PEOPLE, PERSONS } from './people.ts'
import { BASELINES, FIGURES, PORTFOLIO, SNAPSHOTS, WORK_ITEMS } from './portfolio.ts'
import { CONNECTIONS, SYNC } from './sync.ts'
import { gather, token, type Tokens } from './token.ts'
import { WEBHOOKS } from './webhooks.ts'

export const TOKENS = token<TokenService>('tokens')
export const HEALTH = token<HealthService>('health')
export const ROUTER = token<AppRouter>('router')
export const ROUTES = token<PluginRoutes>('plugin-routes')

/** What stands behind the API: each service by the name that the routers call it. */
const APP_SERVICES: Tokens<AppServices> = {
  database: DATABASE,
  definitions: DEFINITIONS,
  connections: CONNECTIONS,
  plugins: PLUGINS,
  upgrades: UPGRADES,
  notifiers: NOTIFIERS,
  notifications: NOTIFICATIONS,
  sync: SYNC,
  people: PEOPLE,
  persons: PERSONS,
  mappings: MAPPINGS,
  organisation: ORGANISATION,
  capacity: CAPACITY,
  portfolio: PORTFOLIO,
  figures: FIGURES,
  baselines: BASELINES,
  snapshots: SNAPSHOTS,
  workItems: WORK_ITEMS,
  dependencies: DEPENDENCIES,
  conflicts: CONFLICTS,
  findings: FINDINGS,
  waivers: WAIVERS,
  forecasts: FORECASTS,
  schedule: SCHEDULE_READER,
  roadmap: ROADMAP,
  impact: IMPACT,
  scenarios: SCENARIOS,
  registers: REGISTERS,
  registerImports: REGISTER_IMPORTS,
  governance: GOVERNANCE,
  measures: MEASURES,
  overview: OVERVIEW,
  reports: REPORTS,
  scorecards: SCORECARDS,
  gates: GATES,
  standards: STANDARDS,
  health: HEALTH,
  tokens: TOKENS,
  webhooks: WEBHOOKS,
  rules: RULES,
  trials: RULE_TRIALS,
}

/** What is offered over HTTP. */
export function bindApi(container: Container): void {
  container.bind(TOKENS).toResolvedValue((database) => new TokenService(database), [DATABASE])
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
  container
    .bind(ROUTER)
    .toDynamicValue((context) =>
      createAppRouter(gather<AppServices>((one) => context.get(one), APP_SERVICES)),
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
}
