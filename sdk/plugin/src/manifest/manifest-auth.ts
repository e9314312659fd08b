import { z } from 'zod'
import type { Auth, AuthPlace } from '../auth.ts'

const secret = z.string().min(1)

/** Every kind of {@link Auth} as it stands in a manifest. */
export const manifestAuth: z.ZodType<Auth> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('none') }),
  z.object({ type: z.literal('bearer'), secret }),
  z.object({ type: z.literal('basic'), user: secret, password: secret }),
  z.object({ type: z.literal('header'), header: z.string(), secret, prefix: z.string() }),
  z.object({ type: z.literal('query'), parameter: z.string(), secret }),
  z.object({
    type: z.literal('oauth2-client-credentials'),
    tokenUrl: z.string(),
    clientId: secret,
    clientSecret: secret,
    scopes: z.array(z.string()).readonly(),
  }),
  z.object({
    type: z.literal('oauth2-authorization-code'),
    authorizeUrl: z.string(),
    tokenUrl: z.string(),
    clientId: secret,
    clientSecret: secret.exactOptional(),
    scopes: z.array(z.string()).readonly(),
    refreshToken: secret,
    consent: z.record(z.string(), z.string()).readonly().exactOptional(),
    scopesOnRefresh: z.boolean().exactOptional(),
  }),
  z.object({
    type: z.literal('jwt-exchange'),
    algorithm: z.literal('RS256'),
    privateKey: secret,
    issuer: z.string(),
    exchangeUrl: z.string(),
    tokenField: z.string(),
    expiresField: z.string(),
    lifetimeSeconds: z.number(),
  }),
  z.object({ type: z.literal('standard-webhooks'), secret }),
  z.object({ type: z.literal('hmac-signing'), secret, header: z.string(), prefix: z.string() }),
  z.object({
    type: z.literal('firstOf'),
    get choices(): z.ZodReadonly<z.ZodArray<z.ZodType<Auth>>> {
      return z.array(manifestAuth).readonly()
    },
  }),
  z.object({
    type: z.literal('byAddress'),
    get places(): z.ZodReadonly<z.ZodArray<z.ZodType<AuthPlace>>> {
      return z.array(z.object({ at: z.string().min(1), use: manifestAuth })).readonly()
    },
    get otherwise(): z.ZodExactOptional<z.ZodType<Auth>> {
      return manifestAuth.exactOptional()
    },
  }),
])
