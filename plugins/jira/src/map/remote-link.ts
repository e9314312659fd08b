import type { RecordInput } from '@headless-pmo/sdk'
import { path, textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

/**
 * A link from an issue to something outside of this Jira. Its address is its key: a title such as "ABC-1" of
 * another site must not be taken for an issue of this one. Nothing where Jira names no target.
 */
export function toRemoteLink(link: JsonObject, issue: string): readonly RecordInput[] {
  const [url, title] = [textOf(path(link, 'object', 'url')), textOf(path(link, 'object', 'title'))]
  const key = url ?? textOf(link['globalId']) ?? title
  if (key === undefined) return []
  return [
    {
      kind: 'dependency',
      ref: `remote:${required(link, 'id')}`,
      from: issue,
      to: { key, ...(title !== undefined && { title }), ...(url !== undefined && { url }) },
      type: 'relates',
      nativeType: textOf(link['relationship']) ?? 'remote link',
      external: true,
    },
  ]
}
