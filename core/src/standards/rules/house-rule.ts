import type { Grain, Need } from '@headless-pmo/sdk'
import type { ExpressionLimits, HouseRule, Mistake } from '../../config/index.ts'
import { checkExpression } from './cel/expression.ts'
import { placeOf } from './cel/place.ts'
import { HOUSE, type Rule } from './rule.ts'

/** A rule of the house that may judge, or what is wrong with it. */
export type CheckedHouseRule =
  | {
      readonly ok: true
      readonly needs: readonly Need[]
      /** Of one evaluation at most. */ readonly steps: number
    }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/**
 * Checks the expressions of a rule of the house. Pure.
 * @param at where the rule stands, e.g. `standards.house[0]`
 */
export function checkHouseRule(
  house: HouseRule,
  { at, limits }: { readonly at: string; readonly limits?: ExpressionLimits },
): CheckedHouseRule {
  const mistakes: Mistake[] = []
  const needs = new Set<Need>(house.grain === 'item' ? ['workItem'] : [])
  let steps = 0
  for (const name of ['applies', 'fails'] as const) {
    const expression = house[name]
    if (expression === undefined) continue
    const checked = checkExpression(expression, {
      grain: house.grain,
      params: house.params ?? {},
      wanted: 'bool',
      ...(limits !== undefined && { limits }),
    })
    if (checked.ok) {
      for (const need of checked.needs) needs.add(need)
      steps += checked.steps
    } else {
      const { offset, problem } = checked.mistake
      mistakes.push({
        path: at === '' ? name : `${at}.${name}`,
        problem: `of the rule "${house.id}", ${placeOf(expression, offset)}: ${problem}`,
      })
    }
  }
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, needs: [...needs], steps }
}

function paramSchema(value: NonNullable<HouseRule['params']>[string]): object {
  const type = Array.isArray(value) ? { type: 'array', items: { type: 'string' } } : { type: typeof value }
  return { ...type, default: value }
}

/** A checked rule of the house as a rule of the book. */
export function ruleOf(
  house: HouseRule,
  of: { readonly version: string; readonly needs: readonly Need[]; readonly inForceFrom?: string },
): Rule {
  const { id, title, why, clause, severity, params = {} } = house
  const grain: Grain = house.grain
  return {
    id,
    title,
    why,
    ...(clause !== undefined && { clause }),
    severity,
    grain,
    formula: house.applies === undefined ? house.fails : `${house.applies} ▸ ${house.fails}`,
    pack: HOUSE,
    params: {
      type: 'object',
      properties: Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, paramSchema(value)]),
      ),
      additionalProperties: false,
    },
    house,
    ...of,
  }
}
