import type { Container } from 'inversify'
import { isHolderGone, PROCESS_HOLDER } from '../jobs/index.ts'
import { StandardsService, tripTolerances } from '../standards/index.ts'
import { FACTS } from './facts.ts'
import { FINDINGS } from './findings.ts'
import { COMPUTE, DATABASE, REGISTRY, SETTINGS } from './foundation.ts'
import { GOVERNANCE } from './governance.ts'
import { PORTFOLIO } from './portfolio.ts'
import { RULES } from './rules.ts'
import { token } from './token.ts'

/** Runs of the rules, and what they say. */
export const STANDARDS = token<StandardsService>('standards')

/** What is held against standards, and by what. */
export function bindStandards(container: Container): void {
  container.bind(STANDARDS).toResolvedValue(
    (database, compute, registry, facts, portfolio, findings, settings, rules, governance) =>
      new StandardsService({
        database,
        compute,
        registry,
        facts,
        scoped: () => portfolio.scoped(),
        projectsOf: (items) => portfolio.projectsOf(items),
        rules: (today) => rules.book(today),
        findings,
        onKept: (tx, kept) => tripTolerances(governance, tx, kept),
        zone: settings.scheduling?.timeZone ?? 'UTC',
        now: () => Temporal.Now.instant(),
        holder: PROCESS_HOLDER,
        isGone: isHolderGone,
      }),
    [DATABASE, COMPUTE, REGISTRY, FACTS, PORTFOLIO, FINDINGS, SETTINGS, RULES, GOVERNANCE],
  )
}
