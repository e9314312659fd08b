import type { Container } from 'inversify'
import { RuleTrials } from '../standards/index.ts'
import { FACTS } from './facts.ts'
import { DEFINITIONS } from './foundation.ts'
import { namesIn, RULES } from './rules.ts'
import { STANDARDS } from './standards.ts'
import { token } from './token.ts'

/** Rules that are tried before they are switched on. */
export const RULE_TRIALS = token<RuleTrials>('rule-trials')

/** Trials of rules, which run as the rules in force do. */
export function bindRuleTrials(container: Container): void {
  container.bind(RULE_TRIALS).toResolvedValue(
    (rules, definitions, facts, standards) =>
      new RuleTrials({
        rules,
        names: namesIn(definitions),
        projects: () => facts.projects(),
        preview: async (request) => (await standards.preview(request)).outcomes,
      }),
    [RULES, DEFINITIONS, FACTS, STANDARDS],
  )
}
