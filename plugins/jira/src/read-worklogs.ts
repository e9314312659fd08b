import type { WorklogList } from './cloud/asked.ts'
import { z, type ConnectorContext, type Page, type ReadContext, type Verbatim } from '@headless-pmo/sdk'
import { jira, type Client } from './client.ts'
import type { Config } from './config.ts'
import { platform } from './edition.ts'
import { elementsOf, idOf, objectOf } from './element.ts'
import { fingerprint } from './fingerprint.ts'
import { member, numberOf, objectsOf, textOf } from './map/json.ts'
import { PeopleAlong } from './people.ts'
import { issuesInScope } from './scope-of-issues.ts'
import type { SiteData } from './site.ts'
import type { Worklog } from './wire/worklog.ts'

export const WorklogCursor = z.object({
  /** Mark of the projects that were read; others start over. */
  projects: z.string(),
  /** Unix milliseconds of the newest change that is known, inclusive, and the worklogs changed at it. */
  since: z.number(),
  seen: z.array(z.string()),
  /** The same for deletions. */
  deletedSince: z.number(),
})
export type WorklogCursor = z.infer<typeof WorklogCursor>

export const WORKLOGS_START: WorklogCursor = { projects: '', since: 0, seen: [], deletedSince: 0 }

type Context = ReadContext<Config, Worklog, WorklogCursor, SiteData>
type WorklogPage = Page<Worklog, WorklogCursor>

/** Worklogs that Jira gives at once. */
const BATCH = 500

/** How long before a first reading a deletion may have begun that it does not see. */
const OVERLAP_MS = 300_000

/**
 * Reads what was booked or changed, then what was deleted, each from a list of changes of the whole site. Jira
 * leaves the last minute out of these lists, so that nothing comes late behind a position.
 */
export async function* readWorklogs(context: Context): AsyncGenerator<WorklogPage> {
  const { part, config } = context
  const client = jira(context)
  const root = platform(part.data.edition)
  const people = new PeopleAlong()
  const projects = fingerprint(JSON.stringify(config.projects ?? null))
  const isFirst = context.cursor.projects !== projects
  let cursor: WorklogCursor = isFirst
    ? { ...WORKLOGS_START, projects, deletedSince: Math.max(0, part.data.began - OVERLAP_MS) }
    : context.cursor
  const known = new Set(cursor.seen)
  for await (const { changes, until } of changesSince(client, `${root}/worklog/updated`, cursor.since)) {
    const fresh = changes.filter(({ mark }) => !known.has(mark))
    if (fresh.length === 0) continue
    const items = await loadWorklogs(context, client, fresh)
    const seen = changes.flatMap(({ at, mark }) => (at === until ? [mark] : [])).toSorted()
    cursor = { ...cursor, since: until, seen }
    yield { items, cursor, along: people.ofWorklogs(items.map(({ value }) => value)) }
  }
  if (isFirst) {
    yield { items: [], cursor }
    return
  }
  for await (const { changes, until } of changesSince(
    client,
    `${root}/worklog/deleted`,
    cursor.deletedSince,
  )) {
    if (until <= cursor.deletedSince) continue
    cursor = { ...cursor, deletedSince: until }
    yield { items: [], gone: changes.map(({ id }) => ({ ref: id, reason: 'deleted' as const })), cursor }
  }
}

/** The ids of all worklogs of the connected projects that the account may see. */
export async function* worklogCensus(
  context: ConnectorContext<Config> & { readonly part: { readonly data: SiteData } },
): AsyncGenerator<readonly string[]> {
  const client = jira(context)
  const path = `${platform(context.part.data.edition)}/worklog/updated`
  for await (const { changes } of changesSince(client, path, 0)) {
    const worklogs = await loadWorklogs(context, client, changes)
    yield worklogs.flatMap(({ value }) => idOf(value) ?? [])
  }
}

interface Change {
  readonly id: string
  readonly at: number
  readonly mark: string
}

interface ChangePage {
  readonly changes: readonly Change[]
  /** Instant of the last of them. */
  readonly until: number
}

/** A list of changes of worklogs from an instant on, inclusive, page by page. */
async function* changesSince(client: Client, path: string, from: number): AsyncGenerator<ChangePage> {
  const what = 'The changes of worklogs'
  for (let since = from; ;) {
    const { value } = objectOf(await client.get(path, { since }), what)
    const changes = objectsOf(value['values']).flatMap((change) => {
      const [id, at] = [textOf(change['worklogId']), numberOf(change['updatedTime'])]
      return id === undefined || at === undefined ? [] : [{ id, at, mark: `${id}:${at}` }]
    })
    const until = changes.reduce((latest, { at }) => Math.max(latest, at), since)
    if (changes.length > 0) yield { changes, until }
    if (value['lastPage'] !== false || changes.length === 0) return
    // The address of the next page tells where it begins; it must lead on, or this would never end.
    since = Math.max(since + 1, sinceIn(value['nextPage']) ?? until)
  }
}

function sinceIn(address: unknown): number | undefined {
  const text = textOf(address) ?? ''
  return URL.canParse(text) ? numberOf(new URL(text).searchParams.get('since') ?? undefined) : undefined
}

async function loadWorklogs(
  context: ConnectorContext<Config> & { readonly part: { readonly data: SiteData } },
  client: Client,
  changes: readonly Change[],
): Promise<readonly Verbatim[]> {
  const { edition } = context.part.data
  const found: Verbatim[] = []
  for (let from = 0; from < changes.length; from += BATCH) {
    const ids = changes.slice(from, from + BATCH).map(({ id }) => Number(id))
    const asked: WorklogList = { ids }
    const reply = await client.post(`${platform(edition)}/worklog/list`, asked)
    found.push(...elementsOf(reply, 'The worklogs'))
  }
  const { projects } = context.config
  if (projects === undefined) return found
  const issues = new Set(found.flatMap(({ value }) => textOf(member(value, 'issueId')) ?? []))
  const scope = await issuesInScope(client, edition, { issues: [...issues], projects })
  return found.filter(({ value }) => scope.has(textOf(member(value, 'issueId')) ?? ''))
}
