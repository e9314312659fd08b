import { Option, type Command } from 'commander'
import { collect, common, type Add } from './add-commands.ts'
import type { RuleRemoveOptions, RuleSetOptions, RuleTryOptions } from './commands/rules.ts'

const RULE = ['<rule>', 'id of a rule, e.g. house.work-has-an-owner'] as const
const PACK = ['--pack <id>', 'those of one plugin, or of the house'] as const
const REASON = ['--reason <text>', 'why; kept with who and when'] as const
const GRAIN = new Option('--grain <grain>', 'what one evaluation sees').choices([
  'item',
  'project',
  'portfolio',
])
const SEVERITY = (): Option =>
  new Option('--severity <severity>', 'how bad it is that it fails').choices(['info', 'warning', 'error'])

/** The options that a rule of the house is written with. */
function withHouse(command: Command): Command {
  return command
    .option('--fails <cel>', 'CEL expression: it fails where this is true')
    .option('--applies <cel>', 'CEL expression: what it judges at all')
    .option('--title <sentence>', 'the rule as a sentence that holds when it passes')
    .option('--why <text>', 'why anyone should care')
    .option('--message <text>', 'what a finding says')
    .option('--action <text>', 'what to do about it')
    .addOption(GRAIN)
}

/** The commands of somebody who decides what projects are held to. */
export const addRules: Add = (program, command, run) => {
  const group = command(
    program,
    'rules',
    'what projects are held to: rules of plugins and of the house, and how they are set',
  )
    .option(...PACK)
    .action((options: { pack?: string }, self: Command) =>
      run(async (context) => (await import('./commands/rules.ts')).listRules(context, options), common(self)),
    )
  command(group, 'list', 'all rules, as the command alone tells them; takes --pack').action(
    (_: unknown, self: Command) =>
      // Options that the command above has too are given to it, wherever they stand.
      run(
        async (context) =>
          (await import('./commands/rules.ts')).listRules(context, self.optsWithGlobals<{ pack?: string }>()),
        common(self),
      ),
  )
  command(group, 'show', 'one rule: what it says, how it is measured, what is set for it')
    .argument(...RULE)
    .option('-p, --project <id>', 'what holds for this project')
    .action((rule: string, options: { project?: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/rules.ts')).showRule(context, rule, options),
        common(self),
      ),
    )
  withHouse(
    command(group, 'try', 'what a rule would find in the data as it is; nothing is kept').argument(...RULE),
  )
    .option('--param <name=value>', 'a parameter; may be repeated', collect)
    .option('-p, --project <id>', 'one project; may be repeated', collect)
    .addHelpText(
      'after',
      `\nExample:\n  pmo rules try house.work-has-an-owner --applies 'item.statusCategory == "in_progress"' --fails 'item.assignees.size() == 0'`,
    )
    .action((rule: string, options: RuleTryOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/rules.ts')).tryRule(context, rule, options),
        common(self),
      ),
    )
  withHouse(command(group, 'set', 'set a rule, or with --fails write a rule of the house').argument(...RULE))
    .option('--on', 'it judges')
    .option('--off', 'it does not judge')
    .addOption(SEVERITY())
    .option('--param <name=value>', 'a parameter; may be repeated', collect)
    .option(
      '--owner <owner>',
      'who puts right what it finds: manager, sponsor, unit-head, assignee, or a name',
    )
    .option('--due-days <number>', 'days within which a finding is to be put right', Number)
    .option('--blocks <gate>', 'a gate that its findings hold up, all, or none; may be repeated', collect)
    .option(
      '--only <place>',
      'where it is in force, e.g. project=docks, class=run; may be repeated; everywhere takes the bounds away',
      collect,
    )
    .option('--for <place>', 'what else is said holds there alone: project=, program=, portfolio= or class=')
    .option('--from <day>', 'first day on which it holds, YYYY-MM-DD')
    .option(...REASON)
    .addHelpText(
      'after',
      `\nExamples:\n  pmo rules set agile.stale --severity error --param days=14 --owner assignee\n  pmo rules set house.work-has-an-owner --title 'Work in progress has an owner' --why 'What nobody owns, nobody finishes.' --applies 'item.statusCategory == "in_progress"' --fails 'item.assignees.size() == 0'\n  pmo rules set agile.stale --for project=docks --param days=30 --blocks none`,
    )
    .action((rule: string, options: RuleSetOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/rules.ts')).setRule(context, rule, options),
        common(self),
      ),
    )
  command(group, 'remove', 'take a rule of the house away, or what is set for a rule')
    .argument(...RULE)
    .option('--setting', 'only what is set for it')
    .option('--for <place>', 'only what is set for it there, e.g. project=docks')
    .option(...REASON)
    .action((rule: string, options: RuleRemoveOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/rules.ts')).removeRule(context, rule, options),
        common(self),
      ),
    )
  command(group, 'waiting', 'changes that wait for somebody to approve them').action(
    (_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/rules.ts')).listWaitingRules(context), common(self)),
  )
  for (const [name, text] of [
    ['approve', 'approve the change of a rule that waits'],
    ['reject', 'reject the change of a rule that waits'],
  ] as const) {
    command(group, name, text)
      .argument(...RULE)
      .option(...REASON)
      .action((rule: string, options: { reason?: string }, self: Command) =>
        run(
          async (context) =>
            (await import('./commands/rules.ts')).decideRule(context, rule, {
              ...options,
              approve: name === 'approve',
            }),
          common(self),
        ),
      )
  }
  command(
    group,
    'history',
    'every version of a rule and of its settings: who, why, approved by whom, from when',
  )
    .argument(...RULE)
    .action((rule: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/rules.ts')).showRuleHistory(context, rule),
        common(self),
      ),
    )
}
