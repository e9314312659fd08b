import { sql } from 'kysely'
import type { Handle, Tx } from '../../database/index.ts'
import { jsonb, keyset, pageOfKeyset, type KeysetOrders } from '../../database/index.ts'
import type { ListOrder } from '../../rpc/index.ts'
import type { ScenarioStep } from './step.ts'
import type { ImpactSummary } from './summary.ts'
import { scenarios } from './tables.ts'

/** A scenario with what it supposes now. */
export interface KeptScenario {
  readonly id: string
  readonly name: string
  readonly note?: string
  readonly createdBy: string
  /** Instant. */
  readonly createdAt: string
  /** Counts up with every change of its steps. */
  readonly version: number
  readonly steps: readonly ScenarioStep[]
  readonly changedBy: string
  readonly changedAt: string
  readonly withdrawnBy?: string
  readonly withdrawnAt?: string
}

/** One version of a scenario. */
export interface ScenarioVersion {
  readonly version: number
  readonly steps: readonly ScenarioStep[]
  readonly reason?: string
  readonly by: string
  readonly at: string
}

/** One run of a scenario. */
export interface ScenarioRun {
  readonly id: string
  readonly scenario: string
  readonly version: number
  /** Until when the data was known that it stands on, instant. */
  readonly asOf: string
  readonly feedPosition: string
  /** Tells the dates that it stands on from others. */
  readonly basis: string
  readonly by: string
  readonly at: string
  readonly result: ImpactSummary
}

/** That a scenario became a plan of record. */
export interface Adoption {
  /** Id of the plan among the baselines. */
  readonly plan: string
  readonly scenario: string
  readonly run: string
  readonly by: string
  readonly at: string
}

/** By what scenarios can be sorted. */
export const SCENARIO_SORTS = ['createdAt', 'changedAt', 'name', 'createdBy'] as const

const ORDERS: KeysetOrders<(typeof SCENARIO_SORTS)[number]> = {
  own: [{ of: sql`scenario.id`, type: 'bigint', descending: true }],
  by: {
    createdAt: { of: sql`scenario.created_at`, type: 'timestamptz' },
    changedAt: { of: sql`version.written_at`, type: 'timestamptz' },
    name: { of: sql`lower(scenario.name)`, type: 'text' },
    createdBy: { of: sql`scenario.created_by`, type: 'text' },
  },
}

/** Which scenarios are asked for; withdrawn ones only when asked for. */
export interface ScenarioFilter extends ListOrder<(typeof SCENARIO_SORTS)[number]> {
  readonly withdrawn?: boolean
  readonly limit: number
}

/** A page of scenarios, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function keptScenarios(
  handle: Handle,
  query: ScenarioFilter,
): Promise<{ readonly items: readonly KeptScenario[]; readonly next?: string }> {
  const { place, after, order } = keyset(ORDERS, query)
  let select = newest(handle)
    .select(place.as('place'))
    .where(after)
    .orderBy(order)
    .limit(query.limit + 1)
  if (query.withdrawn !== true) select = select.where('scenario.withdrawn_at', 'is', null)
  const { rows, ...next } = pageOfKeyset(await select.execute(), query.limit)
  return { items: rows.map(keptScenario), ...next }
}

/** One scenario by its id, else the live one of that name in any case. */
export async function findScenario(handle: Handle, name: string): Promise<KeptScenario | undefined> {
  if (/^\d{1,15}$/.test(name)) {
    const byId = await newest(handle).where('scenario.id', '=', Number(name)).executeTakeFirst()
    if (byId !== undefined) return keptScenario(byId)
  }
  const byName = await newest(handle)
    .where((eb) => eb(eb.fn<string>('lower', ['scenario.name']), '=', name.toLowerCase()))
    .where('scenario.withdrawn_at', 'is', null)
    .executeTakeFirst()
  return byName === undefined ? undefined : keptScenario(byName)
}

/** Keeps a new scenario as its version 1; undefined when a live one has that name. */
export async function addScenario(
  tx: Tx,
  scenario: {
    readonly name: string
    readonly note?: string
    readonly steps: readonly ScenarioStep[]
    readonly by: string
  },
): Promise<string | undefined> {
  const row = await scenarios(tx)
    .insertInto('pmo.scenario')
    .values({ name: scenario.name, note: scenario.note ?? null, created_by: scenario.by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row === undefined) return undefined
  await addVersion(tx, { scenario: row.id, version: 1, steps: scenario.steps, by: scenario.by })
  return String(row.id)
}

/** Keeps the next version; false when somebody else has written one of that number, or it was withdrawn. */
export async function addScenarioVersion(
  tx: Tx,
  change: {
    readonly id: string
    /** The version that was read. */
    readonly version: number
    readonly steps: readonly ScenarioStep[]
    readonly reason?: string
    readonly by: string
  },
): Promise<boolean> {
  if (!(await holdScenario(tx, change))) return false
  await addVersion(tx, { ...change, scenario: Number(change.id), version: change.version + 1 })
  return true
}

/** Holds a scenario until the end of the transaction: nobody changes or withdraws it meanwhile. False when somebody has. */
export async function holdScenario(
  tx: Tx,
  { id, version }: Pick<KeptScenario, 'id' | 'version'>,
): Promise<boolean> {
  const locked = await scenarios(tx)
    .selectFrom('pmo.scenario')
    .select('withdrawn_at')
    .where('id', '=', Number(id))
    .forUpdate()
    .executeTakeFirst()
  if (locked === undefined || locked.withdrawn_at !== null) return false
  const last = await scenarios(tx)
    .selectFrom('pmo.scenario_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('scenario', '=', Number(id))
    .executeTakeFirstOrThrow()
  return last.version === version
}

/** Withdraws a scenario; it stays readable. False when it is not there or withdrawn already. */
export async function withdrawScenario(tx: Tx, id: string, by: string): Promise<boolean> {
  const row = await scenarios(tx)
    .updateTable('pmo.scenario')
    .set(({ fn }) => ({ withdrawn_by: by, withdrawn_at: fn<string>('now') }))
    .where('id', '=', Number(id))
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** All versions of a scenario, the newest first. */
export async function scenarioVersions(handle: Handle, id: string): Promise<readonly ScenarioVersion[]> {
  const rows = await scenarios(handle)
    .selectFrom('pmo.scenario_version')
    .selectAll()
    .where('scenario', '=', Number(id))
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ version, steps, reason, written_by: by, written_at: at }) => ({
    version,
    steps,
    by,
    at,
    ...(reason !== null && { reason }),
  }))
}

/** Keeps what came out of a run. */
export async function addScenarioRun(tx: Tx, run: Omit<ScenarioRun, 'id' | 'at'>): Promise<ScenarioRun> {
  const row = await scenarios(tx)
    .insertInto('pmo.scenario_run')
    .values({
      scenario: Number(run.scenario),
      version: run.version,
      as_of: run.asOf,
      feed_position: run.feedPosition,
      basis: run.basis,
      result: jsonb(run.result),
      ran_by: run.by,
    })
    .returning(['id', 'ran_at'])
    .executeTakeFirstOrThrow()
  return { ...run, id: String(row.id), at: row.ran_at }
}

/** The newest run of each of these scenarios. */
export async function newestRuns(
  handle: Handle,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ScenarioRun>> {
  if (ids.length === 0) return new Map()
  const rows = await scenarios(handle)
    .selectFrom('pmo.scenario_run')
    .selectAll()
    .distinctOn('scenario')
    .where('scenario', 'in', ids.map(Number))
    .orderBy('scenario')
    .orderBy('id', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      String(row.scenario),
      {
        id: String(row.id),
        scenario: String(row.scenario),
        version: row.version,
        asOf: row.as_of,
        feedPosition: row.feed_position,
        basis: row.basis,
        by: row.ran_by,
        at: row.ran_at,
        result: row.result,
      },
    ]),
  )
}

/** Keeps that a run became a plan of record. */
export async function addAdoption(tx: Tx, adoption: Omit<Adoption, 'at'>): Promise<void> {
  await scenarios(tx)
    .insertInto('pmo.scenario_adoption')
    .values({
      plan: Number(adoption.plan),
      scenario: Number(adoption.scenario),
      run: Number(adoption.run),
      adopted_by: adoption.by,
    })
    .execute()
}

/** Adoptions, the newest first; of one scenario or plan where one is named. */
export async function keptAdoptions(
  handle: Handle,
  filter: { readonly scenario?: string; readonly plan?: string; readonly limit: number },
): Promise<readonly Adoption[]> {
  let query = scenarios(handle)
    .selectFrom('pmo.scenario_adoption')
    .selectAll()
    .orderBy('plan', 'desc')
    .limit(filter.limit)
  if (filter.scenario !== undefined) query = query.where('scenario', '=', Number(filter.scenario))
  if (filter.plan !== undefined) query = query.where('plan', '=', Number(filter.plan))
  return (await query.execute()).map((row) => ({
    plan: String(row.plan),
    scenario: String(row.scenario),
    run: String(row.run),
    by: row.adopted_by,
    at: row.adopted_at,
  }))
}

function newest(handle: Handle) {
  return scenarios(handle)
    .selectFrom('pmo.scenario as scenario')
    .innerJoin('pmo.scenario_version as version', 'version.scenario', 'scenario.id')
    .where((eb) =>
      eb(
        'version.version',
        '=',
        eb
          .selectFrom('pmo.scenario_version as later')
          .select(({ fn }) => fn.max('later.version').as('newest'))
          .whereRef('later.scenario', '=', 'scenario.id'),
      ),
    )
    .select([
      'scenario.id',
      'scenario.name',
      'scenario.note',
      'scenario.created_by',
      'scenario.created_at',
      'scenario.withdrawn_by',
      'scenario.withdrawn_at',
      'version.version',
      'version.steps',
      'version.written_by',
      'version.written_at',
    ])
}

type NewestRow = Awaited<ReturnType<ReturnType<typeof newest>['executeTakeFirstOrThrow']>>

function keptScenario(row: NewestRow): KeptScenario {
  return {
    id: String(row.id),
    name: row.name,
    createdBy: row.created_by,
    createdAt: row.created_at,
    version: row.version,
    steps: row.steps,
    changedBy: row.written_by,
    changedAt: row.written_at,
    ...(row.note !== null && { note: row.note }),
    ...(row.withdrawn_by !== null && { withdrawnBy: row.withdrawn_by }),
    ...(row.withdrawn_at !== null && { withdrawnAt: row.withdrawn_at }),
  }
}

async function addVersion(
  tx: Tx,
  row: {
    readonly scenario: number
    readonly version: number
    readonly steps: readonly ScenarioStep[]
    readonly reason?: string
    readonly by: string
  },
): Promise<void> {
  await scenarios(tx)
    .insertInto('pmo.scenario_version')
    .values({
      scenario: row.scenario,
      version: row.version,
      steps: jsonb(row.steps),
      reason: row.reason ?? null,
      written_by: row.by,
    })
    .execute()
}
