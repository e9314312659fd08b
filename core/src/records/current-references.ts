import type { RecordKind } from '@headless-pmo/sdk'
import type { Handle } from '../database/index.ts'
import { resolveReferences } from './queries-find.ts'
import type { RecordView } from './record-view.ts'
import { referencesOf, replaceReferences, type KindedReference } from './reference-fields.ts'

/**
 * The records with every reference by the ref that its target has now, where it leads to a record that is there: keys and former refs are
 * followed. What leads nowhere stays as the tracker says it.
 */
export async function withCurrentReferences<K extends RecordKind>(
  handle: Handle,
  records: readonly RecordView<K>[],
): Promise<RecordView<K>[]> {
  const current = new Map<string, string>()
  for (const [connection, of] of Map.groupBy(records, (record) => record.connection)) {
    const named = new Map<string, KindedReference>()
    for (const { data } of of)
      for (const reference of referencesOf(data)) named.set(nameOf(reference), reference)
    const targets = await resolveReferences(handle, connection, [...named.values()])
    for (const [index, name] of [...named.keys()].entries()) {
      const target = targets[index]
      if (target?.found === true && target.gone === undefined)
        current.set(`${connection}\n${name}`, target.ref)
    }
  }
  return records.map((record) => ({
    ...record,
    // A reference in the place of a reference: the record keeps its shape.
    data: replaceReferences(
      record.data,
      (reference) => current.get(`${record.connection}\n${nameOf(reference)}`) ?? reference.reference,
    ) as RecordView<K>['data'],
  }))
}

function nameOf({ kind, reference }: KindedReference): string {
  return typeof reference === 'string' ? `${kind} ref:${reference}` : `${kind} key:${reference.key}`
}
