import { InvalidArgumentError, Option, type Command } from 'commander'
import { didYouMean } from '../config/index.ts'
import { FAIL_ON, REPORT_FORMATS, SEVERITIES, type FailOn } from '../standards/words.ts'
import { collect, common, positive, type Add, type CommonOptions } from './add-commands.ts'
import type { CheckOptions } from './commands/check.ts'

/** What a check fails on; words with commas between, and the option may be repeated. */
function failOnOption(value: string, before: readonly FailOn[] = []): readonly FailOn[] {
  const words = value.split(',').map((word) => {
    const found = FAIL_ON.find((one) => one === word.trim())
    if (found !== undefined) return found
    throw new InvalidArgumentError(didYouMean(word.trim(), [...FAIL_ON]))
  })
  return [...before, ...words]
}

const PIPELINE_HELP = `
In a pipeline of another tool:
  pmo check --fail-on breach --severity error --format junit > standards.xml
  pmo check --stored --fail-on breach,error --format sarif > standards.sarif
With --fail-on it ends with 3 where something is so that it has to fail on, and with 0 otherwise:
  breach   an open finding, of --severity or worse; what is waived is none
  unknown  something could not be judged for want of data
  error    a rule failed itself
PMO_SERVER and PMO_TOKEN name the server to ask; a token of the role viewer is enough with --stored.
`

/** The commands that run the rules of the house and of the plugins. */
export const addCheck: Add = (program, command, run) => {
  const group = command(program, 'check', 'run the rules over the portfolio, and tell what they say')
    .option('-p, --project <id>', 'this project alone; may be repeated', collect)
    .option('-r, --rule <id>', 'this rule alone; may be repeated', collect)
    .option('--pack <plugin>', 'the rules of this plugin, or "house"; may be repeated', collect)
    .option('--full', 'judge everything again, also what cannot have changed')
    .option('--dry', 'keep nothing: show what would be found')
    .option('--stored', 'run nothing: tell what the last runs have kept')
    .addOption(
      new Option(
        '--format <format>',
        'write a report: of all rules and projects, with every finding',
      ).choices(REPORT_FORMATS),
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        `end with 3 on ${FAIL_ON.join(', ')}; several with commas between`,
      ).argParser(failOnOption),
    )
    .addOption(
      new Option('--severity <severity>', 'what counts as a breach: this one and worse').choices(SEVERITIES),
    )
    .option('--sarif-path <file>', 'file of the repository that results are shown at (sarif)')
    .option('-n, --limit <number>', 'most rows; of a report, most findings (default: 100; 5000)', positive)
    .addHelpText('after', PIPELINE_HELP)
    .action((options: CheckOptions & CommonOptions, self: Command) =>
      run(async (context) => (await import('./commands/check.ts')).check(context, options), common(self)),
    )
  command(group, 'runs', 'when the rules ran, because of what, and what came of it; takes --limit').action(
    (_: unknown, self: Command) =>
      // Options that the command above has too are given to it, wherever they stand.
      run(
        async (context) =>
          (await import('./commands/check.ts')).listRuns(context, self.optsWithGlobals<CheckOptions>()),
        common(self),
      ),
  )
  command(group, 'trend', 'the course of a rule: what it said from which day on; takes --project')
    .argument('<rule>', 'id of the rule')
    .action((rule: string, _: unknown, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/check.ts')).ruleTrend(
            context,
            rule,
            self.optsWithGlobals<CheckOptions>(),
          ),
        common(self),
      ),
    )
}
