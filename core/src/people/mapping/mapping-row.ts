/** A line of a mapping: an account, and whose it is. What is empty is left as it is. */
export interface MappingRow {
  /** Line of the file, or number of the entry, counted from 1. */
  readonly line: number
  /** Id of the person; absent: found by address or name, else made of the name. */
  readonly id?: string
  readonly person?: string
  readonly email?: string
  readonly connection?: string
  /** Ref, login or e-mail address of the account. */
  readonly account?: string
  /** Ids or names of roles. */
  readonly roles?: readonly string[]
  /** Id or name of a unit. */
  readonly unit?: string
}

/** A line that cannot be taken, or that deserves a second look. */
export interface MappingProblem {
  readonly line: number
  /** What is wrong, and what to do. */
  readonly sentence: string
}

/** What columns may be called, without case, blanks and signs. */
const NAMES: Readonly<Record<Exclude<keyof MappingRow, 'line'>, readonly string[]>> = {
  id: ['id', 'personid'],
  person: ['person', 'name', 'fullname', 'displayname'],
  email: ['email', 'mail', 'emailaddress'],
  connection: ['connection', 'tool', 'tracker'],
  account: ['account', 'login', 'user', 'username', 'accountid'],
  roles: ['role', 'roles'],
  unit: ['unit', 'department', 'orgunit'],
}

/** The field that a column holds; undefined: none of ours. */
export function fieldOf(column: string): Exclude<keyof MappingRow, 'line'> | undefined {
  const plain = column.toLowerCase().replaceAll(/[^a-z]/g, '')
  const found = Object.entries(NAMES).find(([, names]) => names.includes(plain))
  // The keys of our own table.
  return found?.[0] as Exclude<keyof MappingRow, 'line'> | undefined
}

/** What the columns of a mapping are called. */
export const COLUMNS = Object.values(NAMES).map(([first]) => first ?? '')
