import type { Command } from 'commander'
import { PLUGIN_KINDS } from '../authoring/words.ts'
import { collect, common, type Add, type CommonOptions } from './add-commands.ts'
import { SESSION_COMMAND } from './dev-session.ts'
import type { NewPluginOptions } from './commands/plugin-new.ts'

const FOLDER = ['[folder]', "the plugin's package; default: this folder", '.'] as const

const LOOP_HELP = `
From nothing to a plugin that keeps every law, without an account anywhere:
  pmo plugin new linear && cd linear
  pmo plugin test
`

const LAWS_HELP = `
PMO_LAW_SEED=NUMBER draws the same cases again, PMO_LAW_ROUNDS=NUMBER draws more.
`

/** The commands of somebody who writes a plugin. */
export const addAuthoring: Add = (program, command, run) => {
  const group = program
    .command('plugin')
    .description('write a plugin: a new one, its trial, its laws, its package')
    .addHelpText('after', LOOP_HELP)
  const fresh = command(group, 'new', 'write the package of a new plugin that keeps every law')
    .argument('<name>', 'short name, e.g. linear; with a scope for its package: @acme/linear')
    .option('--folder <path>', 'where to; default: a folder of its name here')
    .option('--no-install', 'leave its packages to be installed later')
  for (const kind of PLUGIN_KINDS)
    fresh.option(`--${kind}`, `begin with a ${kind}${kind === 'connector' ? '; the default' : ''}`)
  fresh.action((name: string, options: NewPluginOptions & CommonOptions, self: Command) =>
    run(
      async (context) => (await import('./commands/plugin-new.ts')).newPlugin(context, name, options),
      common(self),
    ),
  )
  command(group, 'dev', 'run it on its fake tracker, again at every change; no account, nothing kept')
    .argument(...FOLDER)
    .action((folder: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/plugin-dev.ts')).devPlugin(context, folder),
        common(self),
      ),
    )
  command(group, 'test', 'prove its laws on its fake tracker, and run its other tests')
    .argument(...FOLDER)
    .addHelpText('after', LAWS_HELP)
    .option('-t, --file <part>', 'only test files with this in their path; may be repeated', collect)
    .action((folder: string, { file = [] }: { file?: readonly string[] }, self: Command) =>
      run(
        async (context) => (await import('./commands/plugin-test.ts')).testPlugin(context, folder, file),
        common(self),
      ),
    )
  command(group, 'pack', 'make the package that others install: one file, its manifest, its laws')
    .argument(...FOLDER)
    .option('-o, --out <folder>', "where the tarball goes; default: the plugin's folder")
    .action((folder: string, options: { out?: string }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/plugin-pack.ts')).packPluginCommand(context, folder, options),
        common(self),
      ),
    )
  group
    .command(SESSION_COMMAND, { hidden: true })
    .argument('<folder>')
    .action((folder: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/plugin-dev.ts')).devSession(context, folder),
        common(self),
      ),
    )
}
