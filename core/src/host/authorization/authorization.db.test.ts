import { createVerify, generateKeyPairSync, randomBytes } from 'node:crypto'
import { createRedactor, type Outgoing } from '@headless-pmo/engine'
import { auth, type Auth } from '@headless-pmo/sdk'
import { expect, test } from 'vitest'
import { describeOnDatabases } from '../../../../test/support/postgres.ts'
import { hostMigration } from '../migrations/host.ts'
import { createCipher } from '../secrets/cipher.ts'
import { systemClock } from '../system-clock.ts'
import { startServer } from '../test-support/local-server.ts'
import { createHttpTransport } from '../transport/http-transport.ts'
import type { AuthMeans } from './auth-means.ts'
import { createAuthorizer } from './create-authorizer.ts'
import { createTokenRows } from './token-rows.ts'

const SIGNAL = new AbortController().signal
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' })

const means = (secrets: Readonly<Record<string, string>>, change: Partial<AuthMeans> = {}): AuthMeans => ({
  connection: 'code',
  config: {},
  secrets: new Map(Object.entries(secrets)),
  clock: systemClock,
  transport: createHttpTransport({ reply: 2000 }),
  redactor: createRedactor(),
  refusal: () => undefined,
  ...change,
})

async function signedBy(kind: Auth, given: AuthMeans, body?: string): Promise<Outgoing> {
  const outgoing: Outgoing = {
    method: body === undefined ? 'GET' : 'POST',
    url: new URL('https://api.example.com/a?b=c'),
    headers: new Headers(),
    ...(body === undefined ? {} : { body: new TextEncoder().encode(body) }),
  }
  await createAuthorizer(kind, given).authorize(outgoing, SIGNAL)
  return outgoing
}

const header = async (kind: Auth, secrets: Readonly<Record<string, string>>, name = 'authorization') =>
  (await signedBy(kind, means(secrets))).headers.get(name)

test('fixed credentials are put where they belong', async () => {
  expect(await header(auth.bearer('t'), { t: 'abcd' })).toBe('Bearer abcd')
  expect(await header(auth.basic('u', 'p'), { u: 'ann', p: 'pä:ss' })).toBe(
    `Basic ${btoa('ann:p\u00c3\u00a4:ss')}`,
  )
  expect(await header(auth.header('X-Key', 'k', 'Key '), { k: 'abcd' }, 'x-key')).toBe('Key abcd')
  const { url } = await signedBy(auth.query('key', 'k'), means({ k: 'a b&c' }))
  expect(url.href).toBe('https://api.example.com/a?b=c&key=a+b%26c')
})

test('a signed request carries the HMAC of method, path and body', async () => {
  const kind = auth.hmacSigning({ secret: 'k', header: 'x-signature', prefix: 'v1=' })
  const { headers } = await signedBy(kind, means({ k: 'key' }), '{}')
  const { createHmac } = await import('node:crypto')
  const expected = createHmac('sha256', 'key').update('POST\n/a?b=c\n{}').digest('hex')
  expect(headers.get('x-signature')).toBe(`v1=${expected}`)
})

test('of several ways the first is taken that has all it needs', async () => {
  const kind = auth.firstOf([auth.bearer('t'), auth.basic('u', 'p'), auth.none()])
  expect(createAuthorizer(kind, means({ u: 'a', p: 'b' })).kind).toBe('basic')
  expect(createAuthorizer(kind, means({})).kind).toBe('none')
  expect(() => createAuthorizer(auth.bearer('t'), means({}))).toThrow(
    'The connection "code" has not all secrets of any way to sign in: it takes t. Add those of one way to its `secrets`.',
  )
})

test('what is missing is named, way by way, of the place that lacks it', () => {
  const code = auth.oauth2.authorizationCode({
    authorizeUrl: 'https://login.example/authorize',
    tokenUrl: 'https://login.example/token',
    clientId: 'app',
    clientSecret: 'key',
    refreshToken: 'grant',
    scopes: [],
  })
  const kind = auth.byAddress([
    { at: '{planner.url}', use: auth.bearer('graph') },
    { at: '{server.url}', use: auth.firstOf([code, auth.basic('u', 'p'), auth.bearer('t')]) },
  ])
  expect(() => createAuthorizer(kind, means({ graph: 'g1', u: 'ann' }, { config: placed }))).toThrow(
    'sign in: it takes app, grant, and key; or u and p; or t. Add those of one way',
  )
})

const at = async (kind: Auth, given: AuthMeans, address: string): Promise<string | null> => {
  const outgoing = { method: 'GET', url: new URL(address), headers: new Headers() }
  await createAuthorizer(kind, given).authorize(outgoing, SIGNAL)
  return outgoing.headers.get('authorization')
}

const stores = auth.byAddress(
  [
    { at: '{planner.url}', use: auth.bearer('graph') },
    { at: '{server.url}', use: auth.firstOf([auth.bearer('pat'), auth.basic('user', 'password')]) },
    { at: '{server.url}/_api/ProjectServer', use: auth.bearer('deeper') },
    { at: '{premium.url}', use: auth.bearer('missing') },
  ],
  auth.bearer('files'),
)
const placed = {
  planner: { url: 'https://graph.example/' },
  server: { url: 'https://pwa.example/sites/pwa' },
}
const some = { graph: 'g1', deeper: 'd1', user: 'ann', password: 'pw', files: 'f1' }

test.each([
  ['https://graph.example/v1.0/me', 'Bearer g1'],
  ['https://graph.example.evil.example/v1.0/me', 'Bearer f1'],
  ['http://graph.example/v1.0/me', 'Bearer f1'],
  ['https://pwa.example/sites/pwa', `Basic ${btoa('ann:pw')}`],
  ['https://pwa.example/sites/pwa/_api/ProjectData/Tasks', `Basic ${btoa('ann:pw')}`],
  ['https://pwa.example/sites/pwa/_api/ProjectServer/Projects', 'Bearer d1'],
  ['https://pwa.example/sites/pwabc', 'Bearer f1'],
  ['https://pwa.example/sites/pwa/%2e%2e/other', 'Bearer f1'],
  ['https://files.example/plan.xml', 'Bearer f1'],
])('%s is asked with %s: the longest place that it lies in', async (address, expected) => {
  expect(await at(stores, means(some, { config: placed }), address)).toBe(expected)
})

test('where no place fits and nothing else is said, no credentials go out', async () => {
  const kind = auth.byAddress([{ at: '{planner.url}', use: auth.bearer('graph') }])
  expect(await at(kind, means(some, { config: placed }), 'https://elsewhere.example')).toBeNull()
})

test('a place that the config has needs its secrets; one that it lacks needs none', () => {
  const premium = { ...placed, premium: { url: 'https://org.example' } }
  expect(() => createAuthorizer(stores, means(some, { config: premium }))).toThrow('has not all secrets')
  expect(createAuthorizer(stores, means(some, { config: placed })).kind).toBe('byAddress')
  const { files: _files, ...without } = some
  expect(createAuthorizer(stores, means(without, { config: placed })).kind).toBe('byAddress')
})

test('a place that is no address is a mistake of the config', () => {
  const wrong = { ...placed, planner: { url: 'graph' } }
  expect(() => createAuthorizer(stores, means(some, { config: wrong }))).toThrow(
    'The connection "code" cannot sign in: "{planner.url}" gives "graph", which is no address to sign in at.',
  )
})

test('each place keeps a token of its own, with scopes of the config, and gets a new one alone', async () => {
  const bodies: string[] = []
  await using server = await startServer((request, response, number) => {
    bodies.push(new URLSearchParams(request.body).get('scope') ?? '')
    response.end(JSON.stringify({ access_token: `t${number}`, expires_in: 3600 }))
  })
  const client = (scope: string) =>
    auth.oauth2.clientCredentials({
      tokenUrl: '{loginUrl}/{tenant}/oauth2/v2.0/token',
      clientId: 'id',
      clientSecret: 'secret',
      scopes: [scope],
    })
  const kind = auth.byAddress([
    { at: '{planner.url}', use: client('{planner.url}/.default') },
    { at: '{server.url}', use: client('{server.url}/.default') },
  ])
  const config = { ...placed, loginUrl: server.origin, tenant: 'a b' }
  const authorizer = createAuthorizer(kind, means({ id: 'i', secret: 's' }, { config }))
  const ask = async (address: string): Promise<Outgoing> => {
    const outgoing = { method: 'GET', url: new URL(address), headers: new Headers() }
    await authorizer.authorize(outgoing, SIGNAL)
    return outgoing
  }
  const first = await ask('https://graph.example/a')
  expect((await ask('https://pwa.example/sites/pwa/b')).headers.get('authorization')).toBe('Bearer t2')
  expect(bodies).toEqual(['https://graph.example/.default', 'https://pwa.example/sites/pwa/.default'])
  expect(server.asked[0]).toBe('POST /a%20b/oauth2/v2.0/token')
  expect(await authorizer.renew?.(first, SIGNAL)).toBe(true)
  expect((await ask('https://graph.example/a')).headers.get('authorization')).toBe('Bearer t3')
  expect((await ask('https://pwa.example/sites/pwa/b')).headers.get('authorization')).toBe('Bearer t2')
})

const app = auth.jwtExchange({
  algorithm: 'RS256',
  privateKey: 'key',
  issuer: '{appId}',
  exchangeUrl: '{baseUrl}/app/installations/{installationId}/access_tokens',
  tokenField: 'token',
  expiresField: 'expires_at',
  lifetimeSeconds: 540,
})

test('a key is exchanged once for many requests, and again after a refusal', async () => {
  const assertions: string[] = []
  await using server = await startServer((request, response, number) => {
    assertions.push(request.headers.authorization?.slice(7) ?? '')
    const expires = new Date(Date.now() + 3_600_000).toISOString()
    response.writeHead(201).end(JSON.stringify({ token: `ghs_${number}`, expires_at: expires }))
  })
  const config = { appId: 12, installationId: '34', baseUrl: `${server.origin}/` }
  const given = means({ key: PEM.replaceAll('\n', '\\n') }, { config })
  const authorizer = createAuthorizer(app, given)
  const requests = Array.from({ length: 5 }, () => ({
    method: 'GET',
    url: new URL('https://a.example'),
    headers: new Headers(),
  }))
  await Promise.all(requests.map((request) => authorizer.authorize(request, SIGNAL)))
  expect(new Set(requests.map(({ headers }) => headers.get('authorization')))).toEqual(
    new Set(['Bearer ghs_1']),
  )
  expect(server.asked).toEqual(['POST /app/installations/34/access_tokens'])

  const [head = '', claims = '', signature = ''] = assertions[0]?.split('.') ?? []
  expect(createVerify('sha256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url')).toBe(
    true,
  )
  const { iat, exp, iss } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    number | string
  >
  expect(iss).toBe('12')
  expect(Math.abs(Number(iat) + 60 - Date.now() / 1000)).toBeLessThan(5)
  expect(Number(exp) - Number(iat)).toBe(540)

  // Both requests were refused with the first token: it is exchanged once more, not twice.
  for (const request of requests) await authorizer.renew?.(request, SIGNAL)
  await Promise.all(requests.map((request) => authorizer.authorize(request, SIGNAL)))
  for (const request of requests.slice(0, 2)) {
    await authorizer.renew?.({ ...request, headers: new Headers({ authorization: 'Bearer ghs_1' }) }, SIGNAL)
  }
  await Promise.all(requests.map((request) => authorizer.authorize(request, SIGNAL)))
  expect(server.asked).toHaveLength(2)
  expect(given.redactor.text('saw ghs_2')).toBe('saw [redacted]')
})

test('a key that is none, a refused exchange and an address outside are one sentence each', async () => {
  await using server = await startServer(
    (_, response) => void response.writeHead(404).end('{"message":"Not Found"}'),
  )
  const config = { appId: 1, installationId: 2, baseUrl: server.origin }
  const sentence = async (given: AuthMeans): Promise<string> =>
    signedBy(app, given).then(
      () => '',
      (error: unknown) => (error as Error).message,
    )
  expect(await sentence(means({ key: 'canary-7f3a' }, { config }))).toBe(
    'The secret "key" of the connection "code" is not a private key; give the whole PEM file, from BEGIN to END.',
  )
  expect(await sentence(means({ key: PEM }, { config }))).toBe(
    'The connection "code" got no token for its key (Not Found); check the issuer, the installation and that the key belongs to them.',
  )
  expect(await sentence(means({ key: PEM }, { config, refusal: () => 'only x may be requested' }))).toContain(
    'outside of its egress',
  )
})

test('client credentials get a token and keep it', async () => {
  const bodies: string[] = []
  await using server = await startServer((request, response, number) => {
    bodies.push(request.body)
    if (number === 1) response.writeHead(503).end()
    else response.end('{"access_token":"access-1","expires_in":3600,"token_type":"Bearer"}')
  })
  const kind = auth.oauth2.clientCredentials({
    tokenUrl: `${server.origin}/{tenant}/token`,
    clientId: 'id',
    clientSecret: 'secret',
    scopes: ['a', 'b'],
  })
  const authorizer = createAuthorizer(
    kind,
    means({ id: 'client', secret: 's&cret' }, { config: { tenant: 'a/b' } }),
  )
  for (let n = 0; n < 2; n++) {
    const headers = new Headers()
    await authorizer.authorize({ method: 'GET', url: new URL('https://a.example'), headers }, SIGNAL)
    expect(headers.get('authorization')).toBe('Bearer access-1')
  }
  expect(server.asked).toEqual(['POST /a%2Fb/token', 'POST /a%2Fb/token'])
  expect(bodies[1]).toBe('grant_type=client_credentials&client_id=client&client_secret=s%26cret&scope=a+b')
})

test('no secret goes over plain http to another machine', async () => {
  const kind = auth.oauth2.clientCredentials({
    tokenUrl: 'http://login.example/token',
    clientId: 'id',
    clientSecret: 'secret',
    scopes: [],
  })
  await expect(signedBy(kind, means({ id: 'a', secret: 'b' }))).rejects.toThrow('only https is possible')
})

describeOnDatabases('rotating refresh tokens', { migrations: [hostMigration] }, (open) => {
  /** A server that takes each refresh token once, as rotation demands. */
  const loginServer = () => {
    const state = { valid: 'first', number: 0, seconds: 3600 }
    const start = () =>
      startServer((request, response) => {
        const form = new URLSearchParams(request.body)
        if (form.get('refresh_token') !== state.valid) {
          response.writeHead(400).end('{"error":"invalid_grant"}')
          return
        }
        state.number++
        state.valid = `refresh-${state.number}`
        response.end(
          JSON.stringify({
            access_token: `access-${state.number}`,
            refresh_token: state.valid,
            expires_in: state.seconds,
          }),
        )
      })
    return { state, start }
  }

  const kindAt = (origin: string) =>
    auth.oauth2.authorizationCode({
      authorizeUrl: `${origin}/authorize`,
      tokenUrl: `${origin}/token`,
      clientId: 'id',
      scopes: [],
      refreshToken: 'first',
    })

  test('many processes refresh once, and go on after a restart', async () => {
    await using database = await open()
    const { state, start } = loginServer()
    await using server = await start()
    const cipher = createCipher(randomBytes(32))
    const process = () =>
      createAuthorizer(
        kindAt(server.origin),
        means({ id: 'client', first: 'first' }, { tokens: createTokenRows(database, cipher, systemClock) }),
      )
    const ask = async (authorizer: ReturnType<typeof process>): Promise<string | null> => {
      const headers = new Headers()
      await authorizer.authorize({ method: 'GET', url: new URL('https://a.example'), headers }, SIGNAL)
      return headers.get('authorization')
    }
    const all = await Promise.all([process(), process(), process()].map(ask))
    expect(new Set(all)).toEqual(new Set(['Bearer access-1']))
    expect(server.asked).toHaveLength(1)

    const later = process()
    expect(await ask(later)).toBe('Bearer access-1')
    const refused = new Headers({ authorization: 'Bearer access-1' })
    await later.renew?.({ method: 'GET', url: new URL('https://a.example'), headers: refused }, SIGNAL)
    expect(await ask(later)).toBe('Bearer access-2')
    expect(state.number).toBe(2)
  })

  test('a refused refresh says what to do and lets the next one try', async () => {
    await using database = await open()
    const { state, start } = loginServer()
    await using server = await start()
    const cipher = createCipher(randomBytes(32))
    const given = means(
      { id: 'c', first: 'revoked' },
      { tokens: createTokenRows(database, cipher, systemClock) },
    )
    await expect(signedBy(kindAt(server.origin), given)).rejects.toThrow(
      'The connection "code" could not refresh its access (invalid_grant); give access anew with: pmo connections authorize code, or store a new refresh token as its secret "first".',
    )
    state.valid = 'fresh'
    const anew = {
      ...given,
      secrets: new Map([
        ['id', 'c'],
        ['first', 'fresh'],
      ]),
    }
    expect((await signedBy(kindAt(server.origin), anew)).headers.get('authorization')).toBe('Bearer access-1')
  })

  test('a process that died while refreshing is overtaken', async () => {
    await using database = await open()
    const { start } = loginServer()
    await using server = await start()
    const cipher = createCipher(randomBytes(32))
    const { host } = await import('../tables.ts')
    await host(database.root)
      .insertInto('pmo.token')
      .values({
        connection: 'code',
        sealed: null,
        revision: 0,
        claimed_by: 'somebody',
        claimed_until: new Date(Date.now() + 600).toISOString(),
      })
      .execute()
    const given = means(
      { id: 'c', first: 'first' },
      { tokens: createTokenRows(database, cipher, systemClock) },
    )
    expect((await signedBy(kindAt(server.origin), given)).headers.get('authorization')).toBe(
      'Bearer access-1',
    )
  })

  test('without a key for encryption the way out is said', async () => {
    const given = means({ id: 'c', first: 'first' })
    await expect(signedBy(kindAt('https://login.example'), given)).rejects.toMatchObject({
      code: 'secret-key-missing',
    })
  })
})
