import { connectionsRouter, type ConnectionService } from '../connections/index.ts'
import {
  capacityRouter,
  type CapacityService,
  conflictsRouter,
  forecastRouter,
  dependenciesRouter,
  type ConflictService,
  type DependencyService,
  type ForecastService,
  impactRouter,
  type ImpactService,
  scenariosRouter,
  type ScenarioService,
  roadmapRouter,
  type RoadmapService,
  scheduleRouter,
  type ScheduleReader,
} from '../coordination/index.ts'
import type { Database } from '../database/index.ts'
import { definitionsRouter, type DefinitionService } from '../definitions/index.ts'
import { fieldCoverageRouter } from '../field-coverage/index.ts'
import {
  registersRouter,
  type GovernanceService,
  type RegisterImports,
  type RegisterService,
} from '../governance/index.ts'
import { measuresRouter, type MeasureService } from '../measures/index.ts'
import { overviewRouter, type OverviewService } from '../overview/index.ts'
import {
  organisationRouter,
  peopleRouter,
  personsRouter,
  mappingRouter,
  type MappingService,
  type OrganisationService,
  type PeopleService,
  type PersonsService,
} from '../people/index.ts'
import { notifiersRouter, type NotificationService, type NotifierService } from '../notifications/index.ts'
import {
  baselinesRouter,
  figuresRouter,
  portfoliosRouter,
  programsRouter,
  projectsRouter,
  workItemsRouter,
  type BaselineService,
  type FiguresService,
  type PortfolioService,
  type SnapshotService,
  type WorkItemService,
} from '../portfolio/index.ts'
import { pluginsRouter, type DefinitionUpgrades, type PluginService } from '../registry/index.ts'
import { reportsRouter, type ReportService } from '../reports/index.ts'
import { router } from '../rpc/index.ts'
import {
  gatesRouter,
  scorecardsRouter,
  type GateService,
  type ScorecardService,
  findingsRouter,
  waiversRouter,
  type FindingService,
  type WaiverService,
} from '../standards/index.ts'
import {
  rulesRouter,
  standardsRouter,
  type RuleService,
  type RuleTrials,
  type StandardsService,
} from '../standards/index.ts'
import { syncRouter, type SyncService } from '../sync/index.ts'
import { webhooksRouter, type WebhookService } from '../webhooks/index.ts'
import { changesRouter } from './changes-router.ts'
import { healthRouter } from './health-router.ts'
import type { HealthService } from './health-service.ts'
import { tokensRouter, type TokenService } from './tokens/index.ts'

/** The services that the routers stand on. */
export interface AppServices {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly connections: ConnectionService
  readonly plugins: PluginService
  readonly upgrades: Pick<DefinitionUpgrades, 'current'>
  readonly notifiers: NotifierService
  readonly notifications: NotificationService
  readonly sync: SyncService
  readonly people: PeopleService
  readonly persons: PersonsService
  readonly mappings: MappingService
  readonly organisation: OrganisationService
  readonly capacity: CapacityService
  readonly portfolio: PortfolioService
  readonly figures: FiguresService
  readonly baselines: BaselineService
  readonly snapshots: SnapshotService
  readonly workItems: WorkItemService
  readonly dependencies: DependencyService
  readonly conflicts: ConflictService
  readonly findings: FindingService
  readonly waivers: WaiverService
  readonly forecasts: ForecastService
  readonly schedule: ScheduleReader
  readonly roadmap: RoadmapService
  readonly impact: ImpactService
  readonly scenarios: ScenarioService
  readonly registers: RegisterService
  readonly registerImports: RegisterImports
  readonly governance: GovernanceService
  readonly measures: MeasureService
  readonly overview: OverviewService
  readonly reports: ReportService
  readonly scorecards: ScorecardService
  readonly gates: GateService
  readonly standards: StandardsService
  readonly rules: RuleService
  readonly trials: RuleTrials
  readonly health: HealthService
  readonly tokens: TokenService
  readonly webhooks: WebhookService
}

/** All routers under their names: the one definition of the API. */
export function createAppRouter(services: AppServices) {
  return router({
    connections: connectionsRouter(services.connections),
    fields: fieldCoverageRouter(services.database, services.definitions),
    sync: syncRouter(services.sync),
    projects: projectsRouter(services.portfolio, services.definitions),
    portfolios: portfoliosRouter(services.figures, services.definitions),
    programs: programsRouter(services.figures, services.definitions),
    figures: figuresRouter(services),
    baselines: baselinesRouter(services.baselines),
    workItems: workItemsRouter(services.workItems),
    dependencies: dependenciesRouter(services.dependencies),
    conflicts: conflictsRouter(services.conflicts),
    findings: findingsRouter(services.findings),
    waivers: waiversRouter(services.waivers),
    forecast: forecastRouter(services.forecasts),
    schedule: scheduleRouter(services.schedule),
    roadmap: roadmapRouter(services.roadmap),
    impact: impactRouter(services.impact),
    scenarios: scenariosRouter(services.scenarios, services.impact),
    definitions: definitionsRouter(services.definitions, (definition) =>
      services.upgrades.current(definition),
    ),
    changes: changesRouter(services.database),
    people: peopleRouter(services.database, services.people),
    persons: personsRouter(services.persons),
    mappings: mappingRouter(services.mappings),
    organisation: organisationRouter(services),
    capacity: capacityRouter(services.capacity),
    plugins: pluginsRouter(services.plugins),
    notifiers: notifiersRouter(services.notifiers, services.notifications),
    registers: registersRouter(services),
    measures: measuresRouter(services.measures),
    overview: overviewRouter(services.overview),
    reports: reportsRouter(services.reports),
    scorecards: scorecardsRouter(services.scorecards),
    gates: gatesRouter(services.gates),
    standards: standardsRouter(services.standards),
    rules: rulesRouter(services),
    health: healthRouter(services.health),
    tokens: tokensRouter(services.tokens),
    webhooks: webhooksRouter(services.webhooks),
  })
}

/**
 * The type that clients are made from.
 *
 * @example
 * ```ts
 * import { createClient } from '@headless-pmo/client' // carries this type
 *
 * const { api } = createClient({ url: 'http://127.0.0.1:4400', token })
 * ```
 */
export type AppRouter = ReturnType<typeof createAppRouter>
