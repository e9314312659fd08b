import type { Command } from 'commander'
import { AS_OF, common, pastOf, positive, type Add } from './add-commands.ts'
import type { ScheduleOptions } from './commands/schedule.ts'

const MOST_ROWS = 100

/** The commands of somebody who asks when things are done, and why. */
export const addSchedule: Add = (program, command, run) => {
  const group = command(
    program,
    'schedule',
    'when items start and finish, over all trackers; of all projects or one',
  )
    .argument('[project]', 'id of a project')
    .option('--critical', 'only what decides when its plan is finished')
    .option('--near', 'also what is nearly critical')
    .option('--late', 'only what misses its deadline')
    .option('--all', 'done and cancelled items too')
    .option('-n, --limit <number>', 'most items', positive, MOST_ROWS)
    .option(...AS_OF)
    .addHelpText(
      'after',
      '\nOn a terminal the items are drawn over time; in a pipe each is a line, with tabs between its values.\nFloat is in working days of 8 hours. Values that no tracker states are assumed, and each assumption is told.',
    )
    .action((project: string | undefined, options: Omit<ScheduleOptions, 'project'>, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/schedule.ts')).showSchedule(context, {
            ...options,
            ...(project !== undefined && { project }),
          }),
        common(self),
      ),
    )
  command(group, 'path', 'the chain of items that decides when a project, or everything, is finished')
    .argument('[project]', 'id of a project')
    .option(...AS_OF)
    .action((project: string | undefined, _: unknown, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/schedule.ts')).showCriticalPath(context, {
            ...pastOf(self),
            ...(project !== undefined && { project }),
          }),
        common(self),
      ),
    )
  command(group, 'problems', 'what is wrong with links, calendars and dates, and what to do')
    .argument('[project]', 'id of a project')
    .option('-n, --limit <number>', 'most problems', positive, MOST_ROWS)
    .option(...AS_OF)
    .action((project: string | undefined, options: { limit: number }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/schedule.ts')).showScheduleProblems(context, {
            ...pastOf(self),
            limit: Math.min(options.limit, 500),
            ...(project !== undefined && { project }),
          }),
        common(self),
      ),
    )
  command(program, 'explain', 'why an item has its dates: which link, constraint or calendar set them')
    .argument('<item>', 'key (ABC-12, acme/web#3), connection/ref, or id of a project')
    .option('--all', 'the whole chain')
    .option(...AS_OF)
    .action((item: string, options: { all?: true; asOf?: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/explain.ts')).explainItem(context, item, options),
        common(self),
      ),
    )
}
