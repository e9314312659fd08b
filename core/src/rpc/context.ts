import type { ListShape } from './list-shape.ts'
import type { Principal } from './principal.ts'

/** How many times as long as a question a change may take: what it has begun is better waited for. */
export const CHANGE_PATIENCE = 5

/** What every procedure is given. */
export interface RpcContext {
  /** Absent: the request carried no valid token. */
  readonly principal?: Principal
  /** Why what the request carried does not count, in one sentence; there is no principal then. */
  readonly refused?: string
  /** Why the token or session that the request carried tells nobody's name, in one sentence; there is no principal then. */
  readonly unproven?: string
  /** Longest time of a question, in milliseconds; a change has {@link CHANGE_PATIENCE} times as long. Absent: no limit. */
  readonly limitMs?: number
  /** Shapes of the lists by path, to check names of fields with; absent: they are checked against the rows that come. */
  readonly lists?: ReadonlyMap<string, ListShape>
  /** Told of errors that are ours to repair; the reply carries `reference` instead of the reason. */
  readonly onUnexpected?: (error: unknown, reference: string) => void
}
