import type { IndexDocument, JiraIssue, JiraUser } from '../state/model.ts'
import { documentOf, indexed, isListed } from '../state/touch.ts'
import type { World } from '../state/world.ts'
import { compile, type JqlScope } from './compile.ts'
import { isRelative } from './dates.ts'
import { JqlError } from './jql-error.ts'
import { type Comparison, comparisonOf } from './order.ts'
import { type JqlCondition, type JqlQuery, parseJql } from './parse.ts'

export interface SearchOptions {
  readonly world: World
  readonly caller: JiraUser | null
  readonly jql: string
  /** Refuse a query without a condition, as Cloud does. */
  readonly bounded: boolean
  /** Issues that are looked up in the present, however far the index lags. */
  readonly reconcile?: ReadonlySet<string>
}

export interface SearchResult {
  /** Sorted. */
  readonly rows: readonly IndexDocument[]
  readonly compare: Comparison
}

const UNBOUNDED = 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'

const hasRelative = (condition: JqlCondition): boolean => {
  if (condition.kind === 'clause') return condition.operands.some(isRelative)
  return condition.kind === 'not' ? hasRelative(condition.part) : condition.parts.some(hasRelative)
}

interface Kept {
  readonly key: string
  readonly revision: number
  readonly result: SearchResult
}

const MAX_KEPT = 8
const kept = new WeakMap<World, Kept[]>()

/** Everything a query finds, sorted. Throws JqlError. Pages of one query share one run until something changes. */
export const search = (options: SearchOptions): SearchResult => {
  const { world, caller, jql } = options
  const query = parseJql(jql)
  if (options.bounded && query.where === null) throw new JqlError(UNBOUNDED)
  const timeless =
    world.indexLagMs === 0 &&
    options.reconcile === undefined &&
    (query.where === null || !hasRelative(query.where))
  if (!timeless) return run(options, query)
  const key = `${caller?.name ?? ''}|${caller?.timeZone ?? ''}|${jql}`
  const list = (kept.get(world) ?? []).filter(({ revision }) => revision === world.revision)
  const known = list.find((entry) => entry.key === key)
  if (known !== undefined) return known.result
  const result = run(options, query)
  kept.set(world, [...list.slice(1 - MAX_KEPT), { key, revision: world.revision, result }])
  return result
}

const run = ({ world, caller, reconcile }: SearchOptions, query: JqlQuery): SearchResult => {
  const scope: JqlScope = { world, caller, now: world.clock.now(), zone: caller?.timeZone ?? 'UTC' }
  const matches = query.where === null ? () => true : compile(query.where, scope)
  const compare = comparisonOf(query.orderBy, world)
  const rows: IndexDocument[] = []
  for (const issue of world.issues.values()) {
    const document = seen(world, issue, reconcile)
    if (document !== null && matches(document)) rows.push(document)
  }
  return { rows: rows.toSorted(compare), compare }
}

/** What search knows of the issue; nothing of one that is gone or out of sight, whatever the index says. */
const seen = (
  world: World,
  issue: JiraIssue,
  reconcile: ReadonlySet<string> | undefined,
): IndexDocument | null => {
  if (!isListed(world, issue)) return null
  return reconcile?.has(issue.id) === true ? documentOf(issue) : indexed(world, issue)
}
