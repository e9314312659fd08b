import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { linkMeaning } from './link-meaning.ts'
import { member, objectsOf, path, textOf, type JsonObject } from './json.ts'
import { readsIssue, toEnd, type Reads } from './reads.ts'
import { required } from './required.ts'

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
  const { type, reversed } = linkMeaning(words)
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
