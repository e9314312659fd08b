import type { Container } from 'inversify'
import {
  capacityWord,
  ConflictService,
  CapacityService,
  DependencyService,
  ForecastService,
  ImpactService,
  RoadmapService,
  LinkFinder,
  LinkService,
  ScenarioService,
  projectDays,
  ScheduleReader,
  ScheduleService,
  workerSource,
} from '../coordination/index.ts'
import { BaselineService } from '../portfolio/index.ts'
import { COMPUTE, DATABASE, DEFINITIONS, SETTINGS } from './foundation.ts'
import { NOTIFICATIONS } from './notifications.ts'
import { ORGANISATION, PERSONS } from './people.ts'
import { BASELINES, PORTFOLIO } from './portfolio.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

export const LINK_FINDER = token<LinkFinder>('link-finder')
export const LINKS = token<LinkService>('links')
/** The schedule of everything that is synced. */
export const SCHEDULES = token<ScheduleService>('schedules')
export const SCHEDULE_READER = token<ScheduleReader>('schedule-reader')
export const CAPACITY = token<CapacityService>('capacity')
export const CONFLICTS = token<ConflictService>('conflicts')
/** What would move if something were otherwise. */
export const IMPACT = token<ImpactService>('impact')
export const SCENARIOS = token<ScenarioService>('scenarios')
export const FORECASTS = token<ForecastService>('forecasts')
/** Items of all tools on one time axis. */
export const ROADMAP = token<RoadmapService>('roadmap')
export const DEPENDENCIES = token<DependencyService>('dependencies')

/** What lies between projects. */
export function bindCoordination(container: Container): void {
  container.bind(LINK_FINDER).toResolvedValue((database) => new LinkFinder(database), [DATABASE])
  container
    .bind(LINKS)
    .toResolvedValue(
      (database, definitions) => new LinkService(database, definitions),
      [DATABASE, DEFINITIONS],
    )
  container
    .bind(DEPENDENCIES)
    .toResolvedValue(
      (database, portfolio, finder, links) => new DependencyService({ database, portfolio, finder, links }),
      [DATABASE, PORTFOLIO, LINK_FINDER, LINKS],
    )
  container.bind(SCHEDULES).toResolvedValue(
    (database, definitions, portfolio, compute, settings, persons, organisation) =>
      new ScheduleService({
        database,
        definitions,
        portfolio,
        compute,
        settings: settings.scheduling ?? {},
        workers: workerSource({ persons, organisation, zone: settings.scheduling?.timeZone ?? 'UTC' }),
        now: () => Temporal.Now.instant(),
      }),
    [DATABASE, DEFINITIONS, PORTFOLIO, COMPUTE, SETTINGS, PERSONS, ORGANISATION],
  )
  container.bind(BASELINES).toResolvedValue(
    (database, portfolio, sync, schedules) =>
      new BaselineService({
        database,
        scoped: () => portfolio.scoped(),
        lastReadings: (connection) => sync.lastReadings(connection),
        scheduledDays: (project) => projectDays(schedules, project),
      }),
    [DATABASE, PORTFOLIO, SYNC, SCHEDULES],
  )
  container.bind(CAPACITY).toResolvedValue(
    (database, definitions, schedules, organisation, persons, compute, sync, settings) =>
      new CapacityService({
        database,
        definitions,
        schedules,
        organisation,
        persons,
        compute,
        lastReadings: (connection) => sync.lastReadings(connection),
        zone: settings.scheduling?.timeZone ?? 'UTC',
        now: () => Temporal.Now.instant(),
      }),
    [DATABASE, DEFINITIONS, SCHEDULES, ORGANISATION, PERSONS, COMPUTE, SYNC, SETTINGS],
  )
  container.bind(SCHEDULE_READER).toResolvedValue((schedules) => new ScheduleReader(schedules), [SCHEDULES])
  container.bind(CONFLICTS).toResolvedValue(
    (database, definitions, schedules, dependencies, capacity, notifications) =>
      new ConflictService({
        database,
        definitions,
        schedules,
        dependencies,
        capacity: (asOf) => capacityWord(capacity, asOf),
        onChanged: (tx, change) => notifications.conflictsChanged(tx, change),
      }),
    [DATABASE, DEFINITIONS, SCHEDULES, DEPENDENCIES, CAPACITY, NOTIFICATIONS],
  )
  container.bind(FORECASTS).toResolvedValue(
    (database, definitions, schedules, compute, settings, people) =>
      new ForecastService({
        database,
        definitions,
        schedules,
        compute,
        people,
        settings: settings.forecast ?? {},
      }),
    [DATABASE, DEFINITIONS, SCHEDULES, COMPUTE, SETTINGS, CAPACITY],
  )
  container
    .bind(IMPACT)
    .toResolvedValue(
      (database, schedules, definitions, persons, organisation, compute) =>
        new ImpactService({ database, schedules, definitions, persons, organisation, compute }),
      [DATABASE, SCHEDULES, DEFINITIONS, PERSONS, ORGANISATION, COMPUTE],
    )
  container
    .bind(ROADMAP)
    .toResolvedValue(
      (definitions, schedules, baselines) =>
        new RoadmapService({ definitions, schedules, promised: () => baselines.promisedDays() }),
      [DEFINITIONS, SCHEDULES, BASELINES],
    )
  container.bind(SCENARIOS).toResolvedValue(
    (database, impact, sync) =>
      new ScenarioService({
        database,
        impact,
        lastReadings: (connection) => sync.lastReadings(connection),
      }),
    [DATABASE, IMPACT, SYNC],
  )
}
