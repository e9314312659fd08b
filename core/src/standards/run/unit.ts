/**
 * What is judged at a time: one project with all that is in it, the items that no project has claimed (`{}`), or the
 * portfolio as a whole for the rules of that grain.
 */
export type Unit = { readonly project?: string } | 'portfolio'

/** The unit of the items that no project has claimed. */
export const UNASSIGNED: Unit = {}

/** The text that a unit is stored under: `project/<id>`, `unassigned` or `portfolio`. */
export function unitKey(unit: Unit): string {
  if (unit === 'portfolio') return unit
  return unit.project === undefined ? 'unassigned' : `project/${unit.project}`
}

/** The unit that is stored under a text. */
export function unitOf(key: string): Unit {
  if (key === 'portfolio') return key
  return key.startsWith('project/') ? { project: key.slice('project/'.length) } : UNASSIGNED
}
