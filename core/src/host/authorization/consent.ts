import { createHash, randomBytes } from 'node:crypto'
import type { Auth, OAuthAuthorizationCode } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Cipher } from '../secrets/cipher.ts'
import { subjectOf } from '../subject.ts'
import { host } from '../tables.ts'
import type { AuthMeans } from './auth-means.ts'
import { consentKinds } from './choose-auth.ts'
import { keptOf, originOf, scopeOf } from './oauth.ts'
import { fillTemplate } from './template.ts'
import { formBody, requestToken } from './token-request.ts'

/** A person has this long to consent. */
export const CONSENT_MS = 10 * 60_000

const FORM = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }

/** Where a person consents, and until when. */
export interface ConsentRequest {
  readonly url: string
  /** Where the authorization server sends the person back to; it has to be registered there. */
  readonly callback: string
  /** Instant. */
  readonly expiresAt: string
}

/** What the authorization server sent a person back with. */
export interface ConsentReply {
  readonly state: string
  readonly code?: string
  readonly error?: string
}

/** What is kept of a consent that was begun, sealed: nobody who reads the row can take the code for tokens. */
interface Begun {
  readonly verifier: string
  readonly callback: string
}

type ConsentMeans = Pick<AuthMeans, 'connection' | 'config' | 'secrets' | 'clock' | 'redactor'>

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
const sealedFor = (stateHash: string): string => `a consent (${stateHash})`

/**
 * Begins a consent: the authorization code grant with state and PKCE (RFC 7636, S256).
 * @param which the secret whose place the consent takes, where the connector declares several
 * @throws PmoError `invalid-request` where the connector has no such way to sign in, `authorization-failed`, `secret-missing`
 */
export async function beginConsent(
  store: { readonly database: Database; readonly cipher: Cipher },
  asked: {
    readonly auth: Auth | undefined
    readonly which?: string
    readonly callback: string
    readonly by: string
  },
  means: ConsentMeans,
): Promise<ConsentRequest> {
  const { connection, config, clock, secrets } = means
  const kind = kindOf(asked, connection)
  const clientId = secrets.get(kind.clientId)
  if (clientId === undefined) {
    throw new PmoError(
      'secret-missing',
      `${subjectOf(connection)} has no value for its secret "${kind.clientId}"; register an application with the tracker, with the callback address ${asked.callback}, and give its client id.`,
    )
  }
  const state = randomBytes(32).toString('base64url')
  const verifier = randomBytes(48).toString('base64url')
  const stateHash = hashOf(state)
  const begun: Begun = { verifier, callback: asked.callback }
  const expiresAt = new Date(clock.now() + CONSENT_MS).toISOString()
  const url = new URL(fillTemplate(kind.authorizeUrl, config, { connection, as: 'address' }))
  assertEncrypted(url, connection)
  const scope = scopeOf(kind, means)
  const parameters = {
    ...kind.consent,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: asked.callback,
    ...(scope !== undefined && { scope }),
    state,
    code_challenge: hashOf(verifier),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  await host(store.database.root)
    .insertInto('pmo.consent')
    .values({
      state_hash: stateHash,
      connection,
      grant_name: kind.refreshToken,
      sealed: store.cipher.seal(JSON.stringify(begun), sealedFor(stateHash)),
      begun_by: asked.by,
      expires_at: expiresAt,
    })
    .execute()
  return { url: url.href, callback: asked.callback, expiresAt }
}

/** A consent that was begun, as its reply finds it. */
export interface BegunConsent {
  readonly connection: string
  readonly grant: string
  readonly sealed: string
  readonly stateHash: string
}

/**
 * Takes a begun consent out by the state that came back: each can be ended once.
 * @throws PmoError `invalid-request` for a state that is unknown, used or too old
 */
export async function takeConsent(database: Database, state: string, now: number): Promise<BegunConsent> {
  const stateHash = hashOf(state)
  const row = await host(database.root)
    .deleteFrom('pmo.consent')
    .where('state_hash', '=', stateHash)
    .returning(['connection', 'grant_name', 'sealed', 'expires_at'])
    .executeTakeFirst()
  await host(database.root)
    .deleteFrom('pmo.consent')
    .where('expires_at', '<', new Date(now).toISOString())
    .execute()
  if (row === undefined || Date.parse(row.expires_at) <= now) {
    throw new PmoError(
      'invalid-request',
      'This consent is not known here, was used already, or took too long; begin again with: pmo connections authorize <connection>.',
    )
  }
  return { connection: row.connection, grant: row.grant_name, sealed: row.sealed, stateHash }
}

/**
 * Ends a consent: exchanges the code for tokens and keeps them in the place of the connection's refresh token.
 * @throws PmoError `authorization-failed` with what the authorization server said
 */
export async function endConsent(
  { sealed, stateHash, grant }: BegunConsent,
  reply: ConsentReply,
  asked: { readonly auth: Auth | undefined; readonly cipher: Cipher; readonly signal: AbortSignal },
  means: AuthMeans,
): Promise<void> {
  const { connection, config, secrets, tokens } = means
  const kind = kindOf({ auth: asked.auth, which: grant }, connection)
  if (reply.code === undefined) {
    const why = reply.error ?? 'no code came back'
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} was given no access (${why.slice(0, 200)}); begin again and consent.`,
    )
  }
  if (tokens === undefined) throw new Error('A consent was begun without a place to keep its tokens.')
  // What is opened was sealed by `beginConsent`, for this state alone.
  const begun = JSON.parse(asked.cipher.open(sealed, sealedFor(stateHash))) as Begun
  means.redactor.add(reply.code)
  const url = fillTemplate(kind.tokenUrl, config, { connection, as: 'address' })
  const body = formBody({
    grant_type: 'authorization_code',
    code: reply.code,
    redirect_uri: begun.callback,
    client_id: secrets.get(kind.clientId),
    client_secret: kind.clientSecret === undefined ? undefined : secrets.get(kind.clientSecret),
    code_verifier: begun.verifier,
  })
  const answer = await requestToken(
    { connection, url, headers: FORM, body },
    { ...means, signal: asked.signal },
  )
  if (!answer.ok) {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} got no token for the consent (${answer.error}); check its client id and secret and that ${begun.callback} is registered as callback address, then begin again.`,
    )
  }
  if (typeof answer.body['refresh_token'] !== 'string') {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} was given access that cannot be renewed: the reply holds no refresh token; allow offline access for the application, then begin again.`,
    )
  }
  const origin = originOf(secrets.get(kind.refreshToken) ?? '')
  const kept = keptOf(kind, means, answer, { access: {}, refresh: '', origin })
  await tokens.rotate({ connection, grant }, () => Promise.resolve(kept), asked.signal)
}

function kindOf(
  { auth, which }: { readonly auth: Auth | undefined; readonly which?: string },
  connection: string,
): OAuthAuthorizationCode {
  const kinds = auth === undefined ? [] : consentKinds(auth)
  const named = which === undefined ? kinds : kinds.filter(({ refreshToken }) => refreshToken === which)
  const [kind] = named
  if (kind !== undefined && new Set(named.map(({ refreshToken }) => refreshToken)).size === 1) return kind
  if (kinds.length === 0) {
    throw new PmoError(
      'invalid-request',
      `The plugin of ${subjectOf(connection, 'the')} knows no access by consent; give it the secrets that it asks for.`,
    )
  }
  const names = [...new Set(kinds.map(({ refreshToken }) => refreshToken))].join(', ')
  throw new PmoError(
    'invalid-request',
    `${subjectOf(connection)} can be given access in the place of several secrets; name one of: ${names}.`,
  )
}

function assertEncrypted(url: URL, connection: string): void {
  if (url.protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return
  throw new PmoError(
    'authorization-failed',
    `${subjectOf(connection)} would send a person to ${url.origin}, which is not encrypted; only https is possible.`,
  )
}
