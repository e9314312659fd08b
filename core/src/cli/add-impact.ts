import { Option, type Command } from 'commander'
import { AS_OF, collect, common, positive, type Add, type CommonOptions } from './add-commands.ts'
import type { Supposed } from './suppositions.ts'

const AMOUNTS =
  '\nAmounts of time: "5d", "-2w", "4h", "30m" in working time; "3ed" counts 24 hours a day. Items are named by key (ABC-12,\nacme/web#3) or connection/ref. Nothing is written to a tracker.'

/** The options that say what is to be supposed; all may be repeated. */
function suppose(command: Command): Command {
  return command
    .option('--slip <item=time>', 'an item, milestone or project starts later, e.g. WEB-7=5d', collect)
    .option('--takes <item=time>', 'an item takes as long as that, e.g. WEB-7=3d', collect)
    .option(
      '--link <from=to>',
      'the second waits for the first; WEB-1=WEB-2=SS=1d: another type, a lag',
      collect,
    )
    .option('--unlink <from=to>', 'the second no longer waits for the first', collect)
    .option(
      '--move <project=time>',
      'a project moves by a time, or to a day: web=2w, web=2026-05-04',
      collect,
    )
    .option('--give <item[=day]>', 'somebody outside does it: for good, or handed back on a day', collect)
    .option(
      '--release <person[=other]>',
      'a person leaves their unfinished work, to another or to nobody',
      collect,
    )
    .option('--handover <time>', 'with --release to another: how much later each item is for it')
    .option('--add <file>', 'a project of assumed shape, as JSON', collect)
    .option('--steps <file>', 'all steps as a list in JSON; - reads standard input')
}

/** The commands of somebody who asks what would happen if. */
export const addImpact: Add = (program, command, run) => {
  suppose(
    command(program, 'impact', 'what else moves if something slips, is added, moved or given away')
      .argument('[item]', 'key, connection/ref, or id of a project; for --slip with a time alone')
      .option('--paths', 'for each item the way from what was changed to it'),
  )
    .addOption(new Option('-n, --limit <number>', 'most rows of a list').argParser(positive).default(30))
    .option(...AS_OF)
    .addHelpText('after', `${AMOUNTS}\n\nExample: pmo impact WEB-7 --slip 5d`)
    .action(
      (
        item: string | undefined,
        options: Supposed & CommonOptions & { paths?: true; limit: number },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/impact.ts')).showImpact(context, {
              ...options,
              ...(item !== undefined && { item }),
            }),
          common(self),
        ),
    )
  const group = command(
    program,
    'scenarios',
    'suppositions that are kept, what came out, and which became the plan',
  )
    .option('--withdrawn', 'withdrawn ones too')
    .option('-n, --limit <number>', 'most scenarios', positive, 50)
    .action((options: { withdrawn?: true; limit: number }, self: Command) =>
      run(
        async (context) => (await import('./commands/scenarios.ts')).listScenarios(context, options),
        common(self),
      ),
    )
  suppose(
    command(group, 'create', 'keep a scenario and run it')
      .argument('<name>', 'a name of your own')
      .option('--note <text>', 'what it is for'),
  )
    .addHelpText('after', AMOUNTS)
    .action((name: string, options: Supposed & { note?: string }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/scenarios.ts')).createScenario(context, { ...options, name }),
        common(self),
      ),
    )
  suppose(
    command(group, 'change', 'replace what a scenario supposes; what it was stays readable')
      .argument('<scenario>', 'id or name')
      .option('--reason <text>', 'why'),
  )
    .addHelpText('after', AMOUNTS)
    .action((scenario: string, options: Supposed & { reason?: string }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/scenarios.ts')).changeScenario(context, { ...options, scenario }),
        common(self),
      ),
    )
  command(group, 'show', 'what a scenario supposes, and what came out when it was last run')
    .argument('<scenario>', 'id or name')
    .option('--paths', 'for each item the way from what was changed to it')
    .addOption(new Option('-n, --limit <number>', 'most rows of a list').argParser(positive).default(30))
    .action((scenario: string, options: { paths?: true; limit: number }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/scenarios.ts')).showScenario(context, { ...options, scenario }),
        common(self),
      ),
    )
  command(group, 'run', 'compute a scenario again, on what is known now')
    .argument('<scenario>', 'id or name')
    .addOption(new Option('-n, --limit <number>', 'most rows of a list').argParser(positive).default(30))
    .action((scenario: string, options: { limit: number }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/scenarios.ts')).runScenario(context, { ...options, scenario }),
        common(self),
      ),
    )
  command(group, 'versions', 'what a scenario supposed before: who, when, why')
    .argument('<scenario>', 'id or name')
    .action((scenario: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/scenarios.ts')).scenarioVersions(context, scenario),
        common(self),
      ),
    )
  command(group, 'compare', 'scenarios beside each other, the plan as it is, and the plan of record')
    .argument('<scenarios...>', 'ids or names, at most 10')
    .action((names: string[], _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/scenarios.ts')).compareScenarios(context, names),
        common(self),
      ),
    )
  command(group, 'adopt', 'make what comes out of a scenario the plan of record; no tracker is written')
    .argument('<scenario>', 'id or name')
    .requiredOption('--reason <text>', 'why; kept with who and when')
    .option('--decision <text>', 'where that was decided: minutes, a change request, an address')
    .option('-p, --project <id>', 'only for one project')
    .option('--again', 'although the data moved since it was last run: with what is known now')
    .action(
      (
        scenario: string,
        options: { reason: string; decision?: string; project?: string; again?: true },
        self: Command,
      ) =>
        run(
          async (context) =>
            (await import('./commands/scenarios.ts')).adoptScenario(context, { ...options, scenario }),
          common(self),
        ),
    )
  command(group, 'record', 'the plan of record, and how far the schedule is from it by now')
    .argument('[project]', 'id of a project')
    .addOption(new Option('-n, --limit <number>', 'most rows of a list').argParser(positive).default(30))
    .action((project: string | undefined, options: { limit: number }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/scenarios.ts')).showPlanOfRecord(context, {
            ...options,
            ...(project !== undefined && { project }),
          }),
        common(self),
      ),
    )
  command(group, 'withdraw', 'withdraw a scenario; it stays readable by its id')
    .argument('<scenario>', 'id or name')
    .action((scenario: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/scenarios.ts')).withdrawScenario(context, scenario),
        common(self),
      ),
    )
}
