import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import { tellOpening } from '../session.ts'

/** Who is told what happens, and whether that works. */
export async function listNotifiers(
  context: CommandContext,
  { config }: { readonly config?: string },
): Promise<number> {
  await using session = await context.session(config === undefined ? {} : { configFile: config })
  tellOpening(session, context.output)
  const { notifiers } = await session.api.notifiers.list.query({})
  context.output.list(
    notifiers,
    [
      { title: 'id', value: (row) => row.id },
      { title: 'plugin', value: (row) => row.plugin },
      { title: 'managed', value: (row) => row.managed },
      { title: 'on', value: (row) => row.on.join(', '), most: 40 },
      { title: 'state', value: (row) => (row.off === undefined ? 'on' : 'off') },
      { title: 'waiting', value: (row) => row.waiting, align: 'right' },
      { title: 'given up', value: (row) => row.dead, align: 'right' },
      { title: 'problem', value: (row) => row.problem ?? row.off?.reason, most: 80 },
    ],
    'Nobody is told anything; add somebody to `notifiers` in pmo.config.ts.',
  )
  const isWell = notifiers.every(
    ({ problem, off, dead }) => problem === undefined && off === undefined && dead === 0,
  )
  return isWell ? EXIT.ok : EXIT.attention
}

/** Sends a test notification now. */
export async function testNotifier(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const result = await session.api.notifiers.test.mutate({ id })
  context.output.result(result, () =>
    result.ok ? `${id} took the test.` : `${id} did not take the test: ${oneLine(result.message ?? '')}`,
  )
  return result.ok ? EXIT.ok : EXIT.attention
}

/** What became of a notifier's notifications. */
export async function listDeliveries(
  context: CommandContext,
  id: string,
  { state, limit }: { readonly state?: 'waiting' | 'delivered' | 'dead'; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  const { items } = await session.api.notifiers.deliveries.query({
    id,
    limit,
    ...(state !== undefined && { state }),
  })
  context.output.list(
    items,
    [
      { title: 'delivery', value: (row) => row.id },
      { title: 'what', value: (row) => row.title },
      { title: 'state', value: (row) => (row.state === 'dead' ? 'given up' : row.state) },
      { title: 'attempts', value: (row) => row.attempts, align: 'right' },
      { title: 'made', value: (row) => row.createdAt.slice(0, 16) },
      { title: 'next', value: (row) => row.nextAt?.slice(0, 16) },
      { title: 'problem', value: (row) => row.problem, most: 80 },
    ],
    'It was told nothing yet.',
  )
  return EXIT.ok
}

/** Sends a delivery again, under the same id. */
export async function redeliver(context: CommandContext, delivery: string): Promise<number> {
  await using session = await context.session({ work: true })
  const result = await session.api.notifiers.redeliver.mutate({ delivery })
  context.output.result(result, () => `It is on its way to ${result.notifier}.`)
  return EXIT.ok
}

/** Switches a notifier on that its receiver has switched off. */
export async function enableNotifier(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const view = await session.api.notifiers.enable.mutate({ id })
  context.output.result(view, () => `The notifier ${id} is on.`)
  return EXIT.ok
}

/** Removes a notifier that was made through the API. */
export async function removeNotifier(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const { version } = await session.api.notifiers.get.query({ id })
  const result = await session.api.notifiers.remove.mutate({ id, version })
  context.output.result(result, () => `The notifier ${id} is removed.`)
  return EXIT.ok
}
