import { Argument, Option, type Command } from 'commander'
import { REGISTER_KINDS, type RegisterKind } from '../governance/words.ts'
import { common, positive, type Add } from './add-commands.ts'
import type { ListOptions, RegisterImportOptions } from './commands/register.ts'

const kindArgument = (): Argument =>
  new Argument('<kind>', `one of ${REGISTER_KINDS.join(', ')}`).choices(REGISTER_KINDS)
const ID = ['<id>', 'id of the entry, e.g. R-12'] as const
const FIELDS = ['[fields...]', 'name=value; a value "-" takes a field away'] as const
const REASON = ['--reason <text>', 'why; kept with who and when'] as const

/** The commands of somebody who keeps the PMO's own records. */
export const addRegister: Add = (program, command, run) => {
  const group = command(
    program,
    'register',
    'what the PMO keeps itself: decisions, risks, issues, artefacts, roles, budgets, tolerances, reviews, status reports, gates',
  )
  command(group, 'list', 'entries of a kind')
    .addArgument(kindArgument())
    .option('-p, --project <id>', 'of one project')
    .option('--withdrawn', 'those that were withdrawn too')
    .option('-n, --limit <number>', 'most entries', positive, 100)
    .action((kind: RegisterKind, options: ListOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/register.ts')).listRegister(context, kind, options),
        common(self),
      ),
    )
  command(group, 'show', 'one entry with every version: who changed what, when and why')
    .argument(...ID)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/register.ts')).showInRegister(context, id),
        common(self),
      ),
    )
  command(group, 'columns', 'what an entry of a kind may say: fields of add and set, columns of import')
    .addArgument(kindArgument())
    .action((kind: RegisterKind, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/register.ts')).showColumns(context, kind),
        common(self),
      ),
    )
  command(group, 'add', 'add an entry')
    .addArgument(kindArgument())
    .argument(...FIELDS)
    .option('-p, --project <id>', 'absent: of the house')
    .option('--id <id>', 'its id; absent: the next number of the kind')
    .option(...REASON)
    .addHelpText(
      'after',
      '\nExample:\n  pmo register add risk -p web-shop title="Only one supplier" opened=2026-03-02 probability=30% impact=4 owner="Mara Lindt"',
    )
    .action(
      (
        kind: RegisterKind,
        fields: readonly string[],
        options: { project?: string; id?: string; reason?: string },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/register.ts')).addToRegister(context, kind, fields, options),
          common(self),
        ),
    )
  command(group, 'set', 'set fields of an entry; what it said before stays readable')
    .argument(...ID)
    .argument(...FIELDS)
    .option('-p, --project <id>', 'another project; "-": of the house')
    .option(...REASON)
    .action(
      (
        id: string,
        fields: readonly string[],
        options: { project?: string; reason?: string },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/register.ts')).changeRegister(context, id, fields, options),
          common(self),
        ),
    )
  command(group, 'approve', 'note that a version of an artefact was approved')
    .argument(...ID)
    .option('--by <name>', 'who approved it; absent: you')
    .option('--version <version>', 'absent: the version that counts')
    .option('--at <when>', 'a day or an instant; absent: now')
    .action((id: string, options: { by?: string; version?: string; at?: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/register.ts')).approveArtefact(context, id, options),
        common(self),
      ),
    )
  command(group, 'withdraw', 'take an entry out of what counts; it stays readable')
    .argument(...ID)
    .requiredOption(...REASON)
    .action((id: string, { reason }: { reason: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/register.ts')).withdrawFromRegister(context, id, reason),
        common(self),
      ),
    )
  command(group, 'put-back', 'let a withdrawn entry count again')
    .argument(...ID)
    .requiredOption(...REASON)
    .action((id: string, { reason }: { reason: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/register.ts')).putBackInRegister(context, id, reason),
        common(self),
      ),
    )
  command(group, 'import', 'take entries over from a CSV file')
    .addArgument(kindArgument())
    .argument('<file>', 'CSV with a line of column names; `pmo register columns KIND` tells them')
    .option('-p, --project <id>', 'project of lines that name none in a column "project"')
    .option('--apply', 'do it; without, what it would do is shown')
    .addOption(new Option('--skip-bad', 'leave out lines that cannot be taken, instead of taking none'))
    .addHelpText(
      'after',
      '\nA line with the id of an entry changes it, any other adds one; what an entry says already is not added again, so a file can be taken twice.',
    )
    .action((kind: RegisterKind, file: string, options: RegisterImportOptions, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/register.ts')).importRegister(context, kind, file, options),
        common(self),
      ),
    )
}
