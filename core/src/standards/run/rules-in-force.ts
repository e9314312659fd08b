import type { CheckProject, CheckSeverity, Grain, Need } from '@headless-pmo/sdk'

/** What a run wants to know of a rule; a `Rule` of the book is one. */
export interface RunRule {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly grain: Grain
  readonly needs: readonly Need[]
  /** Id of the plugin that contributes it, or `house`. */
  readonly pack: string
}

/** A rule with the settings that hold for a project; an `EffectiveRule` is one. */
export interface RuleInForce<R extends RunRule = RunRule> {
  readonly rule: R
  readonly enabled: boolean
  readonly severity: CheckSeverity
  readonly params: unknown
  readonly owner?: string
  readonly dueDays?: number
  /** Another text for other settings or another version. */
  readonly fingerprint: string
}

/** The rules of a day; a `RuleBook` is one. */
export interface RulesOfDay<R extends RunRule = RunRule> {
  rules(): readonly R[]
  effective(rule: R, project: CheckProject | undefined): RuleInForce<R>
}
