import type { Command } from 'commander'
import { PLUGIN_KINDS } from '../authoring/index.ts'
import { common, type Add, type CommonOptions } from './add-commands.ts'
import { newPlugin, type NewPluginOptions } from './commands/plugin-new.ts'

/** The commands of somebody who writes a plugin. */
export const addAuthoring: Add = (program, command, run) => {
  const group = program
    .command('plugin')
    .description('write a plugin: a new one, its trial, its laws, its package')
  const fresh = command(group, 'new', 'write the package of a new plugin that keeps every law')
    .argument('<name>', 'short name, e.g. linear; with a scope for its package: @acme/linear')
    .option('--folder <path>', 'where to; default: a folder of its name here')
    .option('--no-install', 'leave its packages to be installed later')
  for (const kind of PLUGIN_KINDS) fresh.option(`--${kind}`, `begin with a ${kind}`)
  fresh.action((name: string, options: NewPluginOptions & CommonOptions, self: Command) =>
    run((context) => newPlugin(context, name, options), common(self)),
  )
}
