import { auth, defineConnector, definePartition, secret, type Auth, type Stream } from '@headless-pmo/sdk'
import { Config } from './config.ts'
import { filesStore } from './files/store.ts'
import { plannerStore } from './planner/store.ts'
import { premiumStore } from './premium/store.ts'
import { probe } from './probe.ts'
import { serverStore } from './server/store.ts'
import type { Store } from './store.ts'

const stores: readonly Store[] = [filesStore, plannerStore, premiumStore, serverStore]

/**
 * Tokens of Microsoft Entra for one of its services: those of a person where somebody has signed in, else the app's
 * own. One refresh token serves both services, each asked for by its own scope.
 */
function entra(resource: string): Auth<'clientId' | 'clientSecret' | 'refreshToken'> {
  const tokenUrl = '{loginUrl}/{tenant}/oauth2/v2.0/token'
  const authorizeUrl = '{loginUrl}/{tenant}/oauth2/v2.0/authorize'
  const rest = {
    scopes: [`${resource}/.default`, 'offline_access'],
    refreshToken: 'refreshToken',
    scopesOnRefresh: true,
  } as const
  const clientId = 'clientId'
  const clientSecret = 'clientSecret'
  return auth.firstOf([
    auth.oauth2.authorizationCode({ authorizeUrl, tokenUrl, clientId, clientSecret, ...rest }),
    // Of an app that is a public client.
    auth.oauth2.authorizationCode({ authorizeUrl, tokenUrl, clientId, ...rest }),
    auth.oauth2.clientCredentials({
      tokenUrl,
      clientId,
      clientSecret,
      scopes: [`${resource}/.default`],
    }),
  ])
}

/** Streams of a store; those that are read as a whole have no part where the connection does not have the store. */
function streamsOf(store: Store): readonly (readonly [string, Stream])[] {
  const per = definePartition<Config, undefined>(Config, async function* ({ config }) {
    if (store.configured(config)) yield { key: '', title: '', data: undefined }
  }) as NonNullable<Stream['per']> // as defineStream erases it
  return Object.entries(store.streams).map(([name, stream]) => [
    name,
    stream.per === undefined ? { ...stream, per } : stream,
  ])
}

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
  authorize: auth.byAddress(
    [
      { at: '{planner.url}', use: entra('{planner.url}') },
      { at: '{premium.url}', use: entra('{premium.url}') },
      {
        at: '{server.url}',
        use: auth.firstOf([auth.bearer('serverToken'), auth.basic('serverUser', 'serverPassword')]),
      },
    ],
    auth.firstOf([auth.bearer('token'), auth.none()]),
  ),
  egress: (config) => [...new Set(stores.flatMap((store) => store.egress(config)))],
  queries: (config) => stores.flatMap((store) => store.queries?.(config) ?? []),
  files: ({ files }) => files,
  probe: (context) => probe(stores, context),
  async *scopes(context) {
    for (const store of stores) {
      if (store.scopes !== undefined && store.configured(context.config)) yield* store.scopes(context)
    }
  },
  contract: stores.flatMap(({ title, contract = [] }) =>
    contract.map((endpoint) => ({ when: `connected: ${title}`, ...endpoint })),
  ),
  streams: Object.fromEntries(stores.flatMap(streamsOf)),
})
