/** Who may do what, weakest first: read everything; run syncs and decide removals; change what is connected. */
export const ROLES = ['reader', 'planner', 'admin'] as const
export type Role = (typeof ROLES)[number]

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
