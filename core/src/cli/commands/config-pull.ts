import { writeFile } from 'node:fs/promises'
import { PmoError } from '../../config/index.ts'
import { configText } from '../../definitions/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'

/** Writes what is defined as the file would say it, so that the API's entries can move into the file. */
export async function pullConfig(
  context: CommandContext,
  options: { readonly out?: string; readonly force?: boolean },
): Promise<number> {
  await using session = await context.session()
  const found = await session.api.definitions.list.query({})
  const definitions = found.definitions.map((one) => ({ ...one, body: one.runsAs ?? one.body }))
  const { plugins } = await session.api.plugins.list.query({})
  const { connections } = await session.api.connections.list.query({})
  const { notifiers } = await session.api.notifiers.list.query({})
  const storedSecrets = new Map(
    [...connections, ...notifiers.map((one) => ({ ...one, id: `notifier:${one.id}` }))].map(
      ({ id, secrets }) => [id, secrets.flatMap(({ name, from }) => (from === 'stored' ? [name] : []))],
    ),
  )
  const text = configText({ definitions, plugins, storedSecrets })
  if (options.out === undefined) {
    context.output.write(text)
    return EXIT.ok
  }
  try {
    await writeFile(options.out, text, { flag: options.force === true ? 'w' : 'wx' })
  } catch (cause) {
    const there = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PmoError(
      'invalid-request',
      there
        ? `${options.out} exists already; write it over with --force, or name another file.`
        : `${options.out} cannot be written: ${why}.`,
      { cause },
    )
  }
  context.output.note(
    `Wrote ${options.out}. Entries of the API in it belong to both now: remove them from the API before the next start.`,
  )
  return EXIT.ok
}
