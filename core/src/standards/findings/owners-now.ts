import type { RecordKey } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { OrganisationService } from '../../people/index.ts'
import { accountsNamed, listRecords, recordsById, resolveReferences } from '../../records/index.ts'
import type { FindingItem } from './finding.ts'
import type { OwnerSource, ProjectOwners } from './owners.ts'

/** Items that are read at once. */
const PAGE = 1000

const recordText = ({ connection, kind, ref }: RecordKey): string => `${connection}\n${kind}\n${ref}`

/** Looks owners and items up in the definitions of projects, in the organisation, and in the trackers' assignees. */
export function ownersNow(parts: {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly organisation: Pick<OrganisationService, 'current'>
}): OwnerSource {
  const { database, definitions, organisation } = parts
  return {
    async projects() {
      const { units } = await organisation.current()
      const owners = new Map<string, ProjectOwners>()
      for (const { id, body } of await definitions.list('project')) {
        // A stored body passed the schema of its kind when it was written.
        const { manager, sponsor, unit } = body as Partial<ProjectDefinition>
        const head = unit === undefined ? undefined : units.get(unit)?.head?.name
        owners.set(id, {
          ...(manager !== undefined && { manager }),
          ...(sponsor !== undefined && { sponsor }),
          ...(head !== undefined && { 'unit-head': head }),
        })
      }
      return owners
    },
    async assignees(items) {
      const names = new Map<string, string>()
      for (const [connection, some] of Map.groupBy(items, (item) => item.connection)) {
        const found = await resolveReferences(
          database.root,
          connection,
          some.map(({ ref }) => ({ kind: 'workItem' as const, reference: ref })),
        )
        const ids = found.flatMap((one) => (one.found ? [one.id] : []))
        for (const { ref, data } of await recordsById<'workItem'>(database.root, ids)) {
          const accounts = await resolveReferences(
            database.root,
            connection,
            (data.assignees ?? []).map((reference) => ({ kind: 'account' as const, reference })),
          )
          const text = accounts.flatMap(({ title, key, ref: of }) => title ?? key ?? of ?? []).join(', ')
          if (text !== '') names.set(`${connection}\n${ref}`, text)
        }
      }
      return items.map(({ connection, ref }) => names.get(`${connection}\n${ref}`))
    },
    async assignedTo(name) {
      const connections = (await definitions.list('connection')).map(({ id }) => id)
      const assignees = await accountsNamed(database.root, connections, name)
      if (assignees.length === 0) return []
      const found: { readonly connection: string; readonly ref: string }[] = []
      let cursor: string | undefined
      do {
        const page = await listRecords(database.root, {
          filter: { kind: 'workItem', assignees },
          sort: { by: 'key', direction: 'ascending' },
          limit: PAGE,
          ...(cursor !== undefined && { cursor }),
        })
        found.push(...page.records.map(({ connection, ref }) => ({ connection, ref })))
        cursor = page.nextCursor
      } while (cursor !== undefined)
      return found
    },
    async items(items) {
      const found = new Map<string, FindingItem>()
      for (const [connection, some] of Map.groupBy(items, (item) => item.connection)) {
        const resolved = await resolveReferences(
          database.root,
          connection,
          some.map(({ kind, ref }) => ({ kind, reference: ref })),
        )
        for (const [index, one] of resolved.entries()) {
          const of = some[index]
          if (of === undefined || !one.found) continue
          const { key, title, url } = one
          found.set(recordText(of), {
            ...(key !== undefined && { key }),
            ...(title !== undefined && { title }),
            ...(url !== undefined && { url }),
          })
        }
      }
      return items.map((item) => found.get(recordText(item)))
    },
  }
}
