import { indicator, type Indicator, type IndicatorValue } from '../portfolio/index.ts'

/** Share of the plan beyond which more effort is red: the tolerance that budgets have as well. */
const TOLERABLE = 0.1

/**
 * Effort that is expected at the end (booked + remaining) held against the estimates. Without any estimate nothing was
 * agreed, and there is no light. Pure.
 * @param figures those of the project, with `effort-planned`, `effort-spent` and `effort-remaining`
 */
export function effortPart(
  figures: readonly Indicator[],
  base: Pick<Indicator, 'subject' | 'asOf'>,
): Indicator {
  const figure = (id: string): Indicator | undefined => figures.find((one) => one.id === id)
  const parts = ['effort-planned', 'effort-spent', 'effort-remaining'].flatMap((id) => figure(id) ?? [])
  const [planned, spent, remaining] = parts.map(({ value }) => minutesOf(value))
  const isAgreed = planned !== undefined && planned > 0
  const ratio =
    isAgreed && spent !== undefined && remaining !== undefined ? (spent + remaining) / planned : undefined
  const least = parts.toSorted((a, b) => (a.coverage.share ?? 0) - (b.coverage.share ?? 0))[0]
  return indicator({
    ...base,
    id: 'effort',
    title: 'Effort',
    formula: '(Effort spent + effort remaining) ÷ planned effort.',
    ...(ratio !== undefined && { value: { type: 'ratio', ratio } }),
    coverage: least?.coverage ?? { known: 0, needed: 0, of: 'items with an estimate' },
    evidence: parts.map(({ id, title, value }) => ({
      of: { kind: 'definition', field: id },
      title,
      ...(value !== undefined && { brings: value }),
    })),
    assumptions: [...new Set(parts.flatMap(({ assumptions }) => assumptions))],
    ...(!isAgreed && { unknown: 'No item has an estimate, so that no effort was agreed.' }),
    ...(isAgreed && { yardstick: 'No more effort than estimated; more than 10 % beyond it is red.' }),
    ...(ratio !== undefined && { judged: judged(ratio) }),
    action: 'Settle with the sponsor: less scope, or more effort; then estimate anew.',
    complete: [...new Set(parts.filter(({ state }) => state !== 'known').flatMap(({ actions }) => actions))],
  })
}

function minutesOf(value: IndicatorValue | undefined): number | undefined {
  return value?.type === 'minutes' ? value.minutes : undefined
}

function judged(ratio: number): { readonly light: 'green' | 'amber' | 'red'; readonly because: string } {
  const share = Math.round((ratio - 1) * 1000) / 10
  if (ratio > 1 + TOLERABLE)
    return { light: 'red', because: `It takes ${share} % more effort than estimated.` }
  if (share > 0) return { light: 'amber', because: `It takes ${share} % more effort than estimated.` }
  return { light: 'green', because: 'It takes no more effort than estimated.' }
}
