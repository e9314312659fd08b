import type { CheckProject } from '@headless-pmo/sdk'
import type { RegisteredCheck } from '../../core/src/registry/index.ts'
import type { RuleInForce, RulesOfDay, RunRule } from '../../core/src/standards/run/rules-in-force.ts'

/** A check as a rule that is in force everywhere, with what is set beside the name of its plugin. */
interface PlainRule extends RunRule {
  readonly severity: RuleInForce['severity']
  readonly params: unknown
}

function plainRule({ plugin, manifest, params = {} }: RegisteredCheck): PlainRule {
  const { id, version, title, grain, needs, severity } = manifest
  // Named by the manifest, which says what the check itself declares.
  return { id, version, title, grain, needs: needs as RunRule['needs'], pack: plugin, severity, params }
}

/** The checks of plugins as rules where nobody has set anything: all are in force, with their own severity. */
export function plainRules(checks: readonly RegisteredCheck[]): RulesOfDay<PlainRule> {
  const rules = checks.map(plainRule)
  return {
    rules: () => rules,
    effective: (rule: PlainRule, _project: CheckProject | undefined): RuleInForce<PlainRule> => ({
      rule,
      enabled: true,
      severity: rule.severity,
      params: rule.params,
      fingerprint: JSON.stringify([rule.version, rule.severity, rule.params]),
    }),
  }
}
