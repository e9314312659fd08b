/**
 * Who may do what, weakest first: `viewer` reads everything; `contributor` starts syncs and checks, keeps registers,
 * asks for waivers and makes scenarios; `pmo` decides: waivers, removals, rules, gates, baselines, links, persons and
 * the structure of the portfolio; `administrator` changes what is connected, plugins, notifiers and tokens.
 */
export const ROLES = ['viewer', 'contributor', 'pmo', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** Names of before there were four roles; plugins may still declare them. */
const FORMER = { reader: 'viewer', planner: 'contributor', admin: 'administrator' } as const satisfies Record<
  string,
  Role
>
export type FormerRole = keyof typeof FORMER

/** The role of a name, by its former name as well; undefined where there is none of it. */
export function roleNamed(name: Role | FormerRole): Role
export function roleNamed(name: unknown): Role | undefined
export function roleNamed(name: unknown): Role | undefined {
  if (typeof name === 'string' && Object.hasOwn(FORMER, name)) return FORMER[name as FormerRole] // own keys alone
  return ROLES.find((role) => role === name)
}

/** Whoever makes a request. */
export interface Principal {
  /** Name of the token, or `operator` for the command line on an open data folder. Kept with decisions. */
  readonly name: string
  readonly role: Role
}

/** Whether a role includes the rights of another. */
export function includesRole(has: Role, needed: Role): boolean {
  return ROLES.indexOf(has) >= ROLES.indexOf(needed)
}
