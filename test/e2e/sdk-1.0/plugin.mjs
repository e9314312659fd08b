import { z } from 'zod'
// sdk/plugin/src/auth.ts
const auth = {
  none: () => ({ type: 'none' }),
  bearer: (secret) => ({
    type: 'bearer',
    secret,
  }),
  basic: (user, password) => ({
    type: 'basic',
    user,
    password,
  }),
  header: (header, secret, prefix = '') => ({
    type: 'header',
    header,
    secret,
    prefix,
  }),
  query: (parameter, secret) => ({
    type: 'query',
    parameter,
    secret,
  }),
  oauth2: {
    clientCredentials: (spec) => ({
      type: 'oauth2-client-credentials',
      ...spec,
    }),
    authorizationCode: (spec) => ({
      type: 'oauth2-authorization-code',
      ...spec,
    }),
  },
  jwtExchange: (spec) => ({
    type: 'jwt-exchange',
    ...spec,
  }),
  hmacSigning: (spec) => ({
    type: 'hmac-signing',
    ...spec,
  }),
  firstOf: (choices) => ({
    type: 'firstOf',
    choices,
  }),
}
// sdk/plugin/src/brand.ts
const BRAND = '~headlessPmo'
// sdk/plugin/src/define-connector.ts
function defineConnector(definition) {
  return {
    ...definition,
    [BRAND]: 'connector',
  }
}
// sdk/plugin/src/define-plugin.ts
function definePlugin(definition) {
  return {
    ...definition,
    [BRAND]: 'plugin',
  }
}
// sdk/plugin/src/define-stream.ts
function defineStream(definition) {
  return {
    ...definition,
    [BRAND]: 'stream',
  }
}
// sdk/plugin/src/secret.ts
function secret(description, options = {}) {
  return {
    description,
    optional: options.optional ?? false,
  }
}
// src/index.ts
const Config = z.object({
  url: z.url().describe('Address of the tracker'),
  pageSize: z.int().min(1).max(100).default(2).describe('Items a page'),
})
const lists = defineStream({
  config: Config,
  item: z.looseObject({
    id: z.string(),
    name: z.string(),
  }),
  cursor: z.object({}),
  start: {},
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read({ fetch, config, page }) {
    yield page({
      items: await (await fetch(`${config.url}/lists`)).json(),
      cursor: {},
    })
  },
  ref: ({ id }) => id,
  map: ({ id, name }) => [
    {
      kind: 'container',
      ref: id,
      key: id,
      name,
      nativeType: 'list',
    },
  ],
})
const tasks = defineStream({
  config: Config,
  item: z.looseObject({
    id: z.string(),
    title: z.string(),
    list: z.string(),
    updatedAt: z.string(),
    done: z.boolean(),
  }),
  cursor: z.object({ since: z.string() }),
  start: { since: '' },
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  async *read({ fetch, config, cursor, page }) {
    let since = cursor.since
    for (;;) {
      const items = await (await fetch(`${config.url}/tasks?since=${since}&size=${config.pageSize}`)).json()
      const last = items.at(-1)
      if (last === void 0) return
      since = last.updatedAt
      yield page({
        items,
        cursor: { since },
      })
    }
  },
  async *census({ fetch, config }) {
    yield await (await fetch(`${config.url}/ids`)).json()
  },
  ref: ({ id }) => id,
  version: ({ updatedAt }) => updatedAt,
  map: ({ id, list, title, done }) => [
    {
      kind: 'workItem',
      ref: id,
      key: id,
      container: list,
      title,
      type: 'task',
      nativeType: 'task',
      status: done ? 'done' : 'open',
      statusCategory: done ? 'done' : 'todo',
    },
  ],
})
var src_default = definePlugin({
  id: 'tasks',
  title: 'Tasks, built with SDK 1.0',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: { token: secret('Token of the tracker') },
      authorize: auth.bearer('token'),
      egress: ({ url }) => [url],
      async probe({ fetch, config }) {
        const reply = await fetch(`${config.url}/ids`)
        return reply.ok
          ? {
              ok: true,
              account: 'tasks',
            }
          : {
              ok: false,
              reason: 'unauthorized',
              message: `The tracker answered ${reply.status}.`,
            }
      },
      streams: {
        lists,
        tasks,
      },
    }),
  ],
})
export { src_default as default }
