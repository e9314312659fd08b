import type { Outputs } from '../../ui/api-types.ts'

type Connection = Outputs['connections']['get']

/** A connection as it is, for sending back with a change. Secrets that the server keeps stay there; references are named. */
export function bodyOf(
  { plugin, title, id, config, secrets, every }: Connection,
  change: { readonly config?: Readonly<Record<string, unknown>>; readonly every?: string },
): Readonly<Record<string, unknown>> & { readonly plugin: string } {
  const references = secrets.filter(({ from }) => from !== 'stored').map(({ name, from }) => [name, from])
  const interval = change.every ?? every
  return {
    ...(change.config ?? config),
    plugin,
    ...(title !== id && { title }),
    ...(references.length > 0 && { secrets: Object.fromEntries(references) }),
    ...(interval !== undefined && { sync: { every: interval } }),
  }
}
