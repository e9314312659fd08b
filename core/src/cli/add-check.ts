import type { Command } from 'commander'
import { collect, common, positive, type Add, type CommonOptions } from './add-commands.ts'
import { check, listRuns, ruleTrend, type CheckOptions } from './commands/check.ts'

/** The commands that run the rules of the house and of the plugins. */
export const addCheck: Add = (program, command, run) => {
  const group = command(program, 'check', 'run the rules over the portfolio, and tell what they say')
    .option('-p, --project <id>', 'this project alone; may be repeated', collect)
    .option('-r, --rule <id>', 'this rule alone; may be repeated', collect)
    .option('--pack <plugin>', 'the rules of this plugin, or "house"; may be repeated', collect)
    .option('--full', 'judge everything again, also what cannot have changed')
    .option('--dry', 'keep nothing: show what would be found')
    .option('-n, --limit <number>', 'most rows', positive, 100)
    .action((options: CheckOptions & CommonOptions, self: Command) =>
      run((context) => check(context, options), common(self)),
    )
  command(group, 'runs', 'when the rules ran, because of what, and what came of it; takes --limit').action(
    (_: unknown, self: Command) =>
      // Options that the command above has too are given to it, wherever they stand.
      run((context) => listRuns(context, self.optsWithGlobals<CheckOptions>()), common(self)),
  )
  command(group, 'trend', 'the course of a rule: what it said from which day on; takes --project')
    .argument('<rule>', 'id of the rule')
    .action((rule: string, _: unknown, self: Command) =>
      run((context) => ruleTrend(context, rule, self.optsWithGlobals<CheckOptions>()), common(self)),
    )
}
