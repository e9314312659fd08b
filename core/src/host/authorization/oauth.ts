import { createHash } from 'node:crypto'
import type { Clock } from '@headless-pmo/engine'
import type { OAuthAuthorizationCode, OAuthClientCredentials } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { AuthMeans } from './auth-means.ts'
import { RENEW_BEFORE_MS } from './token-cache.ts'
import { fillTemplate } from './template.ts'
import { formBody, requestToken, type Token, type TokenReply } from './token-request.ts'
import type { KeptTokens } from './token-rows.ts'
import { subjectOf } from '../subject.ts'

const FORM = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }

/** Servers that state no life mean at least this much (RFC 6749 recommends to state it). */
const UNSTATED_LIFE_SECONDS = 3600

function tokenOf(reply: Extract<TokenReply, { ok: true }>, connection: string, clock: Clock): Token {
  const value = reply.body['access_token']
  const life = Number(reply.body['expires_in'] ?? UNSTATED_LIFE_SECONDS)
  if (typeof value !== 'string' || value === '') {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} got a reply without an access token; check the token address.`,
    )
  }
  const seconds = Number.isFinite(life) && life > 0 ? life : UNSTATED_LIFE_SECONDS
  return { value, expiresAt: clock.now() + seconds * 1000 }
}

/** The scopes as a token address takes them; undefined where there are none. */
export function scopeOf(
  { scopes }: Pick<OAuthClientCredentials, 'scopes'>,
  { config, connection }: Pick<AuthMeans, 'config' | 'connection'>,
): string | undefined {
  if (scopes.length === 0) return undefined
  return scopes.map((scope) => fillTemplate(scope, config, { connection, as: 'text' })).join(' ')
}

/** Client credentials grant (RFC 6749 section 4.4). @throws PmoError `authorization-failed` */
export async function clientCredentials(
  auth: OAuthClientCredentials,
  means: AuthMeans,
  signal: AbortSignal,
): Promise<Token> {
  const { connection, clock, secrets } = means
  const url = fillTemplate(auth.tokenUrl, means.config, { connection, as: 'address' })
  const body = formBody({
    grant_type: 'client_credentials',
    client_id: secrets.get(auth.clientId),
    client_secret: secrets.get(auth.clientSecret),
    scope: scopeOf(auth, means),
  })
  const reply = await requestToken({ connection, url, headers: FORM, body }, { ...means, signal })
  if (!reply.ok) {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} got no token for its client (${reply.error}); check the secrets "${auth.clientId}" and "${auth.clientSecret}" and the scopes.`,
    )
  }
  const token = tokenOf(reply, connection, clock)
  means.redactor.add(token.value)
  return token
}

/** What a grant is told by: the secret that it began with, or nothing where a person consented. */
export function originOf(first: string): string {
  return createHash('sha256').update(first).digest('base64url')
}

/** One refresh; the reply's refresh token takes the place of the one that was used. */
async function refresh(
  auth: OAuthAuthorizationCode,
  means: AuthMeans,
  from: { readonly kept: KeptTokens; readonly signal: AbortSignal },
): Promise<KeptTokens> {
  const { connection, secrets } = means
  const url = fillTemplate(auth.tokenUrl, means.config, { connection, as: 'address' })
  const body = formBody({
    grant_type: 'refresh_token',
    refresh_token: from.kept.refresh,
    client_id: secrets.get(auth.clientId),
    client_secret: auth.clientSecret === undefined ? undefined : secrets.get(auth.clientSecret),
    scope: auth.scopesOnRefresh === true ? scopeOf(auth, means) : undefined,
  })
  const { signal } = from
  const reply = await requestToken({ connection, url, headers: FORM, body }, { ...means, signal })
  if (!reply.ok) {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} could not refresh its access (${reply.error}); give access anew with: pmo connections authorize ${connection}, or store a new refresh token as its secret "${auth.refreshToken}".`,
    )
  }
  return keptOf(auth, means, reply, from.kept)
}

/** What is kept of a reply with tokens; a server that does not rotate sends no new refresh token. */
export function keptOf(
  auth: OAuthAuthorizationCode,
  means: AuthMeans,
  reply: Extract<TokenReply, { ok: true }>,
  former: KeptTokens,
): KeptTokens {
  const access = tokenOf(reply, means.connection, means.clock)
  const rotated = reply.body['refresh_token']
  const refresh = typeof rotated === 'string' && rotated !== '' ? rotated : former.refresh
  means.redactor.add(access.value)
  means.redactor.add(refresh)
  return { ...former, access: { ...former.access, [scopeOf(auth, means) ?? '']: access }, refresh }
}

/**
 * The access token of a person's grant. The row that all processes share has the last word: a token that
 * another process got meanwhile is used, and only one refreshes at a time.
 * @param refused a token that the tracker has just refused; it is not given again
 * @throws PmoError `authorization-failed`, `secret-key-missing`
 */
export async function grantedToken(
  auth: OAuthAuthorizationCode,
  means: AuthMeans,
  turn: { readonly refused: string | undefined; readonly signal: AbortSignal },
): Promise<Token> {
  const { connection, tokens, secrets, clock, redactor } = means
  if (tokens === undefined) {
    throw new PmoError(
      'secret-key-missing',
      `${subjectOf(connection)} keeps tokens that change with each use; set PMO_SECRET_KEY, with which they are encrypted.`,
    )
  }
  const first = secrets.get(auth.refreshToken) ?? ''
  const origin = originOf(first)
  const name = { connection, grant: auth.refreshToken }
  const scope = scopeOf(auth, means) ?? ''
  const usable = (kept: KeptTokens | undefined): Token | undefined => {
    const access = kept?.origin === origin ? kept.access[scope] : undefined
    if (access === undefined || access.value === turn.refused) return undefined
    if (clock.now() >= access.expiresAt - RENEW_BEFORE_MS) return undefined
    redactor.add(access.value)
    return access
  }
  const present = usable(await tokens.read(name))
  if (present !== undefined) return present
  const kept = await tokens.rotate(
    name,
    async (now) => {
      // While this process waited for its turn another one may have refreshed.
      if (now !== undefined && usable(now) !== undefined) return now
      const from = now?.origin === origin ? now : { access: {}, refresh: first, origin }
      redactor.add(from.refresh)
      return refresh(auth, means, { kept: from, signal: turn.signal })
    },
    turn.signal,
  )
  const access = kept.access[scope]
  if (access === undefined) throw new Error('A refresh without an access token was stored.')
  return access
}
