import { connectionsRouter, type ConnectionService } from '../connections/index.ts'
import type { Registry } from '../registry/index.ts'
import { router } from '../rpc/index.ts'
import { syncRouter, type SyncService } from '../sync/index.ts'
import { pluginsRouter } from './plugins-router.ts'
import { tokensRouter, type TokenService } from './tokens/index.ts'

/** The services that the routers stand on. */
export interface AppServices {
  readonly connections: ConnectionService
  readonly registry: Registry
  readonly sync: SyncService
  readonly tokens: TokenService
}

/** All routers under their names: the one definition of the API. */
export function createAppRouter(services: AppServices) {
  return router({
    connections: connectionsRouter(services.connections),
    sync: syncRouter(services.sync),
    plugins: pluginsRouter(services.registry),
    tokens: tokensRouter(services.tokens),
  })
}

/** The type that clients are made from. */
export type AppRouter = ReturnType<typeof createAppRouter>
