import { common, type Add } from './add-commands.ts'
import type { Command } from 'commander'

const CONNECTION = ['<connection>', 'id of the connection'] as const

/** The commands of somebody who wants trackers to say when something changes. */
export const addWebhooks: Add = (program, command, run) => {
  const group = command(
    program,
    'webhooks',
    'what trackers hold to tell us of changes, and addresses for it',
  ).action((_: unknown, self: Command) =>
    run(async (context) => (await import('./commands/webhooks.ts')).listWebhooks(context), common(self)),
  )
  command(group, 'check', 'look at once whether the tracker holds what it should')
    .argument(...CONNECTION)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/webhooks.ts')).checkWebhooks(context, id),
        common(self),
      ),
    )
  command(group, 'address', 'an address for a webhook that you set up at the tracker')
    .argument(...CONNECTION)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/webhooks.ts')).webhookAddress(context, id),
        common(self),
      ),
    )
  command(group, 'revoke', 'believe the addresses no more that were given out')
    .argument(...CONNECTION)
    .action((id: string, _: unknown, self: Command) =>
      run(
        async (context) => (await import('./commands/webhooks.ts')).revokeWebhookAddresses(context, id),
        common(self),
      ),
    )
}
