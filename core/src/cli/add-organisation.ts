import { Argument, type Command } from 'commander'
import { common, type Add } from './add-commands.ts'
import { ENTRY_KINDS, type EntryKind } from './commands/organisation.ts'

/** The commands of somebody who keeps units, roles and teams. */
export const addOrganisation: Add = (program, command, run) => {
  const group = command(
    program,
    'organisation',
    'units with their heads and people, roles and teams, and what does not fit',
  ).action((_: unknown, self: Command) =>
    run(
      async (context) => (await import('./commands/organisation.ts')).showOrganisation(context),
      common(self),
    ),
  )
  command(group, 'remove', 'remove an entry that the API manages')
    .addArgument(new Argument('<kind>', 'what it is').choices(ENTRY_KINDS))
    .argument('<id>')
    .action((kind: EntryKind, id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/organisation.ts')).removeEntry(context, kind, id),
        common(self),
      ),
    )
}
