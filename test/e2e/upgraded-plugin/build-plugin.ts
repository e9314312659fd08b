import {
  defineConnector,
  definePlugin,
  defineStream,
  z,
  type ConfigHistory,
  type Plugin,
} from '@headless-pmo/sdk'

/** A plugin that reads `<address>/lists`; its releases differ in what their config calls the address. */
export function buildPlugin<Config>(release: {
  readonly version: string
  readonly config: z.ZodType<Config>
  readonly addressOf: (config: Config) => string
  readonly history: ConfigHistory
}): Plugin {
  const { version, config, addressOf, history } = release
  const lists = defineStream({
    config,
    item: z.looseObject({ id: z.string(), name: z.string() }),
    cursor: z.object({}),
    start: {},
    changes: 'snapshot',
    deletes: 'snapshot',
    mapVersion: 1,
    async *read({ fetch, config: read, page }) {
      const items = (await (await fetch(`${addressOf(read)}/lists`)).json()) as { id: string; name: string }[]
      yield page({ items, cursor: {} })
    },
    ref: ({ id }) => id,
    map: ({ id, name }) => [{ kind: 'container', ref: id, name, nativeType: 'list' }],
  })
  return definePlugin({
    id: 'lists',
    title: 'Lists',
    version,
    sdk: '^1.1.0',
    contributes: [
      defineConnector({
        config,
        ...history,
        egress: (given) => [addressOf(given)],
        probe: async () => ({ ok: true }),
        streams: { lists },
      }),
    ],
  })
}
