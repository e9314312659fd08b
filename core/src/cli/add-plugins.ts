import type { Command } from 'commander'
import { common, CONFIG_OPTION, type Add } from './add-commands.ts'
import type { Decision } from './commands/plugins.ts'

const ID = ['<id>', 'id of the plugin'] as const

/** What a person may decide about a plugin, with the words of the help. */
const DECISIONS: readonly (readonly [Decision, string, string])[] = [
  ['enable', 'switch a plugin on again', 'why; kept with who and when'],
  ['disable', 'switch a plugin off: none of its code runs, its data stays', 'why; kept with who and when'],
  ['release', 'try a plugin again that is kept out', 'why; kept with who and when'],
]

/** The commands of somebody who looks after the plugins of a server. */
export const addPlugins: Add = (program, command, run) => {
  const group = command(program, 'plugins', 'the plugins with their versions, states and health')
    .option(...CONFIG_OPTION)
    .action((_: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/plugins.ts')).listPlugins(context, common(self)),
        common(self),
      ),
    )
  command(group, 'show', 'all that is known of a plugin')
    .argument(...ID)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/plugins.ts')).showPlugin(context, id, common(self)),
        common(self),
      ),
    )
  for (const [decision, description, why] of DECISIONS) {
    command(group, decision, description)
      .argument(...ID)
      .option('--reason <text>', why)
      .action((id: string, { reason }: { reason?: string }, self: Command) =>
        run(
          async (context) =>
            (await import('./commands/plugins.ts')).decidePlugin(context, {
              decision,
              id,
              reason,
              ...common(self),
            }),
          common(self),
        ),
      )
  }
  command(group, 'quarantine', 'keep a plugin out')
    .argument(...ID)
    .requiredOption('--reason <text>', 'why; kept with who and when')
    .action((id: string, { reason }: { reason: string }, self: Command) =>
      run(
        async (context) =>
          (await import('./commands/plugins.ts')).decidePlugin(context, {
            decision: 'quarantine',
            id,
            reason,
            ...common(self),
          }),
        common(self),
      ),
    )
  command(group, 'upgrade', 'run the version that is installed now, and bring configs up to date')
    .argument(...ID)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/plugins.ts')).upgradePlugin(context, id, common(self)),
        common(self),
      ),
    )
}
