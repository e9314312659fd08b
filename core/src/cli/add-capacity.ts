import { Option, type Command } from 'commander'
import { AS_OF, collect, common, pastOf, positive, type Add } from './add-commands.ts'
import type { CapacityOptions } from './commands/capacity.ts'

const MONTHS = ['-m, --months <number>', 'how many, from the present one on'] as const

/** The commands of somebody who asks whether there are people enough. */
export const addCapacity: Add = (program, command, run) => {
  const group = command(program, 'capacity', 'what people have to do, and how much they can')
    .addOption(
      new Option('--by <what>', 'a row for each')
        .choices(['person', 'role', 'unit', 'project'])
        .default('person'),
    )
    .option('--weeks', 'by ISO week instead of by month')
    .option(...MONTHS, positive, 6)
    .option(...AS_OF)
    .action((options: CapacityOptions, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/capacity.ts')).listCapacity(context, { ...options, ...pastOf(self) }),
        common(self),
      ),
    )
  command(group, 'overloads', 'who is asked for more than they can work, by which projects, and who decides')
    .option('--months-only', 'by month instead of by week')
    .option('--person <id>', 'of one person')
    .option('--certain', 'only those that hold even without anything assumed')
    .option(...MONTHS, positive, 3)
    .option('-n, --limit <number>', 'most rows', positive, 50)
    .option(...AS_OF)
    .action(
      (
        options: {
          readonly monthsOnly?: true
          readonly person?: string
          readonly certain?: true
          readonly months: number
          readonly limit: number
        },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/capacity.ts')).listOverloads(context, { ...options, ...pastOf(self) }),
          common(self),
        ),
    )
  command(group, 'can-take', 'whether people have time for a project; if not, which roles are short when')
    .argument('[project]', 'id of a project; or say with --need what one would need')
    .option(
      '--need <role=month:work>',
      'work of a role in a month, e.g. developer=2026-12:20d; may be repeated',
      collect,
    )
    .option(...MONTHS, positive, 12)
    .option(...AS_OF)
    .addHelpText(
      'after',
      '\nWork is written as 90m, 4h, 3d (8 hours each) or 2w (5 days each). Exits with 3 where it cannot be taken.',
    )
    .action(
      (
        project: string | undefined,
        { need, months }: { readonly need?: readonly string[]; readonly months: number },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/capacity.ts')).canTakeProject(context, {
              project,
              needs: need ?? [],
              months,
              ...pastOf(self),
            }),
          common(self),
        ),
    )
}
