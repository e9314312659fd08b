import {
  didYouMean,
  pathText,
  type ExpressionLimits,
  type Mistake,
  type StandardsSettings,
} from '../../config/index.ts'
import { houseOf, pluginRule, type BookSource } from './book-entries.ts'
import { settingMistakes, type KnownNames } from './check-setting.ts'
import { checkHouseRule, ruleOf } from './house-rule.ts'
import { inForce } from './rule-version.ts'
import type { Rule } from './rule.ts'

/** What the standards of a file are held against. */
export interface FileSurroundings extends BookSource {
  /** Ids of what settings may name. */
  readonly known: KnownNames
  /** No plugin is out of order that may be the one which contributes a rule that nobody else does. */
  readonly allPluginsWork: boolean
}

/** What is wrong with the standards of a file, given the plugins that work and the rules that the API has made. Pure. */
export function fileMistakes(standards: StandardsSettings, around: FileSurroundings): readonly Mistake[] {
  const { versions, plugins, day, known, allPluginsWork, limits } = around
  const ofPlugins = new Map(plugins.map((one) => [one.manifest.id, pluginRule(one)]))
  const rules = new Map(ofPlugins)
  for (const version of inForce(versions, day)) {
    if (version.kind !== 'house' || version.managed === 'file') continue
    rules.set(version.rule, ruleOf(houseOf(version.body), { version: `${version.version}`, needs: [] }))
  }
  const house = houseMistakes(standards.house ?? [], { ofPlugins, rules, ...(limits && { limits }) })
  return [...house, ...settingsMistakes(standards.rules ?? [], { rules, known, allPluginsWork })]
}

/** Adds the rules of the house to those that settings may name. */
function houseMistakes(
  all: NonNullable<StandardsSettings['house']>,
  {
    ofPlugins,
    rules,
    limits,
  }: {
    readonly ofPlugins: ReadonlyMap<string, Rule>
    readonly rules: Map<string, Rule>
    readonly limits?: ExpressionLimits
  },
): readonly Mistake[] {
  const mistakes: Mistake[] = []
  const seen = new Set<string>()
  for (const [index, house] of all.entries()) {
    const at = `standards.house[${index}]`
    if (ofPlugins.has(house.id) || seen.has(house.id))
      mistakes.push({
        path: `${at}.id`,
        problem: `"${house.id}" is the id of another rule already; choose another`,
      })
    seen.add(house.id)
    const checked = checkHouseRule(house, { at, ...(limits !== undefined && { limits }) })
    if (!checked.ok) mistakes.push(...checked.mistakes)
    // What is wrong with it is said already: its settings are looked at all the same.
    const needs = checked.ok ? checked.needs : []
    if (!ofPlugins.has(house.id)) rules.set(house.id, ruleOf(house, { version: 'file', needs }))
  }
  return mistakes
}

function settingsMistakes(
  all: NonNullable<StandardsSettings['rules']>,
  {
    rules,
    known,
    allPluginsWork,
  }: Pick<FileSurroundings, 'known' | 'allPluginsWork'> & {
    readonly rules: ReadonlyMap<string, Rule>
  },
): readonly Mistake[] {
  const mistakes: Mistake[] = []
  const set = new Set<string>()
  for (const [index, setting] of all.entries()) {
    const at = ['standards', 'rules', index]
    const rule = rules.get(setting.rule)
    if (set.has(setting.rule))
      mistakes.push({
        path: pathText([...at, 'rule']),
        problem: `"${setting.rule}" is set twice; write one entry`,
      })
    set.add(setting.rule)
    if (rule !== undefined) mistakes.push(...settingMistakes(setting, { rule, known, at }))
    else if (allPluginsWork)
      mistakes.push({
        path: pathText([...at, 'rule']),
        problem: `"${setting.rule}" is the id of no rule; ${didYouMean(setting.rule, [...rules.keys()])}`,
      })
  }
  return mistakes
}
