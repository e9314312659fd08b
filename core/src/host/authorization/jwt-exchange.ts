import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { JwtExchange } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { AuthMeans } from './auth-means.ts'
import { requestToken, type Token } from './token-request.ts'
import { fillTemplate } from './template.ts'
import { subjectOf } from '../subject.ts'

/** Clocks differ: an assertion that seems to come from the future is refused. */
const ISSUED_BEFORE_SECONDS = 60

function keyOf(connection: string, name: string, pem: string): KeyObject {
  try {
    // In environment variables line breaks are often written as \n.
    return createPrivateKey(pem.replaceAll('\\n', '\n'))
  } catch {
    // The cause would quote the key.
    throw new PmoError(
      'authorization-failed',
      `The secret "${name}" of ${subjectOf(connection, 'the')} is not a private key; give the whole PEM file, from BEGIN to END.`,
    )
  }
}

function assertion(key: KeyObject, claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

/**
 * Exchanges a signed assertion for a token (GitHub App installations).
 * @throws PmoError `authorization-failed`
 */
export async function exchangeJwt(auth: JwtExchange, means: AuthMeans, signal: AbortSignal): Promise<Token> {
  const { connection, config, clock } = means
  const pem = means.secrets.get(auth.privateKey) ?? ''
  const url = fillTemplate(auth.exchangeUrl, config, { connection, as: 'address' })
  const refusal = URL.canParse(url) ? means.refusal(new URL(url)) : 'it is no address'
  if (refusal !== undefined) {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} would exchange its key outside of its egress: ${refusal}.`,
    )
  }
  const now = Math.floor(clock.now() / 1000)
  const jwt = assertion(keyOf(connection, auth.privateKey, pem), {
    iat: now - ISSUED_BEFORE_SECONDS,
    // The life counts from `iat`: GitHub refuses more than ten minutes between the two.
    exp: now + auth.lifetimeSeconds - ISSUED_BEFORE_SECONDS,
    iss: fillTemplate(auth.issuer, config, { connection, as: 'text' }),
  })
  means.redactor.add(jwt)
  const headers = { accept: 'application/json', authorization: `Bearer ${jwt}`, 'user-agent': 'headless-pmo' }
  const reply = await requestToken({ connection, url, headers }, { ...means, signal })
  if (!reply.ok) {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} got no token for its key (${reply.error}); check the issuer, the installation and that the key belongs to them.`,
    )
  }
  const value = reply.body[auth.tokenField]
  const expires = reply.body[auth.expiresField]
  const expiresAt = typeof expires === 'string' ? Date.parse(expires) : Number.NaN
  if (typeof value !== 'string' || value === '') {
    throw new PmoError(
      'authorization-failed',
      `${subjectOf(connection)} got a reply without "${auth.tokenField}" in exchange for its key; check the address of the tracker.`,
    )
  }
  means.redactor.add(value)
  // An expiry that cannot be read is taken as an hour, the shortest that is usual.
  return { value, expiresAt: Number.isNaN(expiresAt) ? clock.now() + 3_600_000 : expiresAt }
}
