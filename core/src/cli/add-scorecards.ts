import { Option, type Command } from 'commander'
import { common, positive, type Add } from './add-commands.ts'
import type { GateOptions } from './commands/gates.ts'

/** The commands of somebody who asks how far projects keep the standards, and whether they may go on. */
export const addScorecards: Add = (program, command, run) => {
  command(program, 'scorecard', 'how far projects keep the standards: level and score; of one, rule by rule')
    .argument('[project]', 'id of a project; absent: all projects beside each other')
    .option('--portfolio <id>', 'projects of a portfolio')
    .option('--program <id>', 'projects of a program')
    .option('-n, --limit <number>', 'most rows', positive, 50)
    .action(
      (
        project: string | undefined,
        options: { readonly portfolio?: string; readonly program?: string; readonly limit: number },
        self: Command,
      ) =>
        run(async (context) => {
          const { listScorecards, showScorecard } = await import('./commands/scorecards.ts')
          return project === undefined
            ? listScorecards(context, options)
            : showScorecard(context, { project, limit: options.limit })
        }, common(self)),
    )
  const gate = command(program, 'gate', 'whether a project may pass a stage gate, and what was decided')
  command(gate, 'show', 'what stands in the way of a gate; exits with 3 where something does')
    .argument('<project>', 'id of a project')
    .argument('[gate]', 'name of the gate; absent: that of the phase the project is in')
    .action((project: string, name: string | undefined, _options: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/gates.ts')).showGate(context, project, name),
        common(self),
      ),
    )
  command(gate, 'decide', 'keep what was decided; a go is refused while something is unmet')
    .argument('<project>', 'id of a project')
    .addOption(
      new Option('--verdict <verdict>', 'what was decided')
        .choices(['go', 'hold', 'recycle', 'kill'])
        .makeOptionMandatory(),
    )
    .option('--gate <name>', 'default: that of the phase the project is in')
    .option('--remarks <text>', 'what was said')
    .option('--conditions <text>', 'what has to be done for the verdict to hold')
    .option('--force <reason>', 'give a go though something is unmet; the reason is kept')
    .option('--by <name>', 'who decided; default: you')
    .action((project: string, options: GateOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/gates.ts')).decideGate(context, project, options),
        common(self),
      ),
    )
  command(gate, 'list', 'decisions, the latest first')
    .argument('[project]', 'id of a project; absent: all')
    .option('-n, --limit <number>', 'most rows', positive, 50)
    .action((project: string | undefined, { limit }: { readonly limit: number }, self: Command) =>
      run(
        async (context) => (await import('./commands/gates.ts')).listGates(context, project, limit),
        common(self),
      ),
    )
  command(gate, 'figures', 'how gates have decided, and which share of them ever stopped anything')
    .argument('[project]', 'id of a project; absent: all')
    .action((project: string | undefined, _options: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/gates.ts')).gateFigures(context, project),
        common(self),
      ),
    )
}
