import type { Outputs } from './api-types.ts'

type Detail = Outputs['workItems']['get']
type Account = Detail['assignees'][number]

const STATES = { todo: 'to do', in_progress: 'in progress', done: 'done', cancelled: 'cancelled' } as const

/** Who an account is, as its tracker says: a number is told only where there is no name. Pure. */
export function accountText({ title, key, ref }: Account): string {
  return title ?? key ?? ref ?? 'somebody'
}

/** The tracker's own word for the state, and which of our four it stands for where that is another. Pure. */
export function statusText(
  { status, statusCategory }: Pick<Detail['item']['data'], 'status' | 'statusCategory'>,
  { boardStatus }: Pick<Detail['composed'], 'boardStatus'>,
): string {
  const own = boardStatus?.value ?? status
  const state = STATES[statusCategory]
  return own.toLowerCase() === state ? own : `${own} (${state})`
}
