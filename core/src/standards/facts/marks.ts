import { createHash } from 'node:crypto'
import type { SourceFact } from '@headless-pmo/sdk'

/** A short text that is another one for another value. */
export function markOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('base64url')
    .slice(0, 22)
}

/**
 * What a project is told of a connection: its own fields, and no totals of the connection, which change with every sync and
 * are for rules of the portfolio.
 */
export function forProject(fact: SourceFact, project: string): SourceFact {
  const { items: _items, unassigned: _unassigned, overlaps: _overlaps, ...rest } = fact
  return { ...rest, fields: fieldsByProject(fact).get(project) ?? [] }
}

type Fields = ReadonlyMap<string | undefined, SourceFact['fields']>

/** Of sources that are asked about by each of their projects. */
const grouped = new WeakMap<SourceFact, Fields>()

/** A source may feed a thousand projects, and each of them asks for its own fields. */
function fieldsByProject(fact: SourceFact): Fields {
  const known = grouped.get(fact)
  if (known !== undefined) return known
  const made = Map.groupBy(fact.fields, ({ project }) => project)
  grouped.set(fact, made)
  return made
}

/**
 * Mark of the sources of a project. When a source was read counts only while it is too old: otherwise each reading would
 * have every rule judged again, to say the same.
 */
export function sourceMark(facts: readonly SourceFact[], project: string): string {
  return markOf(
    facts.map((fact) => {
      const { lastRead, lastFlawless, ...rest } = forProject(fact, project)
      return fact.stale ? { ...rest, lastRead, lastFlawless } : rest
    }),
  )
}
