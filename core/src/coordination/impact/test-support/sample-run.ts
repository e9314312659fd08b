import { parseAmount, type Amount } from '../amount.ts'
import type { Figures, NodeMove } from '../figures.ts'
import type { ImpactBase, PromisedDate } from '../impact-base.ts'
import type { ResolvedStep } from '../resolved-step.ts'
import { simulate } from '../simulate.ts'
import { DAY, sampleBase, text } from './sample-base.ts'

/** An amount as people write it: "2d", "3ed". */
export const amount = (words: string): Amount => {
  const found = parseAmount(words)
  if (found === undefined) throw new Error(words)
  return found
}
/** A node slips by so much. */
export const slip = (node: number, by: string): ResolvedStep => ({ do: 'slip', node, by: amount(by) })
/** What some steps do to a network. */
export const run = (
  base: ImpactBase,
  steps: readonly ResolvedStep[],
  promises: readonly PromisedDate[] = [],
): Figures => simulate({ base, steps, promises })
/** Where a node has come to, for people. */
export const dates = ({ node, startAfter, finishAfter }: NodeMove): readonly [number, string, string] => [
  node,
  text(startAfter),
  text(finishAfter),
]

/** Three days of work one after the other, beginning on Monday 2 March 2026. */
export const chain = (more: Parameters<typeof sampleBase>[0]['nodes'] = []): ImpactBase =>
  sampleBase({
    nodes: [{ duration: DAY }, { duration: DAY }, { duration: DAY }, ...more],
    links: [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ],
  })
