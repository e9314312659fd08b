import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type GitHubSimulator, startGitHubSimulator } from '../index.ts'
import { get, post } from './client.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = publicKey.export({ type: 'spki', format: 'pem' })

let sim: GitHubSimulator
beforeEach(async () => {
  sim = await startGitHubSimulator({
    organizations: [{ login: 'acme' }],
    repositories: [
      { fullName: 'acme/open', private: true },
      { fullName: 'acme/closed', private: true },
    ],
    apps: [{ appId: 7, slug: 'pmo', publicKey: pem }],
    installations: [{ id: 70, appId: 7, account: 'acme', repositories: ['acme/open'] }],
  })
})
afterEach(() => sim.close())

const jwt = (claims: Record<string, unknown> = {}): string => {
  const now = Math.floor(sim.clock.now() / 1000)
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 540, iss: 7, ...claims })}`
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), privateKey).toString('base64url')}`
}

const exchange = (token: string) =>
  post(sim, '/app/installations/70/access_tokens', undefined, { authorization: `Bearer ${token}` })

describe('a GitHub App', () => {
  test('lists its installations and trades its JWT for a token that lives an hour', async () => {
    const listed = await get(sim, '/app/installations', { authorization: `Bearer ${jwt()}` })
    expect(listed.json).toMatchObject([{ id: 70, app_id: 7, repository_selection: 'selected' }])
    const issued = await exchange(jwt())
    expect(issued.status).toBe(201)
    const { token, expires_at } = issued.json as { token: string; expires_at: string }
    expect(expires_at).toBe('2026-01-05T10:00:00Z')
    const as = { authorization: `token ${token}` }
    expect((await get(sim, '/installation/repositories', as)).json).toMatchObject({
      total_count: 1,
      repositories: [{ full_name: 'acme/open' }],
    })
    expect((await get(sim, '/repos/acme/closed', as)).status).toBe(404)
    sim.clock.advance(3_600_000)
    expect((await get(sim, '/installation/repositories', as)).status).toBe(401)
  })

  test('is refused with a wrong signature, a wrong issuer or out of time', async () => {
    const [head, claims] = jwt().split('.')
    expect((await exchange(`${head}.${claims}.AAAA`)).status).toBe(401)
    expect((await exchange(jwt({ iss: 8 }))).status).toBe(401)
    const now = Math.floor(sim.clock.now() / 1000)
    expect((await exchange(jwt({ exp: now - 1 }))).status).toBe(401)
    expect((await exchange(jwt({ exp: now + 3_600 }))).status).toBe(401)
    expect((await exchange(sim.token)).status).toBe(401)
  })
})
