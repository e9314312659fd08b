import type { Container } from 'inversify'
import type { DefinitionService } from '../definitions/index.ts'
import { checkLater, RuleService, type RuleParts } from '../standards/index.ts'
import { DATABASE, DEFINITIONS, JOBS, REGISTRY, SETTINGS, STANDARDS_SETTINGS } from './foundation.ts'
import { token } from './token.ts'

/** What may judge, and how it is set. */
export const RULES = token<RuleService>('rules')

/** Ids that settings may name. */
export function namesIn(definitions: DefinitionService): RuleParts['names'] {
  const ids = async (kind: 'project' | 'program' | 'portfolio' | 'unit') =>
    (await definitions.list(kind)).map(({ id }) => id)
  return async () => ({
    projects: await ids('project'),
    programs: await ids('program'),
    portfolios: await ids('portfolio'),
    units: await ids('unit'),
  })
}

/** Rules of plugins and of the house, with their settings. */
export function bindRules(container: Container): void {
  container.bind(RULES).toResolvedValue(
    (database, definitions, registry, jobs, settings, { approval, limits }) => {
      const zone = settings.scheduling?.timeZone ?? 'UTC'
      return new RuleService({
        database,
        registry,
        names: namesIn(definitions),
        today: () => Temporal.Now.plainDateISO(zone).toString(),
        now: () => Temporal.Now.instant().toString(),
        secondPerson: approval === 'second-person',
        ...(limits !== undefined && { limits }),
        onChange: (tx) => checkLater(jobs, tx, 'rules'),
      })
    },
    [DATABASE, DEFINITIONS, REGISTRY, JOBS, SETTINGS, STANDARDS_SETTINGS],
  )
}
