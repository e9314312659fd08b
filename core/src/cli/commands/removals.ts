import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Shows what was held back and waits. */
export async function listRemovals(context: CommandContext, connection: string | undefined): Promise<number> {
  await using session = await context.session()
  const { removals } = await session.api.sync.removals.query({
    state: 'waiting',
    ...(connection !== undefined && { connection }),
  })
  const rows = removals.flatMap((removal) => removal.items.map((item) => ({ ...item, removal })))
  if (context.output.json) context.output.result(removals, () => '')
  else {
    context.output.list(
      rows,
      [
        { title: 'run', value: (row) => row.removal.run },
        { title: 'connection', value: (row) => row.removal.connection },
        { title: 'stream', value: (row) => row.removal.stream },
        {
          title: 'why held',
          value: (row) => (row.removal.cause === 'limit' ? 'too many at once' : 'stream is empty'),
        },
        { title: 'item', value: (row) => row.title ?? row.ref },
        { title: 'reason', value: (row) => row.reason },
      ],
      'No removal waits.',
    )
  }
  return removals.length > 0 ? EXIT.attention : EXIT.ok
}

/** Carries out what a run held back. */
export async function approve(context: CommandContext, run: string): Promise<number> {
  await using session = await context.session()
  const result = await session.api.sync.approve.mutate({ run })
  context.output.result(
    result,
    () => `${result.removed} items are removed, ${result.kept} stay because they were seen since.`,
  )
  return EXIT.ok
}

/** Keeps what a run wanted to remove. */
export async function reject(context: CommandContext, run: string): Promise<number> {
  await using session = await context.session()
  const result = await session.api.sync.reject.mutate({ run })
  context.output.result(result, () => `${result.kept} items stay.`)
  return EXIT.ok
}
