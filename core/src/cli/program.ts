import { Command, Option } from 'commander'
import { didYouMean, VERSION } from '../config/index.ts'
import { ROLES, type Role } from '../rpc/words.ts'
import { addAuthoring } from './add-authoring.ts'
import { addPlugins } from './add-plugins.ts'
import { addNotifiers } from './add-notifiers.ts'
import { addWebhooks } from './add-webhooks.ts'
import { addCheck } from './add-check.ts'
import { addCapacity } from './add-capacity.ts'
import { addForecast } from './add-forecast.ts'
import { addConflicts } from './add-conflicts.ts'
import { addFindings } from './add-findings.ts'
import { addOverview } from './add-overview.ts'
import { addMeasures } from './add-measures.ts'
import { addScorecards } from './add-scorecards.ts'
import { addImpact } from './add-impact.ts'
import { addLinks } from './add-links.ts'
import { addOrganisation } from './add-organisation.ts'
import { addPeople } from './add-people.ts'
import { addRegister } from './add-register.ts'
import { addRules } from './add-rules.ts'
import { addSchedule } from './add-schedule.ts'
import { addPortfolio } from './add-portfolio.ts'
import {
  collect,
  common,
  CONFIG_OPTION,
  positive,
  type Add,
  type CommonOptions,
  type Run,
} from './add-commands.ts'
import type { ExportOptions } from './commands/export.ts'
import type { ItemFilters } from './commands/items.ts'
import { EXIT_HELP } from './exit-codes.ts'
import { shortened, withoutSteering } from '../texts/index.ts'
import type { Terminal } from './output/output.ts'

/** Commander's own words, the nearest name in the same line. */
function oneSentence(text: string): string {
  return text
    .replace(/^error: /, '')
    .trimEnd()
    .replaceAll('\n', ' ')
}

/** All commands with their options. Names, options and words for people are here; the work is in `commands/`. */
export function createProgram(run: Run, terminal: Pick<Terminal, 'out' | 'err'>): Command {
  const program = new Command('pmo')
    // Before any command is added: each takes over how it ends and writes.
    .exitOverride()
    .configureOutput({
      // Its sentences cite arguments.
      writeOut: (text) => terminal.out(withoutSteering(text)),
      writeErr: (text) => terminal.err(withoutSteering(text)),
      outputError: (text, write) => write(`pmo: ${shortened(oneSentence(text))}\n`),
    })
    .description('The PMO as an API: one portfolio over your trackers.')
    .version(VERSION, '--version')
    .option('--json', 'print JSON')
    .showSuggestionAfterError()
    .addHelpText('after', EXIT_HELP)
  const command = (parent: Command, name: string, description: string): Command =>
    parent.command(name).description(description).option('--json', 'print JSON')

  addServer(program, command, run)
  addSync(program, command, run)
  addLists(program, command, run)
  addUpkeep(program, command, run)
  addTokens(program, command, run)
  addPortfolio(program, command, run)
  addPeople(program, command, run)
  addOrganisation(program, command, run)
  addSchedule(program, command, run)
  addMeasures(program, command, run)
  addOverview(program, command, run)
  addScorecards(program, command, run)
  addRules(program, command, run)
  addImpact(program, command, run)
  addLinks(program, command, run)
  addConflicts(program, command, run)
  addCheck(program, command, run)
  addFindings(program, command, run)
  addForecast(program, command, run)
  addCapacity(program, command, run)
  addRegister(program, command, run)
  addPlugins(program, command, run)
  addNotifiers(program, command, run)
  addWebhooks(program, command, run)
  addAuthoring(program, command, run)
  return program
}

const addServer: Add = (program, command, run) => {
  command(program, 'serve', 'run the server')
    .option(...CONFIG_OPTION)
    .action((_: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/serve.ts')).serve(context, common(self)),
        common(self),
      ),
    )
  command(program, 'start', 'run the server; without a config file, with the demo company')
    .option(...CONFIG_OPTION)
    .action((_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/serve.ts')).start(context, common(self)), {
        ...common(self),
        isStart: true,
      }),
    )
}

const addSync: Add = (program, command, run) => {
  const group = command(program, 'sync', 'read the trackers now; all of them, or one connection')
    .argument('[connection]', 'id of a connection')
    .option('--full', 'forget the cursors: read everything again and look for deleted items')
    .option('--dry-run', 'write nothing; show the difference that a real run would make')
    .option(...CONFIG_OPTION)
    .allowExcessArguments()
    .action((connection: string | undefined, options: { full?: true; dryRun?: true }, self: Command) => {
      const { config } = common(self)
      // `sync aprove RUN` would otherwise be told of too many arguments.
      if (self.args.length > 1) {
        const verb = self.args[0] ?? ''
        const hint = didYouMean(verb, ['approve', 'reject', 'removals'])
        self.error(`error: 'sync ${verb}' is no command with arguments; ${hint}`)
      }
      return run(
        async (context) =>
          (await import('./commands/sync.ts')).sync(context, {
            full: options.full === true,
            dryRun: options.dryRun === true,
            ...(connection !== undefined && { connection }),
            ...(config !== undefined && { config }),
          }),
        common(self),
      )
    })
  command(group, 'removals', 'what is gone from a tracker and waits for a decision')
    .argument('[connection]', 'id of a connection')
    .action((connection: string | undefined, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/removals.ts')).listRemovals(context, connection),
        common(self),
      ),
    )
  command(group, 'approve', 'carry out the removals that a run held back')
    .argument('<run>', 'id of the run')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/removals.ts')).approve(context, id), common(self)),
    )
  command(group, 'reject', 'keep what a run wanted to remove')
    .argument('<run>', 'id of the run')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/removals.ts')).reject(context, id), common(self)),
    )
}

const addLists: Add = (program, command, run) => {
  command(program, 'status', 'how the connections are, and what waits')
    .option(...CONFIG_OPTION)
    .action((_: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/status.ts')).status(context, common(self)),
        common(self),
      ),
    )
  const connection = command(program, 'connections', 'the trackers that are connected')
    .option(...CONFIG_OPTION)
    .action((_: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/lists.ts')).listConnections(context, common(self)),
        common(self),
      ),
    )
  command(connection, 'remove', 'remove a connection that the API manages; its records are archived')
    .argument('<id>')
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/definitions.ts')).removeConnection(context, id),
        common(self),
      ),
    )
  command(connection, 'authorize', 'let a person give access: the address where that is done')
    .argument('<id>')
    .option('--secret <name>', 'the secret whose place it takes, where there are several')
    .action((id: string, options: { readonly secret?: string }, self: Command) =>
      run(
        async (context) => (await import('./commands/definitions.ts')).authorize(context, id, options),
        common(self),
      ),
    )
  command(connection, 'fields', 'which fields of its items are filled, and how far')
    .argument('<id>')
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/field-coverage.ts')).listFieldCoverage(context, id),
        common(self),
      ),
    )
  command(connection, 'probe', 'ask the tracker who we are and what we may see')
    .argument('<id>')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/definitions.ts')).probe(context, id), common(self)),
    )
  const project = command(program, 'projects', 'the projects with their counts and dates').action(
    (_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/lists.ts')).listProjects(context), common(self)),
  )
  command(project, 'remove', 'remove a project that the API manages; its items stay')
    .argument('<id>')
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/definitions.ts')).removeProject(context, id),
        common(self),
      ),
    )
  command(program, 'items', 'work items of all trackers')
    .option('-p, --project <id>', 'of one project')
    .option('--connection <id>', 'of a connection; may be repeated', collect)
    .option('--container <key>', 'of a repository, project or plan')
    .option(
      '-s, --status <status>',
      "todo, in_progress, done, cancelled, or the tracker's word; may be repeated",
      collect,
    )
    .option('-t, --type <type>', 'task, bug, epic …; may be repeated', collect)
    .option('-a, --assignee <login>', 'assigned to somebody')
    .option('-l, --label <label>', 'with a label; may be repeated', collect)
    .option('-m, --milestone <name>', 'planned for a milestone')
    .option('--text <text>', 'part of the title or key')
    .option('--since <when>', 'changed then or later, e.g. 2026-01-31')
    .option('--gone', 'only those that are gone from their tracker')
    .addOption(
      new Option('--sort <field>', 'order').choices([
        'updated',
        'created',
        'key',
        'title',
        'due',
        'priority',
      ]),
    )
    .option('-n, --limit <number>', 'most items', positive, 50)
    .action((filters: ItemFilters & CommonOptions, self: Command) => {
      const { json, config, ...rest } = filters
      void json
      void config
      return run(async (context) => (await import('./commands/items.ts')).items(context, rest), common(self))
    })
  command(program, 'export', 'the whole portfolio, one record a line; or one project for Microsoft Project')
    .addOption(
      new Option('--format <format>', 'ndjson: all records; mspdi: a project as XML of Microsoft Project')
        .choices(['ndjson', 'mspdi'])
        .default('ndjson'),
    )
    .option('--project <id>', 'the project that the plan is made of (mspdi)')
    .option(
      '--time-zone <zone>',
      'IANA zone of the plan’s times (mspdi; default: that of its trackers, else UTC)',
    )
    .addOption(
      new Option('--release <year>', 'release of Microsoft Project that the plan is for (mspdi)').choices([
        '2007',
        '2010',
      ]),
    )
    .option('-o, --out <file>', 'into a file instead; it appears when it is complete')
    .action((options: ExportOptions, self: Command) =>
      run(
        async (context) => (await import('./commands/export.ts')).exportRecords(context, options),
        common(self),
      ),
    )
}

const addUpkeep: Add = (program, command, run) => {
  command(program, 'doctor', 'what is wrong, and what to do')
    .option(...CONFIG_OPTION)
    .option(
      '--live',
      'hold the trackers’ real replies against what their connectors rely on: reads only, bounded, tells no value',
    )
    .action((options: { live?: boolean }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/doctor.ts')).doctor(context, { ...common(self), ...options }),
        common(self),
      ),
    )
  command(program, 'migrate', 'bring the database to what this release expects').action(
    (_: unknown, self: Command) =>
      run(async (context) => (await import('./commands/migrate.ts')).migrate(context), common(self)),
  )
  const config = program.command('config').description('what is defined')
  command(config, 'pull', 'write what is defined in the form of pmo.config.ts')
    .option('-o, --out <file>', 'into a file instead of standard output')
    .option('--force', 'write over a file that exists')
    .action((options: { out?: string; force?: true }, self: Command) =>
      run(
        async (context) => (await import('./commands/config-pull.ts')).pullConfig(context, options),
        common(self),
      ),
    )
}

const addTokens: Add = (program, command, run) => {
  const token = program.command('token').description('make, list and revoke API tokens')
  command(token, 'create', 'make a token and print it; it is not shown again')
    .argument('<name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('viewer'))
    .action((name: string, { role }: { role: Role }, self: Command) =>
      run(
        async (context) => (await import('./commands/token.ts')).createToken(context, { name, role }),
        common(self),
      ),
    )
  command(token, 'list', 'all tokens, without their text').action((_: unknown, self: Command) =>
    run(async (context) => (await import('./commands/token.ts')).listTokens(context), common(self)),
  )
  command(token, 'revoke', 'end a token')
    .argument('<token>', 'its name or id')
    .action((name: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/token.ts')).revokeToken(context, name), common(self)),
    )
}
