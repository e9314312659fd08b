import type { Desk } from './desk.ts'
import { downstreamOf } from './downstream.ts'

/** Everything whose date rests on nodes that nobody is left to do. Law 8: it has no date, whatever the arithmetic says. */
export function undatable(desk: Desk): ReadonlySet<number> {
  return desk.stranded.size === 0 ? desk.stranded : downstreamOf(desk, desk.stranded)
}
