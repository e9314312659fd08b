import type { RecordInput } from '@headless-pmo/sdk'

type Type = Extract<RecordInput, { kind: 'dependency' }>['type']

// What the outward words of a link type mean. Sites name their types as they like; these are Jira's own and
// those of its common apps. `true`: the words are said from the successor's side ("depends on").
const MEANINGS: readonly (readonly [words: RegExp, type: Type, reversed: boolean])[] = [
  [/^(?:blocks|is blocking)$/, 'blocks', false],
  [/^(?:is )?blocked by$/, 'blocks', true],
  [/^(?:depends (?:on|upon)|requires|needs)$/, 'blocks', true],
  [/^(?:is )?(?:required|needed) (?:by|for)$|^is depended (?:on|upon) by$/, 'blocks', false],
  [/^(?:has to be|must be) (?:done|finished) before$/, 'FS', false],
  [/^(?:has to be|must be) (?:done|finished) after$/, 'FS', true],
  [/^(?:has to be|must be) finished together with$/, 'FF', false],
  [/^(?:has to be|must be) started together with$/, 'SS', false],
  [/^earliest end is start of$/, 'SF', false],
  [/^duplicates$/, 'duplicates', false],
  [/^is duplicated by$/, 'duplicates', true],
  [/^implements$/, 'implements', false],
  [/^is implemented by$/, 'implements', true],
]

/** What the words of a link mean; words that nobody knows only relate. `reversed`: the issue that they are said of comes last. */
export function linkMeaning(words: string): { readonly type: Type; readonly reversed: boolean } {
  const folded = words.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  const found = MEANINGS.find(([pattern]) => pattern.test(folded))
  return found === undefined ? { type: 'relates', reversed: false } : { type: found[1], reversed: found[2] }
}
