import type { NetworkProject } from './portfolio-records.ts'
import type { RecordIndex } from './record-index.ts'

/**
 * The project of each milestone: that of most of the items planned for it; of one without items, the first project with
 * its container among its sources. In the order of the milestones; undefined: none.
 */
export function milestoneProjects(
  index: RecordIndex,
  projects: readonly NetworkProject[],
): (string | undefined)[] {
  const votes = new Map<number, Map<string, number>>()
  for (const { connection, record, project } of index.of('workItem')) {
    if (record.milestone === undefined || project === undefined) continue
    const milestone = index.find(connection, 'milestone', record.milestone)
    if (milestone === undefined) continue
    const counts = votes.get(milestone) ?? new Map<string, number>()
    counts.set(project, (counts.get(project) ?? 0) + 1)
    votes.set(milestone, counts)
  }
  return index.of('milestone').map(({ connection, record }, position) => {
    const counts = votes.get(position)
    // Of equals the first in the order of the configuration.
    if (counts !== undefined) {
      const most = Math.max(...counts.values())
      return projects.find(({ id }) => counts.get(id) === most)?.id
    }
    const home = index.find(connection, 'container', record.container)
    return projects.find(({ sources }) =>
      sources.some((source) => {
        if (source.connection !== connection) return false
        if (source.container === undefined) return true
        return home !== undefined && leadsTo(index, connection, source.container, home)
      }),
    )?.id
  })
}

/** Whether a source names a container by its ref, a former ref, its key or its name. */
function leadsTo(index: RecordIndex, connection: string, name: string, container: number): boolean {
  const found =
    index.find(connection, 'container', name) ?? index.find(connection, 'container', { key: name })
  return found === container || index.of('container')[container]?.record.name === name
}
