import type { RecordInput } from '@headless-pmo/sdk'
import type { FieldValue, PlacedItem, ProjectItem } from '../wire/project.ts'
import { dayOf } from './dates.ts'
import { isOwnField, isStatusField, iterationRef, projectFieldKey } from './project-fields.ts'
import { readsRepository, type Reads } from './reads.ts'

type Placement = Extract<RecordInput, { kind: 'placement' }>

/** Where an item stands in a project. One that is hidden from us says nothing. */
export function toPlacement(
  { item, moreValues = [] }: PlacedItem,
  container: string,
  reads: Reads,
): RecordInput[] {
  if (item.type === 'REDACTED') return []
  const target = targetOf(item, reads)
  const title = item.content?.title ?? undefined
  const isHidden = target === undefined && item.type !== 'DRAFT_ISSUE'
  return [
    {
      kind: 'placement',
      ref: itemRef(item),
      container,
      ...(target === undefined ? {} : { item: target }),
      ...(target === undefined && title !== undefined ? { title } : {}),
      ...(item.isArchived ? { archived: true } : {}),
      ...valuesOf([...item.fieldValues.nodes, ...moreValues]),
      ...(isHidden ? { warnings: ['What stands behind this card is not shown to the token.'] } : {}),
    },
  ]
}

export function itemRef({ id, fullDatabaseId }: ProjectItem): string {
  return String(fullDatabaseId ?? id)
}

/**
 * An issue that the connection reads goes by its id. A pull request goes by its key: GraphQL gives it another
 * id than the list of issues, which is where work items come from.
 */
function targetOf({ content }: ProjectItem, reads: Reads): Placement['item'] {
  const repository = content?.repository?.nameWithOwner
  if (!content || repository === undefined || !content.number) return undefined
  if (content.__typename === 'Issue' && content.fullDatabaseId && readsRepository(repository, reads))
    return String(content.fullDatabaseId)
  return {
    key: `${repository}#${content.number}`,
    ...(content.title ? { title: content.title } : {}),
    ...(content.url ? { url: content.url } : {}),
  }
}

function valuesOf(values: readonly (FieldValue | null)[]): Partial<Placement> {
  const fields: Record<string, string | number> = {}
  const known: Partial<Placement> = {}
  for (const value of values) {
    if (value === null || !isOwnField(value.field?.dataType)) continue
    const key = projectFieldKey(value.field ?? {})
    const held = value.text ?? value.number ?? value.date ?? value.name ?? value.title
    if (held === null || held === undefined) continue
    fields[key] = held
    Object.assign(known, namedValue(value, key, known))
  }
  return { ...known, ...(Object.keys(fields).length === 0 ? {} : { fields }) }
}

function namedValue(value: FieldValue, key: string, known: Partial<Placement>): Partial<Placement> {
  const name = (value.field?.name ?? '').trim().toLowerCase()
  if (value.iterationId) {
    // A project may have several iteration fields; the one of that name is the item's, else the first.
    const isNamed = name === 'iteration' || name === 'sprint'
    return isNamed || known.iteration === undefined ? { iteration: iterationRef(key, value.iterationId) } : {}
  }
  if (value.name && isStatusField(name)) return { status: value.name }
  const day = dayOf(value.date)
  if (day !== undefined && (name === 'start date' || name === 'start')) return { start: day }
  if (day !== undefined && /^(target|end|due)( date)?$/.test(name)) return { target: day }
  return {}
}
