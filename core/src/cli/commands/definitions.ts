import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { tellOpening } from '../session.ts'

/** Removes a connection that was made through the API. */
export async function removeConnection(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const { version } = await session.api.connections.get.query({ id })
  const result = await session.api.connections.remove.mutate({ id, version })
  context.output.result(result, () => `The connection ${id} is removed; its records are archived.`)
  return EXIT.ok
}

/** Removes a project that was made through the API. */
export async function removeProject(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  const { version } = await session.api.projects.get.query({ id })
  const result = await session.api.projects.remove.mutate({ id, version })
  context.output.result(result, () => `The project ${id} is removed; its items stay.`)
  return EXIT.ok
}

/** Asks a tracker who we are there. */
export async function probe(context: CommandContext, id: string): Promise<number> {
  await using session = await context.session()
  tellOpening(session, context.output)
  const result = await session.api.connections.probe.mutate({ id })
  context.output.result(result, () =>
    result.ok
      ? [
          `${id} answers${result.account === undefined ? '' : ` to ${result.account}`}.`,
          ...(result.details ?? []),
        ].join('\n')
      : `${id} cannot be used: ${result.message ?? result.reason ?? 'no reason was given'}`,
  )
  return result.ok ? EXIT.ok : EXIT.attention
}

/** Begins a person's consent and says where to give it. */
export async function authorize(
  context: CommandContext,
  id: string,
  { secret }: { readonly secret?: string },
): Promise<number> {
  await using session = await context.session()
  const begun = await session.api.connections.authorize.mutate({
    id,
    ...(secret !== undefined && { secret }),
  })
  context.output.result(begun, () => begun.url)
  context.output.note(
    `Open this address in a browser before ${begun.expiresAt.slice(11, 16)} UTC and consent. It leads back to ${begun.callback}, which has to be registered with the application there. Then: pmo connections probe ${id}`,
  )
  return EXIT.ok
}
