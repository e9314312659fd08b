import type { Relation } from './mention.ts'

/**
 * Words right before an item that say how it is related. Closing keywords are those of GitHub. The first that matches
 * the end of the text before an item counts; the texts that are matched are short, see {@link LOOK_BACK}.
 */
const WORDS: readonly { readonly relation: Relation; readonly words: RegExp }[] = [
  {
    relation: 'depends',
    words:
      /\b(?:depend(?:s|ent|ing)? (?:up)?on|block(?:ed|er|ers) by|is blocked by|blockers?|wait(?:s|ing)? (?:for|on)|requires?|needs?|(?:must|can only) (?:start|begin) (?:after|when)|preceded by|predecessors?|prerequisites?|held up by)$/i,
  },
  {
    relation: 'blocks',
    words:
      /\b(?:blocks|blocking|is blocking|prerequisite (?:for|of)|required (?:by|for)|needed (?:by|for)|precedes|followed by|successors?|unblocks|holds up)$/i,
  },
  {
    relation: 'implements',
    words: /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|implements?|implemented in)$/i,
  },
  { relation: 'duplicates', words: /\b(?:duplicates?(?: of)?|dup(?:e)? of)$/i },
]

/** Words that turn what follows round: no link is claimed then, the item is only mentioned. */
const NEGATION =
  /\b(?:not|no longer|never|no|without|isn't|isn’t|doesn't|doesn’t|don't|don’t|un)\b[^.!?]{0,24}$/i

/** How many characters before an item are looked at. */
export const LOOK_BACK = 64

/** What may stand between words and the item: a colon, brackets, emphasis, a list that begins. */
const LEAD =
  /(?:\s|[:*_~([\]–—-]|\bissues?\b|\btickets?\b|\bPRs?\b|\bpull requests?\b|\btasks?\b|\bstory\b|\bthe\b)+$/i

/** What stands between the items of one list. */
const BETWEEN = /^(?:\s|[,;&+/*()[\]-]|\band\b|\bas well as\b|\[x\])*$/i

/**
 * How the item is related that follows `before`; undefined where no words say it. Pure.
 * @param before at most {@link LOOK_BACK} characters
 */
export function relationBefore(before: string): Relation | undefined {
  const words = before.replace(LEAD, '')
  const found = WORDS.find((entry) => entry.words.test(words))
  if (found === undefined) return undefined
  return NEGATION.test(words.replace(found.words, '')) ? 'relates' : found.relation
}

/**
 * Whether two items stand in one list, so that the words before the first are meant of the second. A closing keyword
 * is not: GitHub wants it before each. Pure.
 */
export function continues(between: string): boolean {
  return between.length <= LOOK_BACK && BETWEEN.test(between)
}
