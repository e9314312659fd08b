import type { Container } from 'inversify'
import {
  type BaselineService,
  FiguresService,
  PortfolioService,
  SnapshotService,
  WorkItemService,
} from '../portfolio/index.ts'
import { DATABASE, DEFINITIONS } from './foundation.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

export const PORTFOLIO = token<PortfolioService>('portfolio')
export const WORK_ITEMS = token<WorkItemService>('work-items')
/** Bound beside the schedule, whose days it takes where no tracker states any. */
export const BASELINES = token<BaselineService>('baselines')
export const FIGURES = token<FiguresService>('figures')
export const SNAPSHOTS = token<SnapshotService>('snapshots')

/** Projects and their items. */
export function bindPortfolio(container: Container): void {
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
  container.bind(FIGURES).toResolvedValue(
    (database, definitions, baselines, sync) =>
      new FiguresService({
        database,
        definitions,
        baselines,
        lastReadings: (connection) => sync.lastReadings(connection),
        now: () => Temporal.Now.instant(),
      }),
    [DATABASE, DEFINITIONS, BASELINES, SYNC],
  )
  container.bind(SNAPSHOTS).toResolvedValue(
    (database, definitions, figures, portfolio) =>
      new SnapshotService({
        database,
        definitions,
        figures,
        projects: () => portfolio.list(),
        now: () => Temporal.Now.instant(),
      }),
    [DATABASE, DEFINITIONS, FIGURES, PORTFOLIO],
  )
}
