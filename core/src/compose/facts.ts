import type { Container } from 'inversify'
import { PortfolioFacts } from '../standards/index.ts'
import { CAPACITY, SCHEDULES } from './coordination.ts'
import { COMPUTE, DATABASE, DEFINITIONS, SETTINGS } from './foundation.ts'
import { GOVERNANCE } from './governance.ts'
import { FLOW, MEASURES } from './measures.ts'
import { PERSONS } from './people.ts'
import { PORTFOLIO } from './portfolio.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

/** What the rules judge by. */
export const FACTS = token<PortfolioFacts>('facts')

/** Binds what collects the facts of all services for the rules. */
export function bindFacts(container: Container): void {
  container.bind(FACTS).toResolvedValue(
    (
      database,
      definitions,
      portfolio,
      persons,
      sync,
      compute,
      schedules,
      capacity,
      flow,
      measures,
      governance,
      settings,
    ) =>
      new PortfolioFacts({
        database,
        definitions,
        portfolio,
        persons,
        sync,
        compute,
        schedules,
        capacity,
        flow,
        measures,
        governance,
        today: () => Temporal.Now.plainDateISO(settings.scheduling?.timeZone ?? 'UTC').toString(),
        now: () => Temporal.Now.instant(),
      }),
    [
      DATABASE,
      DEFINITIONS,
      PORTFOLIO,
      PERSONS,
      SYNC,
      COMPUTE,
      SCHEDULES,
      CAPACITY,
      FLOW,
      MEASURES,
      GOVERNANCE,
      SETTINGS,
    ],
  )
}
