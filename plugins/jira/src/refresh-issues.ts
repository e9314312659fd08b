import {
  z,
  type GoneReason,
  type Page,
  type RefreshContext,
  type RefreshOf,
  type Verbatim,
} from '@headless-pmo/sdk'
import { jira, type Client } from './client.ts'
import type { Config } from './config.ts'
import { idOf } from './element.ts'
import { findIssues, type FoundIssue } from './find-issues.ts'
import type { IssueSource } from './issue-source.ts'
import { issueSource } from './open-issue-source.ts'
import { listOf, member, path, textOf } from './map/json.ts'
import { PeopleAlong } from './people.ts'
import type { ProjectData, ProjectPart } from './project-data.ts'
import { searchById } from './search.ts'
import type { IssueItem } from './wire/issue.ts'

/** What a webhook says of an issue: its id, where it has no ref. */
export const IssueHint = z.object({ id: z.string() })

type IssuePage = Page<IssueItem, never>
type Context<Cursor> = RefreshContext<Config, IssueItem, Cursor, ProjectData>

/**
 * Reads named issues again, past the search index. An issue that moved is found by its id wherever it is. Jira
 * answers alike for a deleted issue and for a hidden one; both come back as deleted, and return when they are
 * shown again.
 */
export async function* refreshIssues<Cursor>(context: Context<Cursor>): AsyncGenerator<IssuePage> {
  const { parts, config, log } = context
  const [any] = parts
  if (any === undefined) {
    log.warn('No project can be read, so no single issue is read again either.')
    return
  }
  const client = jira(context)
  const people = new PeopleAlong()
  const asked = new Set<string>()
  let wave = context.items.flatMap((item) => wantedOf(item) ?? [])
  while (wave.length > 0) {
    const wanted = wave.filter(({ id }) => !asked.has(id))
    for (const { id } of wanted) asked.add(id)
    const found = await findIssues(
      { client, config, edition: any.data.edition },
      wanted.map(({ id, stored }) => ({ id, fields: (homeOf(stored, parts) ?? any).data.fields })),
    )
    await leaveOutArchived(context, client, { wanted, found })
    const gone = wanted.flatMap(({ id, ref }) => {
      const reason = whyGone(found.get(id), parts, config)
      return reason === undefined ? [] : [{ id, ref, reason }]
    })
    const left = gone.flatMap(({ ref, reason }) => (ref === undefined ? [] : [{ ref, reason }]))
    if (left.length > 0) yield { items: [], gone: left }
    for (const part of parts) {
      const issues = wanted.flatMap(({ id }) => issueIn(found.get(id), part) ?? [])
      if (issues.length === 0) continue
      const source = issueSource({ client, project: part.data, config }, part.data.edition)
      const items = await source.load(
        issues.map((element) => ({ element, id: idOf(element.value) ?? '', at: 0 })),
      )
      yield { items, part: part.key, along: people.ofIssues(items.map(({ value }) => value)) }
    }
    wave = gone.flatMap(({ id }) => relativesOf(wanted.find((one) => one.id === id)?.stored))
  }
}

interface Wanted {
  readonly id: string
  /** Absent where nobody asked for it by name. */
  readonly ref?: string
  readonly stored?: IssueItem
  /** Read again since one that it shows has gone. */
  readonly isRelative?: boolean
}

function wantedOf({ ref, hint, stored }: RefreshOf<IssueItem>): Wanted | undefined {
  const told = IssueHint.safeParse(hint)
  const id = ref ?? (told.success ? told.data.id : undefined)
  if (id === undefined) return undefined
  return { id, ...(ref === undefined ? {} : { ref }), ...(stored === undefined ? {} : { stored }) }
}

/**
 * Archived issues are found by their id and by no search: a census lacks them. What is stored can be archived, and what is
 * read again for the sake of another, which may have been archived before anybody read it; what a webhook tells of may merely
 * not be in the index yet. Nothing is said about an issue where the search itself may fail.
 */
async function leaveOutArchived<Cursor>(
  { parts, config }: Context<Cursor>,
  client: Client,
  { wanted, found }: { readonly wanted: readonly Wanted[]; readonly found: Map<string, FoundIssue> },
): Promise<void> {
  const known = wanted.filter(({ stored, isRelative }) => stored !== undefined || isRelative === true)
  for (const part of parts) {
    const ids = known.flatMap(({ id }) => (issueIn(found.get(id), part) === undefined ? [] : [id]))
    const what = `The issues of ${part.data.key} to be read again`
    const listed = await searchById(client, part.data.edition, { ids, fields: ['updated'], what })
    const unlisted = listed === undefined ? [] : ids.filter((id) => !listed.has(id))
    if (unlisted.length === 0) continue
    const source = issueSource({ client, project: part.data, config }, part.data.edition)
    const works = unlisted.length < ids.length || (await findsAnything(source))
    for (const id of unlisted) {
      if (works) found.set(id, { gone: 'out_of_scope' })
      else found.delete(id)
    }
  }
}

/** Whether the search of a project is to be believed: it finds something, or Jira counts nothing either. */
async function findsAnything(source: IssueSource): Promise<boolean> {
  const { rows } = await source.ids()({})
  return rows.length > 0 || (await source.count()) === 0
}

/** Why an issue is no longer ours; undefined while it is, or while its project merely cannot be opened. */
function whyGone(
  found: FoundIssue | undefined,
  parts: readonly ProjectPart[],
  { projects }: Config,
): GoneReason | undefined {
  if (found === undefined) return undefined
  if ('gone' in found) return found.gone
  const project = path(found.issue.value, 'fields', 'project')
  const [id, key] = [idOf(project), textOf(member(project, 'key'))]
  if (parts.some((part) => part.data.id === id)) return undefined
  const isConfigured = projects?.some((name) => name === id || name === key) ?? false
  return isConfigured ? undefined : 'out_of_scope'
}

function issueIn(found: FoundIssue | undefined, part: ProjectPart): Verbatim | undefined {
  if (found === undefined || 'gone' in found) return undefined
  return idOf(path(found.issue.value, 'fields', 'project')) === part.data.id ? found.issue : undefined
}

function homeOf(stored: IssueItem | undefined, parts: readonly ProjectPart[]): ProjectPart | undefined {
  const id = idOf(path(stored, 'issue', 'fields', 'project'))
  return parts.find((part) => part.data.id === id)
}

/** Issues that show an issue which has gone: the other ends of its links, and its sub-tasks. They lose it silently. */
function relativesOf(stored: IssueItem | undefined): Wanted[] {
  const fields = path(stored, 'issue', 'fields')
  const ends = listOf(member(fields, 'issuelinks')).flatMap((link) => [
    member(link, 'inwardIssue'),
    member(link, 'outwardIssue'),
  ])
  return [...ends, ...listOf(member(fields, 'subtasks'))].flatMap((end) => {
    const id = idOf(end)
    return id === undefined ? [] : [{ id, isRelative: true }]
  })
}
