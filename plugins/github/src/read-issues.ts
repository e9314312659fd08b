import { verbatim, z, type Page, type ReadContext, type Verbatim } from '@headless-pmo/sdk'
import { github } from './client.ts'
import type { Config } from './config.ts'
import { property } from './element.ts'
import { withDetails } from './issue-details.ts'
import { issueList } from './issue-list.ts'
import { outdatedBy, readNamesInUse } from './names-in-use.ts'
import { PeopleAlong } from './people-along.ts'
import { refusal } from './refusal.ts'
import type { RepositoryData } from './repositories.ts'
import { readSilentChanges } from './silent-changes.ts'
import { walkByChange, type Position } from './walk.ts'
import type { IssueItem } from './wire/issue.ts'

export const IssueCursor = z.object({
  /** Name that the stored items carry in their keys; when the repository is renamed, they are read again. */
  fullName: z.string(),
  /** Whether pull requests were read, too. */
  pullRequests: z.boolean(),
  since: z.string(),
  seen: z.array(z.string()),
  /** ETag of the reply that a walk from here begins with, while nothing changes. */
  etag: z.string().optional(),
  /** Names that the stored issues carry as text, by the id of what they name. */
  names: z.record(z.string(), z.string()),
  /** Newest event that was looked at for changed relations. */
  event: z.string().optional(),
})
export type IssueCursor = z.infer<typeof IssueCursor>

export const ISSUES_START: IssueCursor = { fullName: '', pullRequests: false, since: '', seen: [], names: {} }

type Context = ReadContext<Config, IssueItem, IssueCursor, RepositoryData>
type IssuePage = Page<IssueItem, IssueCursor>

/** Detail requests after which items are handed on, so that progress shows and little is lost. */
const REQUESTS_A_PAGE = 20

/**
 * Reads what changed: first by `updated_at`, then what changes without one. Names and events are looked at
 * before the walk, so that what changes while it runs is noticed by the next.
 */
export async function* readIssues(context: Context): AsyncGenerator<IssuePage> {
  const { part, config } = context
  const { fullName } = part.data
  const client = github(context)
  const known =
    context.cursor.fullName === fullName && (context.cursor.pullRequests || !config.pullRequests)
      ? context.cursor
      : { ...ISSUES_START, names: context.cursor.names }
  const isFirst = known.since === ''
  const names = await readNamesInUse(client, part.data, known.names)
  const silent = await readSilentChanges(client, part.data, isFirst ? undefined : known.event)
  const outdated = isFirst ? [] : outdatedBy(known.names, names)
  const from: Position = outdated === 'all' ? { since: '', seen: [] } : known

  const done = new Set<unknown>()
  const emit = new Emitter(context, client, done)
  let cursor: IssueCursor = {
    ...cursorAt(from),
    fullName,
    pullRequests: config.pullRequests,
    // A partial second reading starts over when it is cut short: the former names stay until it is done.
    names: outdated === 'all' || outdated.length === 0 ? names : known.names,
    ...optional('etag', outdated === 'all' ? undefined : known.etag),
    ...optional('event', outdated === 'all' || isFirst ? silent.newest : known.event),
  }
  const { list, takeBroken } = issueList(client, part.data)
  for await (const step of walkByChange({ position: from, list, ...optional('etag', cursor.etag) })) {
    const { etag: _etag, ...rest } = cursor
    cursor = { ...rest, ...cursorAt(step.position), ...optional('etag', step.etag) }
    yield* emit.page([...step.fresh, ...takeBroken()], cursor)
  }

  for (const filter of outdated === 'all' ? [] : outdated) {
    const filtered = issueList(client, part.data, filter)
    for await (const step of walkByChange({ position: { since: '', seen: [] }, list: filtered.list }))
      yield* emit.page(step.fresh.filter((issue) => !done.has(property(issue.value, 'number'))))
  }
  for (const number of silent.numbers.filter((each) => !done.has(each))) {
    const issue = await readIssue(client, part.data, number)
    if (issue !== undefined) yield* emit.page([issue])
  }
  const last: IssueCursor = { ...cursor, names, ...optional('event', silent.newest) }
  if (!isSame(last, emit.committed ?? context.cursor)) yield { items: [], cursor: last }
}

/** Turns rows into items with their details and the people they name. */
class Emitter {
  readonly #context: Context
  readonly #client: ReturnType<typeof github>
  readonly #people = new PeopleAlong()
  readonly #done: Set<unknown>
  /** The cursor of the last page that had one. */
  committed: IssueCursor | undefined

  constructor(context: Context, client: ReturnType<typeof github>, done: Set<unknown>) {
    this.#context = context
    this.#client = client
    this.#done = done
  }

  async *page(rows: readonly Verbatim[], cursor?: IssueCursor): AsyncGenerator<IssuePage> {
    const { config, part } = this.#context
    const wanted = rows.filter((issue) => isWanted(issue, config))
    const items: Verbatim[] = []
    let requests = 0
    for (const issue of wanted) {
      const detailed = await withDetails(this.#client, issue, part.data.fullName)
      items.push(detailed.item)
      this.#done.add(property(issue.value, 'number'))
      requests += detailed.requests
      if (requests < REQUESTS_A_PAGE) continue
      yield { items: items.splice(0) }
      requests = 0
    }
    this.committed = cursor ?? this.committed
    const along = this.#people.ofIssues(wanted.map((issue) => issue.value))
    if (items.length > 0 || cursor !== undefined || along.length > 0)
      yield { items, along, ...(cursor === undefined ? {} : { cursor }) }
  }
}

/** One issue again; undefined where it is no longer there, which a census or a webhook settles. */
async function readIssue(
  client: ReturnType<typeof github>,
  { owner, repo, fullName }: RepositoryData,
  number: number,
): Promise<Verbatim | undefined> {
  const parameters = { owner, repo, issue_number: number }
  const reply = await client.get('/repos/{owner}/{repo}/issues/{issue_number}', parameters)
  if ([404, 410, 451].includes(reply.status)) return undefined
  if (reply.status !== 200) throw refusal(reply, `The issue ${fullName}#${number}`)
  const issue = verbatim(reply.text)
  // It may have moved meanwhile; then it is not this repository's any more.
  return String(property(issue.value, 'url')).toLowerCase().includes(`/repos/${fullName.toLowerCase()}/`)
    ? issue
    : undefined
}

/** Lists of issues hold pull requests, too; the property tells. */
export function isWanted(issue: Verbatim, config: Pick<Config, 'pullRequests'>): boolean {
  return config.pullRequests || !property(issue.value, 'pull_request')
}

const cursorAt = ({ since, seen }: Position): Pick<IssueCursor, 'since' | 'seen'> => ({
  since,
  seen: [...seen],
})

function optional<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string })
}

/** Equal values; a cursor's keys have an order of their own in each place. */
const isSame = (one: IssueCursor, other: IssueCursor): boolean => sortedJson(one) === sortedJson(other)

const sortedJson = (cursor: IssueCursor): string =>
  JSON.stringify(Object.entries(cursor).toSorted(([a], [b]) => (a < b ? -1 : 1)))
