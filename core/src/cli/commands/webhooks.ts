import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Webhooks that trackers hold for us, and how the last check of them went. */
export async function listWebhooks(context: CommandContext): Promise<number> {
  await using session = await context.session()
  const { webhooks } = await session.api.webhooks.list.query({})
  context.output.list(
    webhooks,
    [
      { title: 'connection', value: (row) => row.connection },
      { title: 'held', value: (row) => row.held, align: 'right' },
      { title: 'ends', value: (row) => row.expiresAt?.slice(0, 16) },
      { title: 'checked', value: (row) => row.checkedAt?.slice(0, 16) },
      { title: 'addresses', value: (row) => row.addresses, align: 'right' },
      { title: 'last gap', value: (row) => row.gap?.at.slice(0, 16) },
      { title: 'problem', value: (row) => row.problem, most: 80 },
    ],
    'No tracker holds webhooks for this server.',
  )
  return webhooks.every(({ problem }) => problem === undefined) ? EXIT.ok : EXIT.attention
}

/** Looks at once whether a tracker holds what it should. */
export async function checkWebhooks(context: CommandContext, connection: string): Promise<number> {
  await using session = await context.session({ work: true })
  const check = await session.api.webhooks.check.mutate({ connection })
  context.output.result(check, () => {
    if (check.state === 'failed')
      return `The webhooks of ${connection} could not be kept: ${check.problem ?? ''}`
    if (check.state === 'none') return `${connection} is to have no webhooks; ${check.removed} were removed.`
    const done = [
      ...(check.registered > 0 ? [`${check.registered} registered`] : []),
      ...(check.renewed > 0 ? [`${check.renewed} renewed`] : []),
      ...(check.removed > 0 ? [`${check.removed} removed`] : []),
    ]
    const gap =
      check.gap === undefined ? '' : ` Deliveries may have been missed (${check.gap}); a sync is queued.`
    return `The tracker of ${connection} holds what it should${done.length === 0 ? '' : `: ${done.join(', ')}`}.${gap}`
  })
  return check.state === 'failed' ? EXIT.attention : EXIT.ok
}

/** Makes an address for a webhook that a person sets up at the tracker. */
export async function webhookAddress(context: CommandContext, connection: string): Promise<number> {
  await using session = await context.session()
  const made = await session.api.webhooks.address.mutate({ connection })
  context.output.result(made, () => made.address)
  context.output.note(
    made.secret === undefined
      ? 'Whoever knows this address is believed, and it is not shown again: give it to the tracker alone.'
      : `Have the tracker sign with the secret "${made.secret}" of this connection.`,
  )
  return EXIT.ok
}

/** Makes the addresses worthless that people were given. */
export async function revokeWebhookAddresses(context: CommandContext, connection: string): Promise<number> {
  await using session = await context.session()
  const result = await session.api.webhooks.revoke.mutate({ connection })
  context.output.result(result, () => `${result.revoked} addresses of ${connection} are believed no more.`)
  return EXIT.ok
}
