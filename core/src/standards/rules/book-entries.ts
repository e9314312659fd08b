import type { ManifestCheck, Need } from '@headless-pmo/sdk'
import {
  houseRule,
  mistakesText,
  ruleSetting,
  type ExpressionLimits,
  type HouseRule,
} from '../../config/index.ts'
import { checkHouseRule, ruleOf } from './house-rule.ts'
import type { BookEntry } from './rule-book.ts'
import { inForce, type RuleVersion } from './rule-version.ts'
import type { Rule } from './rule.ts'

/** A check of a plugin that works, as far as rules go. */
export interface PluginRule {
  readonly plugin: string
  readonly manifest: ManifestCheck
  /** What is set for it beside the name of its plugin. */
  readonly params: unknown
}

/** A rule of the house that is kept but cannot judge, with why. */
export interface BrokenRule {
  readonly id: string
  readonly problem: string
}

/** What the rules of a day are made of. */
export interface BookSource {
  readonly versions: readonly RuleVersion[]
  readonly plugins: readonly PluginRule[]
  /** Calendar day. */
  readonly day: string
  readonly limits?: ExpressionLimits
}

/** The rules of a day with what is set for each: those of plugins, then those of the house. Pure. */
export function bookEntries({ versions, plugins, day, limits }: BookSource): readonly BookEntry[] {
  const now = inForce(versions, day)
  const settings = new Map(now.filter(({ kind }) => kind === 'setting').map((one) => [one.rule, one]))
  const withSetting = (entry: BookEntry): BookEntry => {
    const set = settings.get(entry.rule.id)
    if (set?.body === undefined) return entry
    return { ...entry, setting: ruleSetting.parse(set.body), settingFrom: set.effectiveFrom }
  }
  const ofPlugins = plugins.map((one) => ({
    rule: pluginRule(one),
    ...(one.params !== undefined && { params: one.params }),
  }))
  const house = now.flatMap(({ kind, body, version, effectiveFrom }): readonly BookEntry[] => {
    if (kind !== 'house') return []
    const said = houseOf(body)
    const checked = checkHouseRule(said, { at: '', ...(limits !== undefined && { limits }) })
    // One that cannot be evaluated stays in the book: its verdict is an error with its name, never silence.
    const needs: readonly Need[] = checked.ok ? checked.needs : said.grain === 'item' ? ['workItem'] : []
    const rule = ruleOf(said, { version: `${version}`, needs, inForceFrom: effectiveFrom })
    return [{ rule, ...(said.enabled !== undefined && { enabled: said.enabled }) }]
  })
  return [...ofPlugins, ...house].map(withSetting)
}

/** Rules of the house that are kept and cannot judge on a day: written when something of the model was otherwise. Pure. */
export function brokenRules({ versions, day, limits }: Omit<BookSource, 'plugins'>): readonly BrokenRule[] {
  return inForce(versions, day).flatMap(({ kind, rule, body }) => {
    if (kind !== 'house') return []
    const checked = checkHouseRule(houseOf(body), { at: '', ...(limits !== undefined && { limits }) })
    return checked.ok ? [] : [{ id: rule, problem: mistakesText(rule, checked.mistakes) }]
  })
}

/** A check of a plugin as a rule. */
export function pluginRule({ plugin, manifest }: PluginRule): Rule {
  const { kind: _kind, needs, params, ...stated } = manifest
  // Named by the manifest, which says what the check itself declares.
  return { ...stated, params, needs: needs as readonly Need[], pack: plugin }
}

/** Named boundary: what is kept was checked when it was written. */
export function houseOf(body: RuleVersion['body']): HouseRule {
  return houseRule.parse(body)
}
