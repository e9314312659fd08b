import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { member, objectsOf, path, textOf, type JsonObject } from './json.ts'
import { readsIssue, toEnd, type Reads } from './reads.ts'
import { required } from './required.ts'

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

/**
 * The edges that an issue owns. Both ends of a link carry it under one id: the end that it leads out of owns it;
 * the other end only where the first lies in a project that this connection does not read.
 */
export function toDependencies(issue: JsonObject, reads: Reads): readonly RecordInput[] {
  const [self, home] = [required(issue, 'id'), required(issue, 'key')]
  const edges = new Map<string, RecordInput>()
  for (const link of objectsOf(path(issue, 'fields', 'issuelinks'))) {
    const [outward, inward] = [member(link, 'outwardIssue'), member(link, 'inwardIssue')]
    const other = textOf(path(outward ?? inward, 'key')) ?? ''
    const isRead = readsIssue(other, home, reads)
    if (!outward && isRead) continue
    const end = toEnd(outward ?? inward, home, reads)
    const id = textOf(link['id'])
    if (end === undefined || id === undefined) continue
    const ends = outward ? { source: self, target: end } : { source: end, target: self }
    edges.set(id, toEdge(link, { id, ...ends, external: !isRead }))
  }
  return [...edges.values()]
}

interface Ends {
  readonly id: string
  /** The issue of which the outward words are said: source *blocks* target. */
  readonly source: Reference
  readonly target: Reference
  readonly external: boolean
}

function toEdge(link: JsonObject, { id, source, target, external }: Ends): RecordInput {
  const words = textOf(path(link, 'type', 'outward')) ?? textOf(path(link, 'type', 'name')) ?? ''
  const folded = words.trim().replaceAll(/\s+/g, ' ').toLowerCase()
  const [, type, reversed] = MEANINGS.find(([pattern]) => pattern.test(folded)) ?? [
    undefined,
    'relates',
    false,
  ]
  return {
    kind: 'dependency',
    ref: id,
    from: reversed ? target : source,
    to: reversed ? source : target,
    type,
    ...(words !== '' && { nativeType: words }),
    ...(external && { external }),
  }
}
