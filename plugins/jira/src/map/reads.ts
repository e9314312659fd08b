import type { Reference } from '@headless-pmo/sdk'
import { path, textOf } from './json.ts'

/** Which projects the connection reads. */
export interface Reads {
  /** Keys or ids, as the config states them; absent: all that are visible. */
  readonly projects?: readonly string[] | undefined
}

/** Key of the project in the key of an issue: `ABC` of `ABC-12`. */
export function projectKeyOf(issueKey: string): string {
  return issueKey.slice(0, Math.max(0, issueKey.lastIndexOf('-')))
}

/**
 * Whether the connection reads the issue of that key too. The ids of projects that the config names say nothing
 * of a key, so beside them only the project of the issue that names the other one is known to be read.
 */
export function readsIssue(key: string, home: string, { projects }: Reads): boolean {
  if (projects === undefined) return true
  const project = projectKeyOf(key)
  return project === projectKeyOf(home) || projects.includes(project)
}

/**
 * The issue at the other end of a link, or a parent. By its id where it is read, since keys change when issues
 * move; by its key elsewhere, which stays a readable placeholder. Its title is left out: it changes without a
 * trace in the issue that names it.
 */
export function toEnd(end: unknown, home: string, reads: Reads): Reference | undefined {
  const [id, key] = [textOf(path(end, 'id')), textOf(path(end, 'key'))]
  if (id !== undefined && (key === undefined || readsIssue(key, home, reads))) return id
  return key === undefined ? undefined : { key }
}
