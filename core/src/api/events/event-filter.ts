import { recordSchemas, type RecordKind } from '@headless-pmo/sdk'
import { didYouMean, PmoError } from '../../config/index.ts'
import { NEWS_KINDS, type NewsKind } from './news.ts'
import type { Happening } from './queries.ts'

/** Which events a reader wants; what is absent restricts nothing. */
export interface EventFilter {
  readonly kinds?: ReadonlySet<NewsKind>
  readonly connections?: ReadonlySet<string>
  readonly projects?: ReadonlySet<string>
  /** Kinds of records, for `change`. */
  readonly records?: ReadonlySet<RecordKind>
}

/** Names that the query of `/events` knows. */
const NAMES = ['kind', 'connection', 'project', 'record', 'after', 'run']
const RECORD_KINDS = Object.keys(recordSchemas) as RecordKind[] // the keys are exactly these

/**
 * Reads the filters of a query.
 * @throws PmoError `invalid-request` for a name that is unknown, with the nearest one
 */
export function eventFilter(query: URLSearchParams): EventFilter {
  for (const name of query.keys()) {
    if (!NAMES.includes(name)) throw refused(`Events have no filter "${shown(name)}"`, name, NAMES)
  }
  const kinds = chosen(query, 'kind', NEWS_KINDS)
  const records = chosen(query, 'record', RECORD_KINDS)
  const connections = query.getAll('connection')
  const projects = query.getAll('project')
  return {
    ...(kinds !== undefined && { kinds }),
    ...(records !== undefined && { records }),
    ...(connections.length > 0 && { connections: new Set(connections) }),
    ...(projects.length > 0 && { projects: new Set(projects) }),
  }
}

/** Whether a filter needs the projects of items. */
export const asksForProjects = (filter: EventFilter): boolean => filter.projects !== undefined

/**
 * Whether an event passes. A filter by connection or project lets pass what is known to belong to one of them; an event that can
 * belong to none (a check, a rule, a plugin …) says nothing about the wanted part and is left out. A change belongs to
 * the project of its item; a finding, waiver, register entry or conflict to the projects it names. Pure.
 */
export function passes(
  happening: Happening,
  filter: EventFilter,
  projects: ReadonlyMap<number, string>,
): boolean {
  const facts = 'change' in happening ? factsOfChange(happening, projects) : factsOfNews(happening)
  if (filter.kinds !== undefined && !filter.kinds.has(facts.kind)) return false
  if (filter.records !== undefined && facts.record !== undefined && !filter.records.has(facts.record))
    return false
  if (
    filter.connections !== undefined &&
    (facts.connection === undefined || !filter.connections.has(facts.connection))
  )
    return false
  return filter.projects === undefined || facts.projects.some((id) => filter.projects?.has(id) === true)
}

interface Facts {
  readonly kind: NewsKind
  readonly record?: RecordKind
  readonly connection?: string
  readonly projects: readonly string[]
}

function factsOfChange(
  { change }: Extract<Happening, { change: unknown }>,
  projects: ReadonlyMap<number, string>,
): Facts {
  const project = projects.get(change.recordId)
  return {
    kind: 'change',
    record: change.kind,
    connection: change.connection,
    projects: project === undefined ? [] : [project],
  }
}

function factsOfNews({ news }: Extract<Happening, { news: unknown }>): Facts {
  const { kind, data } = news
  const connection = kind === 'connection' ? data['id'] : data['connection']
  const project = kind === 'definition' && data['kind'] === 'project' ? data['id'] : data['project']
  const parties = Array.isArray(data['projects']) ? data['projects'] : [project]
  return {
    kind,
    ...(typeof connection === 'string' && { connection }),
    projects: parties.filter((one): one is string => typeof one === 'string'),
  }
}

function chosen<T extends string>(
  query: URLSearchParams,
  name: string,
  known: readonly T[],
): ReadonlySet<T> | undefined {
  const wanted = query.getAll(name)
  if (wanted.length === 0) return undefined
  return new Set(
    wanted.map((word) => {
      const found = known.find((one) => one === word)
      if (found === undefined) throw refused(`There is no ${name} "${shown(word)}" of events`, word, known)
      return found
    }),
  )
}

const shown = (text: string): string => text.slice(0, 40)

function refused(what: string, word: string, known: readonly string[]): PmoError {
  return new PmoError('invalid-request', `${what}: ${didYouMean(word, known).replace(/[.]$/, '')}`)
}
