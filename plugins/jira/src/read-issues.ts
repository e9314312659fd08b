import { z, type Page, type ReadContext, type Verbatim } from '@headless-pmo/sdk'
import { Changes, NOTHING_READ } from './changes.ts'
import { jira } from './client.ts'
import type { Config } from './config.ts'
import { fingerprint } from './fingerprint.ts'
import { issueSource } from './open-issue-source.ts'
import { isObject } from './map/json.ts'
import { outdatedBy, readProjectNames } from './names-in-use.ts'
import { PeopleAlong } from './people.ts'
import type { ProjectData } from './project-data.ts'
import { readChanges } from './read-changes.ts'
import type { IssueItem } from './wire/issue.ts'

export const IssueCursor = z.object({
  /** What the stored items were read with: key of the project, its fields, whether history. Another reads all anew. */
  read: z.string(),
  /** Names that the stored issues carry as text, by the id of what they name. */
  names: z.record(z.string(), z.string()),
  changes: Changes,
})
export type IssueCursor = z.infer<typeof IssueCursor>

export const ISSUES_START: IssueCursor = { read: '', names: {}, changes: NOTHING_READ }

type Context = ReadContext<Config, IssueItem, IssueCursor, ProjectData>
type IssuePage = Page<IssueItem, IssueCursor>

/**
 * Reads what changed: first by the time of change, then what changes without one. Names are looked at before the
 * walk, so that what is renamed while it runs is noticed by the next.
 */
export async function* readIssues(context: Context): AsyncGenerator<IssuePage> {
  const { part, config, cursor } = context
  const { data } = part
  const client = jira(context)
  const source = issueSource({ client, project: data, config }, data.edition)
  const what = `The issues of ${data.key}`
  const names = { ...data.names, ...(await readProjectNames(client, data.edition, data.id)) }
  const read = fingerprint(JSON.stringify([data.key, data.fields, config.history]))
  const outdated = cursor.read === read ? outdatedBy(cursor.names, names) : 'all'
  const isFirst = outdated === 'all'
  const known = isFirst ? NOTHING_READ : cursor.changes
  // A partial second reading starts over when it is cut short: the former names stay until it is done.
  const namesMeanwhile = outdated === 'all' || outdated.length === 0 ? names : cursor.names
  const people = new PeopleAlong()
  const done = new Set<string>()
  let last: IssueCursor = { read, names: namesMeanwhile, changes: known }
  let committed: IssueCursor = cursor

  const walk = { began: data.began, what }
  let total = 0
  for await (const { rows, position } of readChanges({ ...walk, known, list: source.list() })) {
    for (const { id } of rows) done.add(id)
    total += rows.length
    const items = await source.load(rows)
    if (position === undefined) {
      yield pageOf(items, people)
      continue
    }
    last = { ...last, changes: position }
    committed = last
    yield { ...pageOf(items, people), cursor: last }
  }
  if (isFirst) compareCount(context, total, await source.count())

  for (const clause of outdated === 'all' ? [] : outdated)
    for await (const { rows } of readChanges({ ...walk, known: NOTHING_READ, list: source.list(clause) })) {
      const items = await source.load(rows.filter(({ id }) => !done.has(id)))
      if (items.length > 0) yield pageOf(items, people)
    }
  last = { ...last, names }
  if (!isSame(last, committed)) yield { items: [], cursor: last }
}

const pageOf = (items: readonly Verbatim[], people: PeopleAlong): IssuePage => ({
  items,
  along: people.ofIssues(items.map(({ value }) => value)),
})

/** How far a count that Jira only estimates may be off. */
const ESTIMATE = 0.02

/** Says so when a whole reading found another number of issues than Jira counts: the search has left some out. */
function compareCount({ part, log }: Context, found: number, counted: number | undefined): void {
  if (counted === undefined || Math.abs(counted - found) <= Math.max(10, counted * ESTIMATE)) return
  log.warn(
    `Jira counts about ${counted} issues in ${part.data.key}, but its search gave ${found}. What is missing is looked for with the next census; if it stays, have the index of the project rebuilt.`,
  )
}

/** Equal values; a cursor's keys have an order of their own in each place. */
const isSame = (one: IssueCursor, other: IssueCursor): boolean => sortedJson(one) === sortedJson(other)

const sortedJson = (cursor: IssueCursor): string =>
  JSON.stringify(cursor, (_key, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
