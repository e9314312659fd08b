import { zoneOfNode } from '../network/index.ts'
import { LISTED } from './impact-base.ts'
import type { ImpactView } from './prepare-view.ts'
import { datesOf } from './impact-time.ts'
import type { ImpactDates } from './summary.ts'

/** From the first start to the last finish of each project as it is planned now, by id; without dates: left out. */
export function projectSpans({ base, projects, scheduled }: ImpactView): ReadonlyMap<string, ImpactDates> {
  const start = new Float64Array(projects.length).fill(Infinity)
  const finish = new Float64Array(projects.length).fill(-Infinity)
  for (let node = 0; node < base.network.size; node++) {
    const project = base.projectOf[node] ?? -1
    if (project < 0 || base.listed[node] === LISTED.hidden) continue
    const [from, until] = [base.schedule.start[node] ?? Number.NaN, base.schedule.finish[node] ?? Number.NaN]
    if (from < (start[project] ?? -Infinity)) start[project] = from
    if (until > (finish[project] ?? Infinity)) finish[project] = until
  }
  const found = new Map<string, ImpactDates>()
  for (const [project, id] of projects.entries()) {
    const zone = zoneOfNode(scheduled.portfolio, scheduled.portfolio.indexOfProject(id) ?? 0)
    const dates = datesOf(start[project] ?? Infinity, finish[project] ?? Infinity, zone)
    if (dates !== undefined) found.set(id, dates)
  }
  return found
}
