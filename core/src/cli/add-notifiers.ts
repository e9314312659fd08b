import { Option, type Command } from 'commander'
import { common, CONFIG_OPTION, positive, type Add } from './add-commands.ts'

const ID = ['<id>', 'id of the notifier'] as const

/** The commands of somebody who looks after who is told what happens. */
export const addNotifiers: Add = (program, command, run) => {
  const group = command(program, 'notifiers', 'who is told what happens, and whether that works')
    .option(...CONFIG_OPTION)
    .action((_: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/notifiers.ts')).listNotifiers(context, common(self)),
        common(self),
      ),
    )
  command(group, 'test', 'send a test notification now')
    .argument(...ID)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/notifiers.ts')).testNotifier(context, id),
        common(self),
      ),
    )
  command(group, 'deliveries', 'what became of its notifications, the newest first')
    .argument(...ID)
    .addOption(new Option('--state <state>', 'only these').choices(['waiting', 'delivered', 'dead']))
    .option('-n, --limit <number>', 'most deliveries', positive, 50)
    .action(
      (
        id: string,
        options: { readonly state?: 'waiting' | 'delivered' | 'dead'; readonly limit: number },
        self: Command,
      ) =>
        run(
          async (context) => (await import('./commands/notifiers.ts')).listDeliveries(context, id, options),
          common(self),
        ),
    )
  command(group, 'redeliver', 'send a delivery again, under the same id')
    .argument('<delivery>', 'id of the delivery')
    .action((id: string, _: unknown, self: Command) =>
      run(async (context) => (await import('./commands/notifiers.ts')).redeliver(context, id), common(self)),
    )
  command(group, 'enable', 'switch a notifier on that was switched off')
    .argument(...ID)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/notifiers.ts')).enableNotifier(context, id),
        common(self),
      ),
    )
  command(group, 'remove', 'remove a notifier that the API manages')
    .argument(...ID)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/notifiers.ts')).removeNotifier(context, id),
        common(self),
      ),
    )
}
