import type { Reference, SourceFact } from '@headless-pmo/sdk'
import type { Conflict } from '../../coordination/index.ts'
import { accountKey, type Everybody } from '../../people/index.ts'
import { ITEM_BITS, type ItemTrait } from '../../records/index.ts'
import type { Run } from '../../sync/index.ts'

/** What is known of a connection, before it is put together. */
export interface SourceInput {
  readonly connection: string
  readonly plugin: string
  readonly projects: readonly string[]
  /** When each stream was last read without a flaw, instants. */
  readonly readings: ReadonlyMap<string, string>
  /** Runs that have ended, newest first. */
  readonly runs: readonly Run[]
  readonly staleAfterMinutes: number
  readonly awaitingApproval: number
  /** Elements that could not be mapped. */
  readonly refused: number
  readonly unmappedStatuses: SourceFact['unmappedStatuses']
  readonly census: readonly CensusRow[]
  readonly everybody: Everybody
  readonly contradictions: readonly Conflict[]
  readonly overlaps?: NonNullable<SourceFact['overlaps']>
  readonly now: Temporal.Instant
}

/** Items of one connection that are counted alike. */
export interface CensusRow {
  readonly project: string | undefined
  readonly trait: ItemTrait
  readonly items: number
}

/** The fields that figures rest on: which items should have them. */
const FIELDS: readonly {
  readonly field: string
  readonly bit: number
  readonly needs: (trait: ItemTrait) => boolean
}[] = [
  { field: 'assignees', bit: ITEM_BITS.assignees, needs: ([, , category]) => category === 'in_progress' },
  {
    field: 'started',
    bit: ITEM_BITS.started,
    needs: ([, , category]) => category === 'in_progress' || category === 'done',
  },
  { field: 'finished', bit: ITEM_BITS.finished, needs: ([, , category]) => category === 'done' },
  { field: 'estimate', bit: ITEM_BITS.estimate, needs: isOpen },
  { field: 'due', bit: ITEM_BITS.due, needs: isOpen },
]

function isOpen([, , category]: ItemTrait): boolean {
  return category === 'todo' || category === 'in_progress'
}

/** What is known of the data of a connection. Pure. */
export function sourceFactOf(input: SourceInput): SourceFact {
  const { connection, plugin, projects, readings, runs, now, census, overlaps } = input
  const streams = streamsOf(readings, runs)
  const isWhole = streams.length > 0 && streams.every(({ stream }) => readings.has(stream))
  // The oldest of its streams is what its data is as of.
  const lastFlawless = isWhole ? [...readings.values()].toSorted()[0] : undefined
  const lastRead = runs[0]?.startedAt ?? [...readings.values()].toSorted().at(-1)
  const age = lastFlawless === undefined ? Infinity : now.epochMilliseconds - Date.parse(lastFlawless)
  const sum = (rows: readonly CensusRow[]): number => rows.reduce((total, { items }) => total + items, 0)
  return {
    connection,
    plugin,
    projects,
    staleAfterMinutes: input.staleAfterMinutes,
    stale: age > input.staleAfterMinutes * 60_000,
    streams,
    awaitingApproval: input.awaitingApproval,
    refused: input.refused,
    warnings: sum(census.filter(({ trait: [, , , bits] }) => (bits & ITEM_BITS.warnings) !== 0)),
    items: sum(census),
    unassigned: sum(census.filter(({ project }) => project === undefined)),
    unmappedStatuses: input.unmappedStatuses,
    fields: fieldsOf(census),
    people: peopleOf(input),
    contradictions: input.contradictions.map(({ id, sentence, evidence }) => ({
      id,
      message: sentence,
      items: evidence.flatMap(({ source, connection: of, ref }) =>
        source === 'tracker' && of !== undefined && ref !== undefined
          ? [{ connection: of, kind: 'workItem' as const, ref }]
          : [],
      ),
    })),
    ...(lastRead !== undefined && { lastRead }),
    ...(lastFlawless !== undefined && { lastFlawless }),
    ...(overlaps !== undefined && { overlaps }),
  }
}

/** Each stream with what its newest run said of it. */
function streamsOf(readings: ReadonlyMap<string, string>, runs: readonly Run[]): SourceFact['streams'] {
  const found = new Map<string, SourceFact['streams'][number]>()
  for (const { streams } of runs) {
    for (const { stream, state, reasons, idle } of streams) {
      // What the tracker does not have, and what a run did not come to, says nothing of the stream.
      if (found.has(stream) || idle === true || state === 'skipped' || state === 'running') continue
      const reason = reasons.join(' ')
      found.set(stream, { stream, outcome: state, ...(state !== 'ok' && reason !== '' && { reason }) })
    }
  }
  for (const { streams } of runs)
    for (const { stream, state, reasons, idle } of streams)
      if (!found.has(stream) && idle !== true && !readings.has(stream) && state === 'skipped')
        found.set(stream, {
          stream,
          outcome: 'never',
          ...(reasons.length > 0 && { reason: reasons.join(' ') }),
        })
  // Runs are dropped after a while; a stream that was read then is known by its reading.
  for (const stream of readings.keys()) if (!found.has(stream)) found.set(stream, { stream, outcome: 'ok' })
  return [...found.values()].toSorted((one, other) => (one.stream < other.stream ? -1 : 1))
}

function fieldsOf(census: readonly CensusRow[]): SourceFact['fields'] {
  const counted = census.filter(({ trait: [, , , bits] }) => (bits & ITEM_BITS.uncounted) === 0)
  const projects = Map.groupBy(counted, ({ project }) => project)
  return [...projects]
    .flatMap(([project, rows]) => {
      if (project === undefined) return []
      return FIELDS.map(({ field, bit, needs }) => {
        const needing = rows.filter(({ trait }) => needs(trait))
        const filled = needing.filter(({ trait: [, , , bits] }) => (bits & bit) !== 0)
        const count = (some: readonly CensusRow[]): number => some.reduce((sum, { items }) => sum + items, 0)
        return { field, project, known: count(filled), needed: count(needing) }
      })
    })
    .toSorted((one, other) =>
      one.project === other.project ? compare(one.field, other.field) : compare(one.project, other.project),
    )
}

/** Accounts that have open work: whose they are. */
function peopleOf({ connection, census, everybody }: SourceInput): SourceFact['people'] {
  const refs = new Set<string>()
  for (const { trait } of census) {
    if (!isOpen(trait)) continue
    for (const assignee of trait[4]) refs.add(refOf(assignee))
  }
  const doubted = new Set(
    everybody.suggestions.flatMap(({ one, other }) =>
      [one, other]
        .map(accountKey)
        .filter((account) => account.connection === connection)
        .map(({ ref }) => ref),
    ),
  )
  const apps = new Set(everybody.apps.filter((app) => app.connection === connection).map(({ ref }) => ref))
  let [accounts, known, doubtful] = [0, 0, 0]
  for (const ref of refs) {
    if (apps.has(ref)) continue
    accounts++
    const person = everybody.byAccount({ connection, ref })
    if (person?.stated !== undefined) known++
    else if (doubted.has(ref)) doubtful++
  }
  return { accounts, known, doubtful }
}

function refOf(reference: Reference): string {
  return typeof reference === 'string' ? reference : reference.key
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
