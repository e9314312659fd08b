import { createHash } from 'node:crypto'
import { z, type CheckProject } from '@headless-pmo/sdk'
import type { RuleSetting } from '../../config/index.ts'
import { isWithin, nearestWins, overridesFor } from './nearest.ts'
import type { EffectiveRule, Rule, Rules } from './rule.ts'

/** A rule with all that is set for it. */
export interface BookEntry {
  readonly rule: Rule
  /** Parameters that stand beside the name of its plugin. */
  readonly params?: unknown
  readonly setting?: RuleSetting
  /** Whether it judges where nothing else is set. */
  readonly enabled?: boolean
  /** The day from which the setting is in force. */
  readonly settingFrom?: string
}

const NOTHING: RuleSetting = { rule: '' }

/** The rules of a day with their settings: what holds for which project. Nearest wins. */
export class RuleBook implements Rules {
  readonly #entries: ReadonlyMap<string, BookEntry>
  readonly #rules: readonly Rule[]
  /** By rule and the settings that hold: many projects share few of them. */
  readonly #known = new Map<string, EffectiveRule>()

  constructor(entries: readonly BookEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.rule.id, entry]))
    this.#rules = entries.map(({ rule }) => rule)
  }

  /** Every rule, switched on or not. */
  rules(): readonly Rule[] {
    return this.#rules
  }

  /** One rule by its id. */
  find(id: string): Rule | undefined {
    return this.#entries.get(id)?.rule
  }

  /** A rule with all that is set for it. */
  entryOf(id: string): BookEntry | undefined {
    return this.#entries.get(id)
  }

  /** What is set for a rule; undefined: nothing. */
  settingOf(id: string): RuleSetting | undefined {
    return this.#entries.get(id)?.setting
  }

  /** A rule as it judges one project, or without one the items of none, or the portfolio. */
  effective(rule: Rule, project: CheckProject | undefined): EffectiveRule {
    const entry = this.#entries.get(rule.id) ?? { rule }
    const setting = entry.setting ?? NOTHING
    const near = overridesFor(setting, project)
    const within = rule.grain === 'portfolio' || isWithin(setting, project)
    const name = `${rule.id} ${within} ${near.map((one) => setting.for?.indexOf(one)).join(' ')}`
    let known = this.#known.get(name)
    if (known === undefined) {
      known = effectiveRule(entry, { layers: [setting, ...near], within })
      this.#known.set(name, known)
    }
    return known
  }
}

function paramsOf({ rule, params }: BookEntry, set: unknown): unknown {
  const given = { ...Object(params), ...Object(set) }
  const parsed = z.fromJSONSchema(rule.params).safeParse(given)
  // They were checked when they were set. Where the rule has changed since, it says itself that they do not fit.
  return parsed.success ? parsed.data : given
}

function effectiveRule(
  entry: BookEntry,
  {
    layers,
    within,
  }: { readonly layers: readonly Parameters<typeof nearestWins>[0][number][]; readonly within: boolean },
): EffectiveRule {
  const { rule, settingFrom } = entry
  const set = nearestWins(layers)
  // `false` is said: no gate, where absent leaves it to the severity.
  const blocks = set.blocks === false ? [] : set.blocks
  const judged = {
    severity: set.severity ?? rule.severity,
    params: paramsOf(entry, set.params),
    ...(set.owner !== undefined && { owner: set.owner }),
    ...(set.dueDays !== undefined && { dueDays: set.dueDays }),
    ...(blocks !== undefined && { blocks }),
  }
  const inForceFrom = [rule.inForceFrom, settingFrom]
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1)
  return {
    rule,
    enabled: within && (set.enabled ?? entry.enabled ?? true),
    ...judged,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([rule.id, rule.version, rule.house ?? null, judged]))
      .digest('base64url')
      .slice(0, 22),
    ...(inForceFrom !== undefined && { inForceFrom }),
  }
}
