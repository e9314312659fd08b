import type { RecordInput, Verbatim } from '@headless-pmo/sdk'
import { verbatim, verbatimObject } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import type { Labels, Organization } from '../read/organization.ts'
import type { Row } from '../read/rows.ts'
import { linkTypeOf, type LinkType } from './link-type.ts'
import { RowReader } from './row-reader.ts'

const LINK_TYPE = 'msdyn_projecttaskdependencylinktype'
const OLD_LINK_TYPE = 'msdyn_linktype'

/** A link with what its values mean in this organisation, so that it can be mapped without asking. */
export function dependencyItem(row: Verbatim, { linkTypes, oldLinkTypes }: Organization): Verbatim {
  const read = new RowReader(row.value as Row)
  const labelOf = (column: string, labels: Labels): string | null => {
    const value = read.choice(column)
    return value === undefined ? null : (labels[value] ?? null)
  }
  const labels = {
    linkType: labelOf(LINK_TYPE, linkTypes),
    oldLinkType: labelOf(OLD_LINK_TYPE, oldLinkTypes),
  }
  return verbatimObject({ row, labels: verbatim(JSON.stringify(labels)) })
}

/** The row in such an item. */
export const dependencyRow = (item: Row): Row => (item['row'] ?? {}) as Row

/**
 * A link between two tasks. The column of Planner premium is the one that its scheduling goes by; the older one is
 * written by others and not honoured, so it counts only where the new one is missing, and is named where it differs.
 */
export function mapDependency(item: Row): readonly RecordInput[] {
  const read = new RowReader(dependencyRow(item))
  const ref = read.ref('msdyn_projecttaskdependencyid')
  const from = read.ref('_msdyn_predecessortask_value')
  const to = read.ref('_msdyn_successortask_value')
  if (ref === undefined || from === undefined || to === undefined) return []
  const labels = (item['labels'] ?? {}) as Readonly<Record<string, unknown>>
  const { type, nativeType } = typeOf(read, labels)
  const seconds =
    read.number('msdyn_projecttaskdependencylinklaginseconds') ??
    read.number('msdyn_projecttaskdependencylinklag')
  const minutes = seconds === undefined ? read.number('msdyn_linklagduration') : seconds / 60
  return [
    {
      kind: 'dependency',
      ref,
      from,
      to,
      type,
      ...defined({
        nativeType,
        lag: minutes === undefined || minutes === 0 ? undefined : { minutes, basis: 'working' as const },
        warnings: read.warnings.length > 0 ? read.warnings : undefined,
      }),
    },
  ]
}

interface FoundType {
  readonly type: LinkType | 'relates'
  readonly nativeType?: string | undefined
}

function typeOf(read: RowReader, labels: Readonly<Record<string, unknown>>): FoundType {
  const label = textOf(labels['linkType']) ?? read.label(LINK_TYPE)
  const oldLabel = textOf(labels['oldLinkType']) ?? read.label(OLD_LINK_TYPE)
  const type = label === undefined ? undefined : linkTypeOf(label)
  const old = oldLabel === undefined ? undefined : linkTypeOf(oldLabel)
  if (read.choice(LINK_TYPE) === undefined && old !== undefined) return { type: old, nativeType: oldLabel }
  if (type !== undefined) {
    if (old !== undefined && old !== type)
      read.warnings.push(
        `The older column msdyn_linktype says ${old}; scheduling goes by ${LINK_TYPE}, which says ${type}`,
      )
    return { type, nativeType: label }
  }
  const value = read.choice(LINK_TYPE) ?? read.choice(OLD_LINK_TYPE)
  read.warnings.push(
    value === undefined
      ? 'The link has no type; which ends it joins is not known'
      : `The link type ${value}${label === undefined ? '' : ` ("${label}")`} does not say which ends it joins`,
  )
  return { type: 'relates', nativeType: label ?? value }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
