import type { Container } from 'inversify'
import { PortfolioService, WorkItemService } from '../portfolio/index.ts'
import { DATABASE, DEFINITIONS } from './foundation.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

export const PORTFOLIO = token<PortfolioService>('portfolio')
export const WORK_ITEMS = token<WorkItemService>('work-items')

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
}
