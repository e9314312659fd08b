import { z } from '@headless-pmo/sdk'
import { checkConfigured, didYouMean, pathText, type Mistake, type RuleSetting } from '../../config/index.ts'
import type { Rule } from './rule.ts'

/** Names that a setting may point at. */
export interface KnownNames {
  readonly projects: readonly string[]
  readonly programs: readonly string[]
  readonly portfolios: readonly string[]
  readonly units: readonly string[]
}

const LISTS = [
  ['projects', 'project'],
  ['programs', 'program'],
  ['portfolios', 'portfolio'],
  ['units', 'unit'],
] as const

function paramMistakes(rule: Rule, params: unknown, at: readonly PropertyKey[]): readonly Mistake[] {
  if (params === undefined) return []
  const checked = checkConfigured(
    { config: z.fromJSONSchema(rule.params) },
    // A setting's parameters are an object; its schema has made sure of it.
    { value: params as Readonly<Record<string, unknown>>, secrets: {}, at, noun: 'rule', beside: [] },
  )
  return checked.ok ? [] : checked.mistakes
}

function nameMistakes(
  setting: RuleSetting,
  known: KnownNames,
  at: readonly PropertyKey[],
): readonly Mistake[] {
  const mistakes: Mistake[] = []
  const look = (noun: string, name: string, names: readonly string[], path: readonly PropertyKey[]): void => {
    if (names.includes(name)) return
    mistakes.push({
      path: pathText(path),
      problem: `"${name}" is the id of no ${noun}; ${didYouMean(name, names)}`,
    })
  }
  for (const [list, noun] of LISTS) {
    for (const [index, name] of (setting.only?.[list] ?? []).entries())
      look(noun, name, known[list], [...at, 'only', list, index])
    for (const [index, one] of (setting.for ?? []).entries()) {
      const name = noun === 'unit' ? undefined : one[noun]
      if (name !== undefined) look(noun, name, known[list], [...at, 'for', index, noun])
    }
  }
  return mistakes
}

/** Places that are named twice: which of the two held would be chance. */
function doubledPlaces(setting: RuleSetting, at: readonly PropertyKey[]): readonly Mistake[] {
  const seen = new Map<string, number>()
  return (setting.for ?? []).flatMap((one, index): readonly Mistake[] => {
    const [noun = '', name = ''] =
      (['project', 'program', 'portfolio', 'class'] as const)
        .map((each) => [each, one[each]] as const)
        .find(([, each]) => each !== undefined) ?? []
    const before = seen.get(`${noun} ${name}`)
    seen.set(`${noun} ${name}`, before ?? index)
    if (before === undefined) return []
    const path = pathText([...at, 'for', index])
    return [{ path, problem: `is about the ${noun} "${name}", as for[${before}] is; write one entry` }]
  })
}

/**
 * What is wrong with a setting, place by place: parameters that the rule does not have or that do not fit, names that
 * nobody has, scopes that cannot be. Pure.
 */
export function settingMistakes(
  setting: RuleSetting,
  {
    rule,
    known,
    at,
  }: { readonly rule: Rule; readonly known: KnownNames; readonly at: readonly PropertyKey[] },
): readonly Mistake[] {
  const mistakes = [
    ...paramMistakes(rule, setting.params, [...at, 'params']),
    ...(setting.for ?? []).flatMap((one, index) =>
      paramMistakes(rule, one.params, [...at, 'for', index, 'params']),
    ),
    ...nameMistakes(setting, known, at),
    ...doubledPlaces(setting, at),
  ]
  if (rule.grain === 'portfolio') {
    for (const key of ['only', 'for'] as const) {
      if (setting[key] === undefined) continue
      const path = pathText([...at, key])
      mistakes.push({
        path,
        problem: `has no place: "${rule.id}" judges the portfolio as a whole; remove it`,
      })
    }
  }
  return mistakes
}
