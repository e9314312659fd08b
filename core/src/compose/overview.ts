import type { Container } from 'inversify'
import { BackgroundForecasts, OverviewService } from '../overview/index.ts'
import { FORECASTS } from './coordination.ts'
import { DATABASE, DEFINITIONS, LOG } from './foundation.ts'
import { BASELINES, FIGURES } from './portfolio.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

export const OVERVIEW = token<OverviewService>('overview')

/** How long a page waits for the newest rows before it shows the last ones. */
const PATIENCE_MS = 200
/** Fewer than a forecast that somebody asks for: days of the overview are no promise. */
const ITERATIONS = 1000
/** Ends that are told: projects come with the milestones that lie between them. */
const MOST_ENDS = 20_000

/** The health of projects. */
export function bindOverview(container: Container): void {
  container.bind(OVERVIEW).toResolvedValue(
    (database, definitions, figures, baselines, sync, forecasts, log) =>
      new OverviewService({
        database,
        definitions,
        figures,
        baselines,
        lastReadings: (connection) => sync.lastReadings(connection),
        forecasts: new BackgroundForecasts({
          simulate: () => forecasts.forecast({ iterations: ITERATIONS, ends: MOST_ENDS, items: 1 }),
          now: () => performance.now(),
          onTrouble: (error) => log.warn({ err: error }, 'The forecast of the overview failed.'),
        }),
        now: () => Temporal.Now.instant(),
        patienceMs: PATIENCE_MS,
      }),
    [DATABASE, DEFINITIONS, FIGURES, BASELINES, SYNC, FORECASTS, LOG],
  )
}
