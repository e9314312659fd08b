import type { PortfolioRecord, RecordKind, Reference } from '@headless-pmo/sdk'
import { referenceName } from './reference-name.ts'

/** A field that points at other records of the connection. */
interface ReferenceField {
  readonly field: string
  /** Kind of what it points at; for baselines the record itself says it. */
  readonly to: RecordKind | 'by subjectKind'
  /** `list`: many references; `members`: a list of objects with the reference in `item`. */
  readonly shape?: 'list' | 'members'
}

/** Where records of each kind point to: the one place that knows. */
const referenceFields: Readonly<Record<RecordKind, readonly ReferenceField[]>> = {
  account: [],
  assignment: [
    { field: 'item', to: 'workItem' },
    { field: 'resource', to: 'resource' },
    { field: 'account', to: 'account' },
  ],
  baseline: [{ field: 'subject', to: 'by subjectKind' }],
  calendar: [
    { field: 'container', to: 'container' },
    { field: 'base', to: 'calendar' },
  ],
  change: [
    { field: 'item', to: 'workItem' },
    { field: 'by', to: 'account' },
  ],
  container: [
    { field: 'calendar', to: 'calendar' },
    { field: 'lead', to: 'account' },
  ],
  dependency: [
    { field: 'from', to: 'workItem' },
    { field: 'to', to: 'workItem' },
  ],
  deployment: [{ field: 'container', to: 'container' }],
  fieldDefinition: [{ field: 'scope', to: 'container' }],
  issueLog: [
    { field: 'container', to: 'container' },
    { field: 'owner', to: 'account' },
  ],
  iteration: [
    { field: 'container', to: 'container' },
    { field: 'members', to: 'workItem', shape: 'members' },
  ],
  membership: [
    { field: 'item', to: 'workItem' },
    { field: 'iteration', to: 'iteration' },
  ],
  milestone: [{ field: 'container', to: 'container' }],
  placement: [
    { field: 'container', to: 'container' },
    { field: 'item', to: 'workItem' },
    { field: 'iteration', to: 'iteration' },
  ],
  resource: [
    { field: 'container', to: 'container' },
    { field: 'calendar', to: 'calendar' },
    { field: 'account', to: 'account' },
  ],
  risk: [
    { field: 'container', to: 'container' },
    { field: 'owner', to: 'account' },
  ],
  status: [{ field: 'scope', to: 'container' }],
  workItem: [
    { field: 'container', to: 'container' },
    { field: 'assignees', to: 'account', shape: 'list' },
    { field: 'reporter', to: 'account' },
    { field: 'parent', to: 'workItem' },
    { field: 'milestone', to: 'milestone' },
    { field: 'calendar', to: 'calendar' },
  ],
  worklog: [
    { field: 'item', to: 'workItem' },
    { field: 'account', to: 'account' },
  ],
}

/** A reference with the kind of what it points at. */
export interface KindedReference {
  readonly kind: RecordKind
  readonly reference: Reference
}

/** A record's fields by name. A named boundary: records are plain JSON, checked by their schemas before. */
export function fieldsOf(record: PortfolioRecord): Readonly<Record<string, unknown>> {
  return record
}

/** The record's fields with every reference replaced by what `replace` makes of it. */
export function replaceReferences(
  record: PortfolioRecord,
  replace: (reference: KindedReference) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...fieldsOf(record) }
  for (const { field, to, shape } of referenceFields[record.kind]) {
    const value = result[field]
    if (value === undefined) continue
    const kind = to === 'by subjectKind' ? subjectKindOf(record) : to
    // The schemas say that these fields hold references of the shape in the table.
    const one = (reference: unknown): unknown => replace({ kind, reference: reference as Reference })
    if (shape === undefined) result[field] = one(value)
    else if (shape === 'list') result[field] = (value as readonly unknown[]).map(one)
    else result[field] = (value as readonly { item: unknown }[]).map((m) => ({ ...m, item: one(m.item) }))
  }
  return result
}

/** All references of a record, in the order of its fields. */
export function referencesOf(record: PortfolioRecord): KindedReference[] {
  const found: KindedReference[] = []
  replaceReferences(record, (reference) => found.push(reference))
  return found
}

/** What a record stands under: a change, placement, membership, worklog, assignment or baseline means nothing without it. */
export function subjectOf(record: PortfolioRecord): KindedReference | undefined {
  if (record.kind === 'baseline') return { kind: record.subjectKind, reference: record.subject }
  const stands =
    record.kind === 'assignment' ||
    record.kind === 'change' ||
    record.kind === 'membership' ||
    record.kind === 'placement' ||
    record.kind === 'worklog'
  if (!stands || record.item === undefined) return undefined
  return { kind: 'workItem', reference: record.item }
}

/** Kinds with the one field (no list) in which they point at a record of a kind: `change` ▶ `by` for accounts. */
export function fieldsPointingAt(kind: RecordKind): { readonly kind: string; readonly field: string }[] {
  return Object.entries(referenceFields).flatMap(([from, fields]) =>
    fields.flatMap(({ field, to, shape }) =>
      to === kind && shape === undefined ? [{ kind: from, field }] : [],
    ),
  )
}

/** The columns by which records find each other; see the migration. */
export interface LinkColumns {
  readonly container?: string
  readonly subject?: string
  readonly target?: string
}

/** Reads the link columns out of a record. */
export function linkColumns(record: PortfolioRecord): LinkColumns {
  const fields = fieldsOf(record)
  const name = (field: string): string | undefined => {
    const value = fields[field]
    return value === undefined ? undefined : referenceName(value as Reference)
  }
  const container = name('container') ?? name('scope')
  const subject = linkedSubject(record)
  const target = linkedTarget(record)
  return {
    ...(container !== undefined && { container }),
    ...(subject !== undefined && { subject: referenceName(subject) }),
    ...(target !== undefined && { target: referenceName(target) }),
  }
}

function linkedSubject(record: PortfolioRecord): Reference | undefined {
  if (record.kind === 'dependency') return record.from
  if (record.kind === 'workItem') return record.parent
  return subjectOf(record)?.reference
}

function linkedTarget(record: PortfolioRecord): Reference | undefined {
  if (record.kind === 'dependency') return record.to
  if (record.kind === 'workItem') return record.milestone
  return record.kind === 'placement' || record.kind === 'membership' ? record.iteration : undefined
}

function subjectKindOf(record: PortfolioRecord): RecordKind {
  return record.kind === 'baseline' ? record.subjectKind : 'workItem'
}
