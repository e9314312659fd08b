import type { Container } from 'inversify'
import { GateService, ScorecardService } from '../standards/index.ts'
import { FINDINGS } from './findings.ts'
import { DATABASE, DEFINITIONS, SETTINGS } from './foundation.ts'
import { GOVERNANCE } from './governance.ts'
import { RULES } from './rules.ts'
import { FACTS } from './facts.ts'
import { token } from './token.ts'

export const SCORECARDS = token<ScorecardService>('scorecards')
export const GATES = token<GateService>('gates')

/** How far projects keep the standards, and the gates that hold them to it. */
export function bindScorecards(container: Container): void {
  container.bind(SCORECARDS).toResolvedValue(
    (database, definitions, settings, rules) => {
      const zone = settings.scheduling?.timeZone ?? 'UTC'
      const today = () => Temporal.Now.plainDateISO(zone).toString()
      return new ScorecardService({
        database,
        definitions,
        titles: async () => {
          const book = await rules.book(today())
          return new Map(book.rules().map(({ id, title }) => [id, title]))
        },
        today,
        ...(settings.scorecard !== undefined && { settings: settings.scorecard }),
      })
    },
    [DATABASE, DEFINITIONS, SETTINGS, RULES],
  )
  container.bind(GATES).toResolvedValue(
    (database, definitions, governance, findings, rules, facts, settings) => {
      const zone = settings.scheduling?.timeZone ?? 'UTC'
      return new GateService({
        database,
        definitions,
        governance,
        findings,
        rules: (today) => rules.book(today),
        projects: () => facts.projects(),
        today: () => Temporal.Now.plainDateISO(zone).toString(),
        now: () => Temporal.Now.instant(),
      })
    },
    [DATABASE, DEFINITIONS, GOVERNANCE, FINDINGS, RULES, FACTS, SETTINGS],
  )
}
