import type { CapacityFacts, Claimant, DemandCell, Effort } from './capacity-facts.ts'

/** What demand against capacity is told by. */
export type MatrixBy = 'person' | 'role' | 'unit' | 'project'

/** Minutes of one row in one period. */
export interface MatrixCell extends Effort {
  /** Minutes that can be worked; absent: the row has no capacity of its own. */
  readonly capacity?: number
}

export interface MatrixRow {
  readonly by: MatrixBy | 'nobody'
  /** Id of the person, role, unit or project; absent: what belongs to none. */
  readonly id?: string
  readonly name: string
  /** Unit of a person or role. */
  readonly unit?: string
  /** In the order of the periods. */
  readonly cells: readonly MatrixCell[]
  /** Work after the last month. */
  readonly beyond: Effort
  /** Of a person: what was taken for granted. */
  readonly assumptions?: readonly string[]
}

interface Place {
  readonly id: string
  readonly row: Pick<MatrixRow, 'by' | 'id' | 'name' | 'unit' | 'assumptions'>
}

/**
 * Demand against capacity in rows. Each cell of the facts is in exactly one row, whatever the rows are: they always add up
 * to the same. A person with several roles counts to the usual one, whoever has none to a row of its own.
 */
export function matrixOf(facts: CapacityFacts, by: MatrixBy, of: 'months' | 'weeks'): readonly MatrixRow[] {
  const { periods, capacity, cells } = facts[of]
  const rows = new Map<string, GrowingRow>()
  const rowOf = (place: Place): GrowingRow => {
    const known = rows.get(place.id)
    if (known !== undefined) return known
    const row = { ...place.row, ...emptyRow(periods.length) }
    rows.set(place.id, row)
    return row
  }
  const place = placer(facts, by)
  if (by !== 'project') {
    for (const [index, claimant] of facts.claimants.entries()) {
      if (claimant.kind !== 'person') continue
      const row = rowOf(place({ claimant: index }))
      for (const [at, minutes] of capacity[index]?.entries() ?? []) addCapacity(row, at, minutes)
    }
  }
  for (const cell of cells) {
    const row = rowOf(place(cell))
    add(row.cells[cell.period], cell)
  }
  for (const cell of facts.beyond) add(rowOf(place(cell)).beyond, cell)
  return [...rows.values()].toSorted(
    (one, other) =>
      Number(one.id === undefined) - Number(other.id === undefined) || byName(one.name, other.name),
  )
}

/** Which row of a matrix is meant: what it is by, and its id; absent: what belongs to none. */
export interface MatrixRowName {
  readonly kind: MatrixRow['by']
  readonly id?: string
}

/**
 * Tells which cells of the facts a row is made of. Pure.
 * @returns undefined: there is no such row
 */
export function cellsOfRow(
  facts: CapacityFacts,
  by: MatrixBy,
  { kind, id }: MatrixRowName,
): ((cell: Pick<DemandCell, 'claimant' | 'project'>) => boolean) | undefined {
  const place = placer(facts, by)
  const isRow = ({ row }: Place) => row.by === kind && row.id === id
  const known =
    by === 'project'
      ? [undefined, ...facts.projects.map((one) => one.id)].map((project) =>
          place({ claimant: -1, ...(project !== undefined && { project }) }),
        )
      : facts.claimants.map((_, claimant) => place({ claimant }))
  return known.some(isRow) ? (cell) => isRow(place(cell)) : undefined
}

interface GrowingCell {
  stated: number
  assumed: number
  capacity?: number
}

interface GrowingRow extends Omit<MatrixRow, 'cells' | 'beyond'> {
  readonly cells: GrowingCell[]
  readonly beyond: GrowingCell
}

function emptyRow(periods: number): Pick<GrowingRow, 'cells' | 'beyond'> {
  return {
    cells: Array.from({ length: periods }, () => ({ stated: 0, assumed: 0 })),
    beyond: { stated: 0, assumed: 0 },
  }
}

function add(cell: GrowingCell | undefined, { stated, assumed }: Effort): void {
  if (cell === undefined) return
  cell.stated += stated
  cell.assumed += assumed
}

function addCapacity({ cells }: GrowingRow, at: number, minutes: number): void {
  const cell = cells[at]
  if (cell !== undefined) cell.capacity = (cell.capacity ?? 0) + minutes
}

/** Tells which row a cell belongs to. */
function placer(
  facts: CapacityFacts,
  by: MatrixBy,
): (cell: Pick<DemandCell, 'claimant' | 'project'>) => Place {
  const named = {
    role: new Map(facts.roles.map(({ id, name }) => [id, name])),
    unit: new Map(facts.units.map(({ id, name }) => [id, name])),
    project: new Map(facts.projects.map(({ id, name }) => [id, name])),
  }
  const rowOf = (kind: 'role' | 'unit' | 'project', id: string | undefined, none: string): Place =>
    id === undefined
      ? { id: '', row: { by: kind, name: none } }
      : { id: `${kind} ${id}`, row: { by: kind, id, name: named[kind].get(id) ?? id } }
  if (by === 'project') return ({ project }) => rowOf('project', project, 'Items of no project')
  const places = facts.claimants.map((claimant): Place => {
    if (by === 'role') return rowOf('role', claimant.roles[0], 'No role')
    if (by === 'unit') return rowOf('unit', claimant.unit, 'No unit')
    return personPlace(claimant)
  })
  return ({ claimant }) => places[claimant] ?? rowOf('unit', undefined, 'Nobody')
}

function personPlace({ kind, id, name, unit, assumptions }: Claimant): Place {
  const more = { name, ...(unit !== undefined && { unit }), assumptions }
  return kind === 'nobody'
    ? { id: '', row: { by: 'nobody', name } }
    : { id: `${kind} ${id}`, row: { by: kind, id, ...more } }
}

function byName(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
