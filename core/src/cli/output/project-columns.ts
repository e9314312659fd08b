import type { ProjectView } from '../../portfolio/index.ts'
import type { Column } from './table.ts'
import { agoText } from './times.ts'

/** Until when all sources of a project are known: the oldest one counts. */
function asOfText({ freshness }: Pick<ProjectView, 'freshness'>, now: number | undefined): string {
  const instants = freshness.map(({ asOf }) => asOf)
  const known = instants.filter((instant) => instant !== undefined)
  if (known.length < instants.length || known.length === 0) return 'unknown'
  const oldest = known.reduce((first, instant) => (instant < first ? instant : first))
  return now === undefined ? oldest : agoText(oldest, now)
}

/**
 * Projects with the counts of their items.
 * @param now for people, who read distances; absent: instants are told as they are
 */
export function projectColumns(now?: number): readonly Column<ProjectView>[] {
  return [
    { title: 'project', value: ({ id }) => id },
    { title: 'name', value: ({ name }) => name, most: 40 },
    { title: 'items', value: ({ counts }) => counts.total, align: 'right' },
    { title: 'to do', value: ({ counts }) => counts.todo, align: 'right' },
    { title: 'in progress', value: ({ counts }) => counts.in_progress, align: 'right' },
    { title: 'done', value: ({ counts }) => counts.done, align: 'right' },
    { title: 'overdue', value: ({ counts }) => counts.overdue, align: 'right' },
    { title: 'start', value: ({ start }) => start },
    { title: 'finish', value: ({ finish }) => finish },
    {
      title: 'sources',
      value: ({ sources }) =>
        sources
          .map(({ connection, container }) =>
            container === undefined ? connection : `${connection}:${container}`,
          )
          .join(' + '),
      most: 50,
    },
    { title: 'as of', value: (project) => asOfText(project, now) },
  ]
}
