import { Argument, Command, Option } from 'commander'
import { VERSION } from '../config/index.ts'
import { ROLES, type Role } from '../rpc/index.ts'
import { exportRecords } from './commands/export.ts'
import { serve, start } from './commands/serve.ts'
import { createToken, listTokens, revokeToken } from './commands/token.ts'
import type { CommandContext } from './context.ts'
import { EXIT_HELP } from './exit-codes.ts'

/** What running a command needs: it is known only once the options are read. */
export interface Run {
  (
    work: (context: CommandContext) => Promise<number>,
    settings: { readonly json: boolean; readonly configFile?: string; readonly isStart?: boolean },
  ): Promise<void>
}

interface Common {
  readonly json?: true
  readonly config?: string
}

const CONFIG_OPTION = ['-c, --config <file>', 'config file (default: pmo.config.ts)'] as const

/** All commands with their options. Names, options and words for people are here; the work is in `commands/`. */
export function createProgram(run: Run): Command {
  const program = new Command('pmo')
    .description('The PMO as an API: one portfolio over your trackers.')
    .version(VERSION, '--version')
    .option('--json', 'print JSON')
    .showSuggestionAfterError()
    .addHelpText('after', EXIT_HELP)

  /** Options of a command together with those of the program. */
  const common = (command: Command): Common => command.optsWithGlobals<Common>()
  const settings = ({ json, config }: Common) => ({
    json: json === true,
    ...(config !== undefined && { configFile: config }),
  })

  for (const [name, work, text] of [
    ['serve', serve, 'run the server'],
    ['start', start, 'run the server; without a config file, with the demo company'],
  ] as const) {
    program
      .command(name)
      .description(text)
      .option(...CONFIG_OPTION)
      .action((_: unknown, command: Command) => {
        const options = common(command)
        return run((context) => work(context, options), { ...settings(options), isStart: name === 'start' })
      })
  }

  program
    .command('export')
    .description('print every record of the portfolio, one JSON text a line')
    .addOption(new Option('--format <format>', 'how it is written').choices(['ndjson']).default('ndjson'))
    .option('-o, --out <file>', 'write to a file instead; it appears when it is complete')
    .action((options: { format: string; out?: string }, command: Command) =>
      run((context) => exportRecords(context, options), settings(common(command))),
    )

  const token = program.command('token').description('make, list and revoke API tokens')
  token
    .command('create')
    .description('make a token and print it; it is not shown again')
    .argument('<name>', 'what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('reader'))
    .action((name: string, { role }: { role: Role }, command: Command) =>
      run((context) => createToken(context, { name, role }), settings(common(command))),
    )
  token
    .command('list')
    .description('all tokens, without their text')
    .action((_: unknown, command: Command) => run(listTokens, settings(common(command))))
  token
    .command('revoke')
    .description('end a token')
    .addArgument(new Argument('<token>', 'its name or id'))
    .action((name: string, _: unknown, command: Command) =>
      run((context) => revokeToken(context, name), settings(common(command))),
    )
  return program
}
