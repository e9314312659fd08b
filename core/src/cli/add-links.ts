import { dependencyType } from '@headless-pmo/sdk'
import { Option, type Command } from 'commander'
import { collect, common, positive, type Add, type CommonOptions } from './add-commands.ts'
import type { confirmLink, LinkFilters, stateLink } from './commands/links.ts'

const typeOption = (text: string): Option => new Option('--type <type>', text).choices(dependencyType.options)
const NOTE = ['--note <text>', 'why; kept with who and when'] as const
const FOUND = ['<id>', 'id of the found link, e.g. found:34'] as const

/** The commands of somebody who knows what comes before what. */
export const addLinks: Add = (program, command, run) => {
  const group = command(
    program,
    'links',
    'links between items of all trackers: theirs, those you state, and those that stand in texts',
  )
    .addOption(
      new Option('--origin <origin>', 'whose word: tracker, stated, found; may be repeated').argParser(
        collect,
      ),
    )
    .option('-p, --project <id>', 'with an end in a project')
    .option('--connection <id>', 'with an end in a connection; may be repeated', collect)
    .option('--open', 'found ones that nobody has decided about')
    .option('--past', 'those that were withdrawn or rejected')
    .option('--mentions', 'also items that a text merely names')
    .option('--across', 'between two projects')
    .option('--unknown', 'with an end that nobody syncs')
    .option('-n, --limit <number>', 'most links', positive, 100)
    .action((filters: LinkFilters & CommonOptions, self: Command) =>
      run(async (context) => (await import('./commands/links.ts')).listLinks(context, filters), common(self)),
    )
  command(group, 'add', 'state that one item or project comes before another, in whatever tools they are')
    .argument('<from>', 'the predecessor: connection/key, milestone:connection/ref or project:id')
    .argument('<to>', 'the successor')
    .addOption(
      typeOption('FS: it starts when the other is finished; SS, FF, SF; or a word of trackers').default('FS'),
    )
    .option('--lag <lag>', 'time between: 2d, 4h of working time, 3ed elapsed, 50%; -1d is a lead')
    .option(...NOTE)
    .action(
      (
        from: string,
        to: string,
        { type, lag, note }: Pick<Parameters<typeof stateLink>[1], 'type' | 'lag' | 'note'>,
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/links.ts')).stateLink(context, {
              from,
              to,
              type,
              ...(lag !== undefined && { lag }),
              ...(note !== undefined && { note }),
            }),
          common(self),
        ),
    )
  command(group, 'withdraw', 'take a stated link back; it stays in the history')
    .argument('<id>', 'id of the stated link, e.g. stated:12')
    .option(...NOTE)
    .action((id: string, { note }: { readonly note?: string }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/links.ts')).withdrawLink(context, {
            id,
            ...(note !== undefined && { note }),
          }),
        common(self),
      ),
    )
  command(group, 'confirm', 'say that a link which stands in a text is one; it then counts in the schedule')
    .argument(...FOUND)
    .addOption(typeOption('another type than the words say'))
    .option('--reversed', 'it leads the other way than the words say')
    .option('--to <item>', 'the item that is meant, as connection/key, where several have that name')
    .option(...NOTE)
    .action((id: string, options: Omit<Parameters<typeof confirmLink>[1], 'id'>, self: Command) => {
      const { type, reversed, to, note } = options
      return run(
        async (context) =>
          (await import('./commands/links.ts')).confirmLink(context, {
            id,
            ...(type !== undefined && { type }),
            ...(reversed !== undefined && { reversed }),
            ...(to !== undefined && { to }),
            ...(note !== undefined && { note }),
          }),
        common(self),
      )
    })
  command(group, 'reject', 'say that a link which stands in a text is none; it is not asked about again')
    .argument(...FOUND)
    .option(...NOTE)
    .action((id: string, { note }: { readonly note?: string }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/links.ts')).rejectLink(context, {
            id,
            ...(note !== undefined && { note }),
          }),
        common(self),
      ),
    )
  command(group, 'reopen', 'take back what was decided of a found link')
    .argument(...FOUND)
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/links.ts')).reopenLink(context, id), common(self)),
    )
}
