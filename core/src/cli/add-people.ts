import { Option, type Command } from 'commander'
import { common, type Add } from './add-commands.ts'
import type { ImportOptions } from './commands/people-imports.ts'

const ONE = ['<account>', 'connection/login or connection/ref'] as const
const OTHER = ['<other>', 'the other account'] as const

/** The commands of somebody who knows which accounts are whose. */
export const addPeople: Add = (program, command, run) => {
  const group = command(program, 'people', 'the persons behind the accounts of all trackers, and why').action(
    (_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/people.ts')).listPersons(context), common(self)),
  )
  command(group, 'suggestions', 'accounts that may be one person’s, for you to decide').action(
    (_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/people.ts')).listSuggestions(context), common(self)),
  )
  command(group, 'decisions', 'what was decided, the newest first').action((_: unknown, self: Command) =>
    run(async (context) => (await import('./commands/people.ts')).listDecisions(context), common(self)),
  )
  for (const [verdict, text] of [
    ['same', 'say that two accounts are one person’s'],
    ['apart', 'say that two accounts are two people’s'],
  ] as const) {
    command(group, verdict, text)
      .argument(...ONE)
      .argument(...OTHER)
      .option('--note <text>', 'why; kept with who and when')
      .action((one: string, other: string, { note }: { note?: string }, self: Command) =>
        run(
          async (context) =>
            (await import('./commands/people.ts')).decideAccounts(context, { verdict, one, other, note }),
          common(self),
        ),
      )
  }
  command(group, 'import', 'take who has which account, address, role and unit from a file')
    .argument('<file>', 'CSV or JSON; columns: connection, account, person, email, role, unit, id')
    .addOption(new Option('--format <format>', 'default: by the name of the file').choices(['csv', 'json']))
    .option('--apply', 'do it; without, what it would do is shown')
    .option('--skip-bad', 'leave out lines that cannot be taken, instead of taking none')
    .option('--note <text>', 'why; kept with who and when')
    .addHelpText(
      'after',
      '\nA line is an account and whose it is. A person is whom the id names, else the address, else the name; what is empty stays as it is.\nUnits and roles are those of the organisation, by id or name.',
    )
    .action((file: string, options: ImportOptions, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/people-imports.ts')).importMapping(context, file, options),
        common(self),
      ),
    )
  command(group, 'imports', 'mappings that were imported, the newest first').action(
    (_: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/people-imports.ts')).listImports(context),
        common(self),
      ),
  )
  command(group, 'revert-import', 'take an import back: everybody is as before it')
    .argument('<import>', 'id of the import')
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/people-imports.ts')).revertImport(context, id),
        common(self),
      ),
    )
  command(group, 'withdraw', 'take a decision back')
    .argument('<decision>', 'id of the decision')
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/people.ts')).withdrawDecision(context, id),
        common(self),
      ),
    )
}
