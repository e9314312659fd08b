import { failures, type LawOutcome } from './law-outcome.ts'

const MARKS = {
  passed: '✓',
  broken: '✗',
  gap: '~',
  'closed gap': '✗',
  'not applicable': '–',
} as const satisfies Readonly<Record<LawOutcome['state'], string>>

const indented = (text: string): string[] => text.split('\n').map((line) => `      ${line}`)

/** One law; what is wrong with it below, in as many lines as that takes. */
export function lawLines({ law, title, state, reason = '' }: LawOutcome): readonly string[] {
  const head = `  ${MARKS[state]} ${law.padEnd(4)}${title}`
  if (state === 'passed' || reason === '') return [head]
  if (state === 'not applicable') return [`${head} (not asked: ${reason})`]
  if (state === 'gap') return [`${head} (known gap: ${reason})`]
  return [head, ...indented(reason)]
}

/** `38 laws kept, 1 known gap, 4 not asked`, and for broken ones how to draw the same cases again. */
export function lawSummary(
  results: readonly LawOutcome[],
  { seed, repeat }: { readonly seed?: number; readonly repeat: string },
): readonly string[] {
  const count = (state: LawOutcome['state']): number =>
    results.filter((result) => result.state === state).length
  const broken = failures(results)
  const parts = [
    `${count('passed')} laws kept`,
    ...(broken.length > 0 ? [`${broken.length} broken (${broken.map(({ law }) => law).join(', ')})`] : []),
    ...(count('gap') > 0 ? [`${count('gap')} known gaps`] : []),
    ...(count('not applicable') > 0 ? [`${count('not applicable')} not asked`] : []),
  ]
  if (broken.length === 0 || seed === undefined) return [parts.join(', ')]
  return [parts.join(', '), `The same cases again: PMO_LAW_SEED=${seed} ${repeat}`]
}
