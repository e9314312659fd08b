import type { Verbatim } from '@headless-pmo/sdk'
import { idOf, wrongShape } from './element.ts'
import type { Row } from './listing.ts'
import { instantOf } from './map/dates.ts'
import { member, path } from './map/json.ts'

/** Issues as rows of a walk. @throws Error when one has no id or no time of change: no list can be gone on from there */
export function rowsOf(issues: readonly Verbatim[], what: string): readonly Row<Verbatim>[] {
  return issues.map((element) => {
    const id = idOf(element.value)
    const at = instantOf(path(element.value, 'fields', 'updated'))
    if (id === undefined || at === undefined) throw wrongShape(what)
    return { element, id, at: Date.parse(at) }
  })
}

/** Whether an issue lies in the project; one that does not say so does. */
export function liesIn(issue: unknown, project: string): boolean {
  const home = idOf(member(member(issue, 'fields'), 'project'))
  return home === undefined || home === project
}
