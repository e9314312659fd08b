import { guidOf, presentOf, type Row, tableOf, type TableState, type Value, type World } from './world.ts'

/** A change that a person, or the scheduling service, makes. */
export type Edit =
  | {
      readonly kind: 'create'
      readonly table: string
      readonly values: Readonly<Record<string, Value>>
      /** Default: a new one. */
      readonly id?: string
    }
  | {
      readonly kind: 'update'
      readonly table: string
      readonly id: string
      readonly values: Readonly<Record<string, Value>>
    }
  /** What belongs to the row goes with it. */
  | { readonly kind: 'delete'; readonly table: string; readonly id: string }

/** An edit that Dataverse would refuse. */
export class EditError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EditError'
  }
}

/** Carries out an edit now; gives the id of the row. @throws EditError */
export function applyEdit(world: World, edit: Edit): string {
  const table = tableOf(world, edit.table)
  switch (edit.kind) {
    case 'create':
      return create(world, table, edit.id ?? guidOf(world.random), edit.values)
    case 'update': {
      const row = table.rows.get(edit.id)
      if (row === undefined) throw new EditError(`${edit.table} has no row ${edit.id}.`)
      checkColumns(table, edit.values)
      table.rows.set(edit.id, {
        ...row,
        ...edit.values,
        modifiedon: presentOf(world),
        _modifiedby_value: world.userId,
        versionnumber: ++world.version,
      })
      return edit.id
    }
    case 'delete':
      break
  }
  remove(world, table, edit.id)
  return edit.id
}

function create(
  world: World,
  table: TableState,
  id: string,
  values: Readonly<Record<string, Value>>,
): string {
  const { logicalName, key } = table.definition
  if (table.rows.has(id)) throw new EditError(`${logicalName} has a row ${id} already.`)
  checkColumns(table, values)
  const row: Record<string, Value> = {}
  for (const name of table.columns.keys()) row[name] = null
  const now = presentOf(world)
  const own: Row = {
    createdon: now,
    modifiedon: now,
    statecode: 0,
    statuscode: 1,
    _createdby_value: world.userId,
    _modifiedby_value: world.userId,
    _ownerid_value: world.userId,
    _owninguser_value: world.userId,
    _owningbusinessunit_value: world.businessUnitId,
    ...values,
    [key]: id,
    versionnumber: ++world.version,
  }
  for (const [name, value] of Object.entries(own)) if (table.columns.has(name)) row[name] = value
  table.rows.set(id, row)
  return id
}

function remove(world: World, table: TableState, id: string): void {
  if (!table.rows.delete(id)) throw new EditError(`${table.definition.logicalName} has no row ${id}.`)
  table.deleted.push({ id, version: ++world.version })
  for (const other of world.tables.values()) {
    const owners = OWNERS[other.definition.logicalName]?.[table.definition.logicalName] ?? []
    for (const [inner, row] of other.rows) {
      if (other.rows.has(inner) && owners.some((column) => row[column] === id)) remove(world, other, inner)
    }
  }
}

/** Table ▸ table that owns it ▸ its columns: what goes when the owner goes. */
const OWNERS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  msdyn_projecttask: {
    msdyn_project: ['_msdyn_project_value'],
    msdyn_projecttask: ['_msdyn_parenttask_value'],
  },
  msdyn_projecttaskdependency: {
    msdyn_project: ['_msdyn_project_value'],
    msdyn_projecttask: ['_msdyn_predecessortask_value', '_msdyn_successortask_value'],
  },
  msdyn_resourceassignment: {
    msdyn_project: ['_msdyn_projectid_value'],
    msdyn_projecttask: ['_msdyn_taskid_value'],
  },
  msdyn_projectbucket: { msdyn_project: ['_msdyn_project_value'] },
  msdyn_projectsprint: { msdyn_project: ['_msdyn_project_value'] },
  msdyn_projectteam: { msdyn_project: ['_msdyn_project_value'] },
  msdyn_projectbaselinedata: {
    msdyn_project: ['_msdyn_project_value'],
    msdyn_projecttask: ['_msdyn_projecttask_value'],
  },
}

function checkColumns(table: TableState, values: Readonly<Record<string, Value>>): void {
  for (const name of Object.keys(values)) {
    if (!table.definition.columns.some((column) => column.name === name))
      throw new EditError(`${table.definition.logicalName} has no column ${name}.`)
  }
}
