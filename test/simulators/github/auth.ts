import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { isJsonObject } from '../common/json.ts'
import { fullNameOf } from './state/lookup.ts'
import type { Installation, Repository } from './state/model.ts'
import type { World } from './state/world.ts'

/** Who is asking. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly login: string }
  | { readonly kind: 'app'; readonly appId: number }
  | { readonly kind: 'installation'; readonly installation: Installation }

export type AuthOutcome =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly reason: string }

interface InstallationToken {
  readonly installation: Installation
  readonly expiresAt: number
}

/** A GitHub App that may exchange its JWT for tokens. */
export interface AppCredentials {
  readonly appId: number
  readonly slug?: string
  /** PEM of the public half of the app's key. */
  readonly publicKey: string
}

const TOKEN_LIFE_MS = 3_600_000
const CLOCK_DRIFT_S = 60
const MAX_JWT_LIFE_S = 600

/** Knows tokens and apps; everything expires by the simulator's clock. */
export class Authority {
  readonly #world: World
  readonly #tokens = new Map<string, string>()
  readonly #installationTokens = new Map<string, InstallationToken>()
  readonly #apps = new Map<number, { readonly credentials: AppCredentials; readonly key: KeyObject }>()
  #issued = 0

  constructor(world: World) {
    this.#world = world
  }

  allow(token: string, login: string): void {
    this.#tokens.set(token, login)
  }

  revoke(token: string): void {
    this.#tokens.delete(token)
    this.#installationTokens.delete(token)
  }

  addApp(credentials: AppCredentials): void {
    this.#apps.set(credentials.appId, { credentials, key: createPublicKey(credentials.publicKey) })
  }

  app(appId: number): AppCredentials | undefined {
    return this.#apps.get(appId)?.credentials
  }

  /** A new token of the installation, good for one hour. */
  issue(installation: Installation): { readonly token: string; readonly expiresAt: number } {
    this.#issued++
    // Not from the world's random source: a token request must not shift the data of later edits.
    const token = `ghs_${Buffer.from(`${installation.id}:${this.#issued}:${this.#world.seed}`).toString('hex').padEnd(36, '0')}`
    const expiresAt = this.#world.clock.now() + TOKEN_LIFE_MS
    this.#installationTokens.set(token, { installation, expiresAt })
    return { token, expiresAt }
  }

  authenticate(header: string | undefined): AuthOutcome {
    if (header === undefined) return { ok: true, principal: { kind: 'anonymous' } }
    const [scheme, credential] = header.split(' ', 2)
    if (scheme === undefined || credential === undefined) return { ok: false, reason: 'Bad credentials' }
    if (scheme.toLowerCase() === 'basic') {
      const password = Buffer.from(credential, 'base64').toString().split(':')[1]
      return this.#token(password ?? '')
    }
    if (!['bearer', 'token'].includes(scheme.toLowerCase())) return { ok: false, reason: 'Bad credentials' }
    return credential.split('.').length === 3 ? this.#jwt(credential) : this.#token(credential)
  }

  #token(token: string): AuthOutcome {
    const login = this.#tokens.get(token)
    if (login !== undefined) return { ok: true, principal: { kind: 'user', login } }
    const held = this.#installationTokens.get(token)
    if (held === undefined || held.expiresAt <= this.#world.clock.now())
      return { ok: false, reason: 'Bad credentials' }
    return { ok: true, principal: { kind: 'installation', installation: held.installation } }
  }

  #jwt(token: string): AuthOutcome {
    const refuse = (reason: string): AuthOutcome => ({ ok: false, reason })
    const [head = '', claimsText = '', signature = ''] = token.split('.')
    const header = decodePart(head)
    const claims = decodePart(claimsText)
    if (header?.['alg'] !== 'RS256' || claims === undefined)
      return refuse('A JSON web token could not be decoded')
    const app = this.#apps.get(Number(claims['iss']))
    if (app === undefined) return refuse("'Issuer' claim ('iss') must be an Integer of a known app")
    const signed = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${claimsText}`),
      app.key,
      Buffer.from(signature, 'base64url'),
    )
    if (!signed) return refuse('A JSON web token could not be decoded')
    const now = this.#world.clock.now() / 1000
    const issued = Number(claims['iat'])
    const expires = Number(claims['exp'])
    if (!(expires > now))
      return refuse("'Expiration time' claim ('exp') must be a numeric value representing the future time")
    if (expires - now > MAX_JWT_LIFE_S + CLOCK_DRIFT_S)
      return refuse("'Expiration time' claim ('exp') is too far in the future")
    if (!(issued <= now + CLOCK_DRIFT_S))
      return refuse(
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      )
    return { ok: true, principal: { kind: 'app', appId: app.credentials.appId } }
  }
}

const decodePart = (part: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether the principal may see the repository: private ones need a user or the right installation. */
export const maySee = (principal: Principal, repository: Repository): boolean => {
  if (repository.hidden) return false
  switch (principal.kind) {
    case 'user':
      return true
    case 'installation': {
      const { account, repositories } = principal.installation
      if (account.toLowerCase() !== repository.owner.toLowerCase()) return !repository.private
      return (
        repositories === undefined || repositories.includes(fullNameOf(repository)) || !repository.private
      )
    }
    case 'app':
    case 'anonymous':
      break
  }
  return !repository.private
}

/** The key under which limits are counted. */
export const accountKey = (principal: Principal): string => {
  switch (principal.kind) {
    case 'user':
      return `user:${principal.login}`
    case 'installation':
      return `installation:${principal.installation.id}`
    case 'app':
      return `app:${principal.appId}`
    case 'anonymous':
      break
  }
  return 'anonymous'
}
