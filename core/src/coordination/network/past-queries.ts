import { breather } from '@headless-pmo/engine'
import { recordSchemas, type RecordKind } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { dataOf, pagesThen, PastMembership, scopesOf } from '../../portfolio/index.ts'
import { storedConnections, type PastRecord } from '../../records/index.ts'
import { packPages, type PackedPages } from './packed-pages.ts'
import type { PackedRecord } from './packed-records.ts'
import { NETWORK_KINDS, UNUSED } from './queries.ts'

/** What nothing tells of about a time in the past (law 8): a schedule of then does without it. */
export interface PastGaps {
  /** Items of which nothing tells whether they were there, or open; left out. */
  readonly items: number
  /** Items that were there, and of which nothing tells some of what dates depend on. */
  readonly partly: number
  /** Links of which nothing tells whether they were there; left out. */
  readonly links: number
}

/** The records of a network as they were. */
export interface PastRecords {
  readonly pages: PackedPages
  readonly members: { readonly ids: Float64Array; readonly projects: Int32Array }
  readonly gaps: PastGaps
}

/** Of what dates of items depend on. */
const DECISIVE = [
  'started',
  'finished',
  'plannedStart',
  'plannedFinish',
  'due',
  'deadline',
  'duration',
  'constraint',
  'estimate',
  'remaining',
  'points',
  'milestone',
]

/**
 * Reads the records of a network as they were, by the trackers' word. What nothing tells of is left out and counted,
 * never guessed.
 *
 * @param projects as they were defined, in the order in which they claim items
 * @throws PmoError `invalid-request` when the instant cannot be read
 */
export async function recordsThen(
  handle: Handle,
  projects: readonly ProjectDefinition[],
  asOf: string,
): Promise<PastRecords> {
  const question = { asOf }
  const connections = await storedConnections(handle)
  const membership = await PastMembership.open(handle, projects.map(scopesOf), question)
  const records: PackedRecord[] = []
  const members: { id: number; project: number }[] = []
  const gaps = { items: 0, partly: 0, links: 0 }
  const breathe = breather()
  for (const kind of NETWORK_KINDS) {
    for await (const page of pagesThen(handle, kind, connections, question)) {
      const owners = kind === 'workItem' ? await membership.projectsOf(page) : []
      for (const [index, past] of page.entries()) {
        await breathe()
        const id = records.length + 1
        const record = recordOf(past, id)
        if (record === undefined) {
          if (kind === 'workItem') gaps.items++
          if (kind === 'dependency') gaps.links++
          continue
        }
        if (kind === 'workItem' && isPartly(past)) gaps.partly++
        records.push(record)
        const project = owners[index]
        if (project !== undefined) members.push({ id, project })
      }
    }
  }
  return { pages: packPages(records), members: packMembers(members), gaps }
}

/** A record as it was; undefined: nothing tells enough of it. */
function recordOf({ connection, kind, ref, past }: PastRecord, id: number): PackedRecord | undefined {
  if (past.outcome !== 'present') return undefined
  const known = dataOf<typeof kind>(past)
  // What an item is called, of which type it is and where it hangs moves no date; that it is open does.
  const data = kind === 'workItem' ? { type: 'other', status: '', container: '', ...known } : { ...known }
  for (const field of neededOf(kind)) {
    if ((data as Readonly<Record<string, unknown>>)[field] === undefined) return undefined
  }
  const needless = new Set<string>(UNUSED)
  const record = Object.fromEntries(Object.entries(data).filter(([field]) => !needless.has(field)))
  // Named boundary: the fields that its kind cannot do without are there, and all were checked when they came.
  const packed = { id, connection, aliases: ref === past.ref ? null : [ref], record }
  return packed as unknown as PackedRecord
}

function isPartly({ past }: PastRecord): boolean {
  return past.outcome === 'present' && DECISIVE.some((field) => past.unknown.includes(field))
}

const needed = new Map<RecordKind, readonly string[]>()

/** Fields that a record of a kind cannot do without. */
export function neededOf(kind: RecordKind): readonly string[] {
  const known = needed.get(kind)
  if (known !== undefined) return known
  const fields = Object.entries(recordSchemas[kind].shape).flatMap(([field, schema]) =>
    schema.safeParse(undefined).success ? [] : [field],
  )
  needed.set(kind, fields)
  return fields
}

function packMembers(members: readonly { readonly id: number; readonly project: number }[]) {
  const ids = new Float64Array(new SharedArrayBuffer(members.length * 8))
  const projects = new Int32Array(new SharedArrayBuffer(members.length * 4))
  for (const [at, { id, project }] of members.entries()) [ids[at], projects[at]] = [id, project]
  return { ids, projects }
}
