import { router } from '../rpc/index.ts'
import { tokensRouter, type TokenService } from './tokens/index.ts'

/** The services that the routers stand on. */
export interface AppServices {
  readonly tokens: TokenService
}

/** All routers under their names: the one definition of the API. */
export function createAppRouter(services: AppServices) {
  return router({
    tokens: tokensRouter(services.tokens),
  })
}

/** The type that clients are made from. */
export type AppRouter = ReturnType<typeof createAppRouter>
