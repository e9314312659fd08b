import {
  z,
  type Gone,
  type GoneReason,
  type Page,
  type RefreshContext,
  type RefreshOf,
  type Verbatim,
} from '@headless-pmo/sdk'
import { github, type Client } from './client.ts'
import type { Config } from './config.ts'
import { objectOf } from './element.ts'
import { withDetails } from './issue-details.ts'
import { repositoryOf, sameName, splitName } from './names.ts'
import { PeopleAlong } from './people-along.ts'
import { refusal } from './refusal.ts'
import type { RepositoryData, RepositoryPart } from './repositories.ts'
import { IssueRow, type IssueItem } from './wire/issue.ts'

/** Where a webhook says that an issue is. */
export const IssueHint = z.object({
  repository: z.string(),
  number: z.int(),
  /** It is a pull request: no request where those are not read. */
  pull: z.boolean().optional(),
})
export type IssueHint = z.infer<typeof IssueHint>

type IssuePage = Page<IssueItem, never>
type Context<Cursor> = RefreshContext<Config, IssueItem, Cursor, RepositoryData>

/**
 * Reads named issues again and tells deleted, moved and hidden ones apart: 410 is deleted, 404 is hidden, and
 * a moved issue answers from its new place, which the reply's own repository shows.
 */
export async function* refreshIssues<Cursor>(context: Context<Cursor>): AsyncGenerator<IssuePage> {
  const client = github(context)
  const people = new PeopleAlong()
  const asked = new Set<string>()
  const queue = context.items.map((item): Asked => ({ ref: item.ref, place: placeOf(item), item }))
  for (let at = 0; at < queue.length; at++) {
    const { ref, place, item } = queue[at] as Asked
    if (place === undefined) {
      context.log.warn(`The issue ${ref ?? ''} cannot be read again: nothing tells where it is.`)
      continue
    }
    const key = `${place.repository.toLowerCase()}#${place.number}`
    if (asked.has(key) || (place.pull === true && !context.config.pullRequests)) continue
    asked.add(key)
    const found = await lookUp(client, place, context)
    if (found.gone !== undefined) {
      if (ref !== undefined) yield { items: [], gone: [{ ref, reason: found.gone }] }
      queue.push(...relativesOf(item, context.parts))
      continue
    }
    if (ref !== undefined && ref !== found.id) queue.push(...relativesOf(item, context.parts))
    yield {
      items: [found.item],
      part: found.part.key,
      along: people.ofIssues([found.issue.value]),
      ...(ref === undefined || ref === found.id ? {} : { gone: [departed(ref, found, place)] }),
    }
  }
}

interface Asked {
  readonly ref: string | undefined
  readonly place: IssueHint | undefined
  readonly item: RefreshOf<IssueItem>
}

interface Found {
  readonly gone?: undefined
  readonly id: string
  readonly repository: string
  readonly issue: Verbatim
  readonly item: Verbatim
  readonly part: RepositoryPart
}

async function lookUp<Cursor>(
  client: Client,
  { repository, number }: IssueHint,
  { parts, config }: Context<Cursor>,
): Promise<Found | { readonly gone: GoneReason }> {
  const what = `The issue ${repository}#${number}`
  const reply = await client.get('/repos/{owner}/{repo}/issues/{issue_number}', {
    ...splitName(repository),
    issue_number: number,
  })
  if (reply.status === 410) return { gone: 'deleted' }
  if (reply.status === 404 || reply.status === 451) return { gone: 'no_access' }
  if (reply.status !== 200) throw refusal(reply, what)
  const { value, raw } = objectOf(reply, IssueRow, what)
  if (value['pull_request'] && !config.pullRequests) return { gone: 'out_of_scope' }
  const home = repositoryOf(value.repository_url) ?? repository
  const part = parts.find((each) => sameName(each.data.fullName, home))
  if (part === undefined) return { gone: sameName(home, repository) ? 'out_of_scope' : 'moved' }
  const { item } = await withDetails(client, raw, part.data.fullName)
  return { id: String(value.id), repository: home, issue: raw, item, part }
}

/** The issue that was asked for is not the one that answers: it has moved, or its place was taken. */
function departed(ref: string, found: Found, asked: IssueHint): Gone {
  return sameName(found.repository, asked.repository)
    ? { ref, reason: 'deleted' }
    : { ref, reason: 'moved', movedTo: found.id }
}

function placeOf({ stored, hint }: RefreshOf<IssueItem>): IssueHint | undefined {
  const told = IssueHint.safeParse(hint)
  if (told.success) return told.data
  const repository = stored === undefined ? undefined : repositoryOf(stored.issue.repository_url)
  return stored === undefined || repository === undefined
    ? undefined
    : { repository, number: stored.issue.number }
}

/**
 * Issues that show an issue which has gone: those it blocked and its sub-issues. They lose it, or see it under
 * its new number, without a change of their own.
 */
function relativesOf({ stored }: RefreshOf<IssueItem>, parts: readonly RepositoryPart[]): Asked[] {
  return [...(stored?.blocking ?? []), ...(stored?.subIssues ?? [])].flatMap((relative) => {
    const repository = repositoryOf(relative.repository_url)
    const isRead = parts.some((part) => repository !== undefined && sameName(part.data.fullName, repository))
    return repository === undefined || !isRead
      ? []
      : [{ ref: undefined, place: { repository, number: relative.number }, item: {} }]
  })
}
