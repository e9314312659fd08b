import type { Container } from 'inversify'
import { isHolderGone, PROCESS_HOLDER } from '../jobs/index.ts'
import { plainRules, StandardsService } from '../standards/index.ts'
import { FACTS } from './facts.ts'
import { FINDINGS } from './findings.ts'
import { COMPUTE, DATABASE, REGISTRY, SETTINGS } from './foundation.ts'
import { PORTFOLIO } from './portfolio.ts'
import { token } from './token.ts'

/** Runs of the rules, and what they say. */
export const STANDARDS = token<StandardsService>('standards')

/** What is held against standards, and by what. */
export function bindStandards(container: Container): void {
  container.bind(STANDARDS).toResolvedValue(
    (database, compute, registry, facts, portfolio, findings, settings) =>
      new StandardsService({
        database,
        compute,
        registry,
        facts,
        scoped: () => portfolio.scoped(),
        rules: () => Promise.resolve(plainRules(registry.checks())),
        findings,
        zone: settings.scheduling?.timeZone ?? 'UTC',
        now: () => Temporal.Now.instant(),
        holder: PROCESS_HOLDER,
        isGone: isHolderGone,
      }),
    [DATABASE, COMPUTE, REGISTRY, FACTS, PORTFOLIO, FINDINGS, SETTINGS],
  )
}
