import { failures, type LawOutcome } from './law-outcome.ts'

const MARKS = {
  passed: '✓',
  broken: '✗',
  gap: '~',
  'closed gap': '✗',
} as const satisfies Readonly<Record<Exclude<LawOutcome['state'], 'not applicable'>, string>>

const indented = (text: string): string[] => text.split('\n').map((line) => `      ${line}`)

/** One law; what is wrong with it below, in as many lines as that takes. Nothing for one that was not asked. */
export function lawLines({ law, title, state, reason = '' }: LawOutcome): readonly string[] {
  if (state === 'not applicable') return []
  const head = `  ${MARKS[state]} ${law.padEnd(4)}${title}`
  if (state === 'passed' || reason === '') return [head]
  if (state === 'gap') return [`${head} (known gap: ${reason})`]
  return [head, ...indented(reason)]
}

/** Why some laws were not asked: `not asked: C1, C2 (the plugin contributes no check)`. */
function notAsked(results: readonly LawOutcome[]): string[] {
  const silent = results.filter(({ state }) => state === 'not applicable')
  const byReason = Map.groupBy(silent, ({ reason }) => reason ?? 'it says nothing here')
  return [...byReason].map(
    ([reason, laws]) => `  – not asked: ${laws.map(({ law }) => law).join(', ')} (${reason})`,
  )
}

/** `38 laws kept, 1 broken (D2), known gaps: 1` */
export function lawCounts(results: readonly LawOutcome[]): string {
  const count = (state: LawOutcome['state']): number =>
    results.filter((result) => result.state === state).length
  const broken = failures(results)
  return [
    `${count('passed')} law${count('passed') === 1 ? '' : 's'} kept`,
    ...(broken.length > 0 ? [`${broken.length} broken (${broken.map(({ law }) => law).join(', ')})`] : []),
    ...(count('gap') > 0 ? [`known gaps: ${count('gap')}`] : []),
  ].join(', ')
}

/** Counts, what was not asked and why, and for broken laws how to draw the same cases again. */
export function lawSummary(
  results: readonly LawOutcome[],
  { seed, repeat }: { readonly seed?: number; readonly repeat: string },
): readonly string[] {
  const lines = [...notAsked(results), lawCounts(results)]
  if (failures(results).length === 0 || seed === undefined) return lines
  return [...lines, repeatLine(seed, repeat)]
}

/** How the cases of a run are drawn again. */
export const repeatLine = (seed: number, repeat: string): string =>
  `The same cases again: PMO_LAW_SEED=${seed} ${repeat}`
