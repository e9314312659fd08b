import { auth, defineConnector, secret } from '@headless-pmo/sdk'
import { Config } from './config.ts'
import { filesStore } from './files/store.ts'
import { plannerStore } from './planner/store.ts'
import { premiumStore } from './premium/store.ts'
import { probe } from './probe.ts'
import { serverStore } from './server/store.ts'
import type { Store } from './store.ts'

const stores: readonly Store[] = [filesStore, plannerStore, premiumStore, serverStore]

/** Plan files, Planner, Planner premium and Project Server, read-only. */
export const microsoftConnector = defineConnector({
  config: Config,
  secrets: {
    token: secret('Bearer token for the addresses in `urls`, where they ask for one', { optional: true }),
    clientId: secret('Application (client) id of the app registration in Microsoft Entra', {
      optional: true,
    }),
    clientSecret: secret('Client secret of the app registration', { optional: true }),
    refreshToken: secret('Refresh token of a person who signed in, where the app has no rights of its own', {
      optional: true,
    }),
    serverToken: secret('Bearer token for Project Server', { optional: true }),
    serverUser: secret('User for Project Server, where it takes a name and a password (basic)', {
      optional: true,
    }),
    serverPassword: secret('Password of that user', { optional: true }),
  },
  authorize: auth.firstOf([auth.bearer('token'), auth.none()]),
  egress: (config) => [...new Set(stores.flatMap((store) => store.egress(config)))],
  queries: (config) => stores.flatMap((store) => store.queries?.(config) ?? []),
  files: ({ files }) => files,
  probe: (context) => probe(stores, context),
  async *scopes(context) {
    for (const store of stores) {
      if (store.scopes !== undefined && store.configured(context.config)) yield* store.scopes(context)
    }
  },
  streams: Object.assign({}, ...stores.map(({ streams }) => streams)),
})
