import type { Container } from 'inversify'
import { ownersNow, RuleTrials } from '../standards/index.ts'
import { FACTS } from './facts.ts'
import { DATABASE, DEFINITIONS } from './foundation.ts'
import { ORGANISATION } from './people.ts'
import { namesIn, RULES } from './rules.ts'
import { STANDARDS } from './standards.ts'
import { token } from './token.ts'

/** Rules that are tried before they are switched on. */
export const RULE_TRIALS = token<RuleTrials>('rule-trials')

/** Trials of rules, which run as the rules in force do. */
export function bindRuleTrials(container: Container): void {
  container.bind(RULE_TRIALS).toResolvedValue(
    (rules, definitions, facts, standards, database, organisation) =>
      new RuleTrials({
        rules,
        names: namesIn(definitions),
        projects: () => facts.projects(),
        preview: async (request) => (await standards.preview(request)).outcomes,
        items: (items) => ownersNow({ database, definitions, organisation }).items(items),
      }),
    [RULES, DEFINITIONS, FACTS, STANDARDS, DATABASE, ORGANISATION],
  )
}
