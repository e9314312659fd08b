import type { HouseRule } from '../../config/index.ts'
import type { CheckProject, CheckSeverity, Grain, Need } from '@headless-pmo/sdk'

/** The pack of the rules that are written without code. */
export const HOUSE = 'house'

/** A rule that may judge: a check of a plugin, or a rule of the house. Plain data, so that a thread can be handed it. */
export interface Rule {
  readonly id: string
  readonly version: string
  /** The rule as a sentence that holds when it passes. */
  readonly title: string
  readonly clause?: string
  readonly formula?: string
  readonly sources?: readonly string[]
  /** Of its own; a setting may say otherwise. */
  readonly severity: CheckSeverity
  readonly why: string
  readonly grain: Grain
  readonly needs: readonly Need[]
  /** Id of the plugin that contributes it, or `house`. */
  readonly pack: string
  /** JSON Schema of its parameters; every one has a default. */
  readonly params: Readonly<Record<string, unknown>>
  /** What judges, of a rule of the house. */
  readonly house?: HouseRule
  /** The day from which it is in force in this version, `YYYY-MM-DD`; absent: with its plugin. */
  readonly inForceFrom?: string
}

/** A rule with the settings that hold for a project, or of the whole portfolio. */
export interface EffectiveRule {
  readonly rule: Rule
  readonly enabled: boolean
  readonly severity: CheckSeverity
  /** Checked, defaults filled in. */
  readonly params: unknown
  readonly owner?: string
  readonly dueDays?: number
  /** Gates that an open finding holds up: all, or by name. */
  readonly blocks?: true | readonly string[]
  /** Another text for other settings or another version. */
  readonly fingerprint: string
  /** The day from which rule and settings are in force as they are, `YYYY-MM-DD`; absent: always. */
  readonly inForceFrom?: string
}

/** The rules of a day. */
export interface Rules {
  rules(): readonly Rule[]
  /** @param project absent: items of no project, or the portfolio */
  effective(rule: Rule, project: CheckProject | undefined): EffectiveRule
}
