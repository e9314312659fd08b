import type { RecordInput } from '@headless-pmo/sdk'
import { linkMeaning } from './link-meaning.ts'
import { path, textOf, type JsonObject } from './json.ts'
import { required } from './required.ts'

/**
 * A link from an issue to something outside of this Jira. Its address is its key: a title such as "ABC-1" of
 * another site must not be taken for an issue of this one. The relationship says which end waits for the other. Nothing where Jira names no target.
 */
export function toRemoteLink(link: JsonObject, issue: string): readonly RecordInput[] {
  const [url, title] = [textOf(path(link, 'object', 'url')), textOf(path(link, 'object', 'title'))]
  const key = url ?? textOf(link['globalId']) ?? title
  if (key === undefined) return []
  const far = { key, ...(title !== undefined && { title }), ...(url !== undefined && { url }) }
  const words = textOf(link['relationship'])
  const { type, reversed } = linkMeaning(words ?? '')
  return [
    {
      kind: 'dependency',
      ref: `remote:${required(link, 'id')}`,
      from: reversed ? far : issue,
      to: reversed ? issue : far,
      type,
      nativeType: words ?? 'remote link',
      external: true,
    },
  ]
}
