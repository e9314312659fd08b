import type { RecordInput } from '@headless-pmo/sdk'
import { linkMeaning } from './link-meaning.ts'
import { path, textOf, type JsonObject } from './json.ts'
import { projectKeyOf, type Reads } from './reads.ts'
import { required } from './required.ts'

/**
 * A link from an issue to something outside of this Jira: an issue of another tool where its address is that of
 * one, so that it is found when that tool is connected, too; else a page. The relationship says which end waits for the other.
 * Nothing where Jira names no target.
 * @param issue ref of the issue that has the link
 */
export function toRemoteLink(link: JsonObject, issue: string, reads: Reads = {}): readonly RecordInput[] {
  const [url, title] = [textOf(path(link, 'object', 'url')), textOf(path(link, 'object', 'title'))]
  const key =
    (url === undefined ? undefined : itemKeyIn(url, reads)) ?? url ?? textOf(link['globalId']) ?? title
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

/**
 * Key of the issue that an address leads to, as its own tool writes it. That of another Jira only where it cannot be
 * one of ours: "ABC-1" over there must not be taken for "ABC-1" here.
 */
function itemKeyIn(url: string, { projects }: Reads): string | undefined {
  const [, owner, repository, number] =
    /^https?:\/\/[^/]+\/([^/]+)\/([^/]+)\/(?:issues|pull)\/(\d+)(?:[/?#]|$)/.exec(url) ?? []
  if (number !== undefined) return `${owner}/${repository}#${number}`
  const [, key] = /\/browse\/([A-Z][A-Z0-9_]+-\d+)(?:[/?#]|$)/.exec(url) ?? []
  if (key === undefined || projects === undefined || projects.some((one) => /^\d+$/.test(one)))
    return undefined
  return projects.includes(projectKeyOf(key)) ? undefined : key
}
