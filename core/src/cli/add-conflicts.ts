import { InvalidArgumentError, Option, type Command } from 'commander'
import { didYouMean } from '../config/index.ts'
import { CONFLICT_KINDS } from '../coordination/words.ts'
import { AS_OF, collect, common, positive, type Add, type CommonOptions } from './add-commands.ts'
import type { ConflictFilters } from './commands/conflicts.ts'

/** A kind of conflict; may be repeated. */
function kindOption(value: string, before: readonly string[] = []): readonly string[] {
  if (CONFLICT_KINDS.some((kind) => kind === value)) return collect(value, before)
  throw new InvalidArgumentError(didYouMean(value, [...CONFLICT_KINDS]))
}

/** The commands of somebody who has to bring projects to an agreement. */
export const addConflicts: Add = (program, command, run) => {
  const group = command(
    program,
    'conflicts',
    'what cannot both be, between tools, projects and people; who has to agree, and on what',
  )
    .addOption(
      new Option('-k, --kind <kind>', `one of ${CONFLICT_KINDS.join(', ')}; may be repeated`).argParser(
        kindOption,
      ),
    )
    .option('-p, --project <id>', 'those in which a project has a part')
    .option('--past', 'those that are over')
    .option(...AS_OF)
    .option('-n, --limit <number>', 'most conflicts', positive, 100)
    .action((filters: ConflictFilters & CommonOptions, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/conflicts.ts')).listConflicts(context, filters, CONFLICT_KINDS),
        common(self),
      ),
    )
  command(group, 'show', 'one conflict: what it stands on, whom it concerns, and what to do')
    .argument('<id>', 'id of the conflict')
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/conflicts.ts')).showConflict(context, id),
        common(self),
      ),
    )
}
