import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

interface Code {
  readonly challenge: string
  readonly redirectUri: string
}

/** Parameters that the page of consent knows. */
const KNOWN = new Set([
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'audience',
  'prompt',
])

/**
 * An authorization server that is as strict as RFC 6749, 7636 and 9700 let it be: exact callback addresses, PKCE by S256 only, codes
 * and refresh tokens that work once, and a whole grant that ends when a refresh token is used again. `GET /api` needs its tokens.
 */
export class AuthorizationServer implements AsyncDisposable {
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response)
  })
  readonly #codes = new Map<string, Code>()
  readonly #access = new Set<string>()
  #refresh: string | undefined
  readonly #spent = new Set<string>()
  readonly callbacks = new Set<string>()
  /** What a client did wrong, in a few words each. */
  readonly violations: string[] = []
  /** Form fields of the requests for tokens, in order. */
  readonly tokenRequests: Record<string, string>[] = []
  /** What the person does at the page of consent. */
  person: 'consents' | 'refuses' = 'consents'
  /** Whether grants can be renewed. */
  offline = true

  async start(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
    return this
  }

  get url(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }

  /** Makes every access token worthless, as time does. */
  expire(): void {
    this.#access.clear()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url)
    const body = await text(request)
    if (request.method === 'GET' && url.pathname === '/authorize') return this.#authorize(url, response)
    if (request.method === 'POST' && url.pathname === '/token') return this.#token(request, body, response)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const known = token !== undefined && this.#access.has(token)
    response.writeHead(known ? 200 : 401, { 'content-type': 'application/json' })
    response.end(known ? '{"things":[{"id":"a"}]}' : '{}')
  }

  #refuse(response: ServerResponse, error: string, why: string): void {
    this.violations.push(why)
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error, error_description: why }))
  }

  #authorize(url: URL, response: ServerResponse): void {
    const given = (name: string): string => url.searchParams.get(name) ?? ''
    const strange = [...url.searchParams.keys()].find((name) => !KNOWN.has(name))
    const redirectUri = given('redirect_uri')
    const wrong =
      strange !== undefined
        ? `unknown parameter ${strange}`
        : !this.callbacks.has(redirectUri)
          ? `callback ${redirectUri} is not registered`
          : given('client_id') !== 'client'
            ? 'unknown client'
            : given('response_type') !== 'code'
              ? 'no code flow'
              : given('state').length < 32
                ? 'a state that can be guessed'
                : given('code_challenge_method') !== 'S256' || given('code_challenge').length !== 43
                  ? 'no PKCE'
                  : undefined
    if (wrong !== undefined) return this.#refuse(response, 'invalid_request', wrong)
    const back = new URL(redirectUri)
    back.searchParams.set('state', given('state'))
    if (this.person === 'refuses') back.searchParams.set('error', 'access_denied')
    else {
      const code = randomBytes(16).toString('hex')
      this.#codes.set(code, { challenge: given('code_challenge'), redirectUri })
      back.searchParams.set('code', code)
    }
    response.writeHead(302, { location: back.href }).end()
  }

  #token(request: IncomingMessage, body: string, response: ServerResponse): void {
    const fields = Object.fromEntries(new URLSearchParams(body))
    this.tokenRequests.push(fields)
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded')
      return this.#refuse(response, 'invalid_request', 'no form')
    if (fields['client_id'] !== 'client' || fields['client_secret'] !== 'canary-client-secret')
      return this.#refuse(response, 'invalid_client', 'wrong client')
    if (fields['grant_type'] === 'authorization_code') return this.#byCode(fields, response)
    if (fields['grant_type'] === 'refresh_token') return this.#byRefresh(fields, response)
    return this.#refuse(response, 'unsupported_grant_type', 'unknown grant')
  }

  #byCode(fields: Readonly<Record<string, string>>, response: ServerResponse): void {
    const code = this.#codes.get(fields['code'] ?? '')
    this.#codes.delete(fields['code'] ?? '')
    const verifier = fields['code_verifier'] ?? ''
    if (code === undefined) return this.#refuse(response, 'invalid_grant', 'unknown or used code')
    if (code.redirectUri !== fields['redirect_uri'])
      return this.#refuse(response, 'invalid_grant', 'another callback')
    if (verifier.length < 43 || createHash('sha256').update(verifier).digest('base64url') !== code.challenge)
      return this.#refuse(response, 'invalid_grant', 'wrong verifier')
    return this.#give(response)
  }

  #byRefresh(fields: Readonly<Record<string, string>>, response: ServerResponse): void {
    const token = fields['refresh_token'] ?? ''
    if (this.#spent.has(token)) {
      this.#refresh = undefined
      this.#access.clear()
      return this.#refuse(response, 'invalid_grant', 'a refresh token was used again')
    }
    if (token !== this.#refresh) return this.#refuse(response, 'invalid_grant', 'unknown refresh token')
    this.#spent.add(token)
    return this.#give(response)
  }

  #give(response: ServerResponse): void {
    const access = `canary-access-${randomBytes(8).toString('hex')}`
    this.#access.add(access)
    this.#refresh = `canary-refresh-${randomBytes(8).toString('hex')}`
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({
        access_token: access,
        token_type: 'Bearer',
        expires_in: 3600,
        ...(this.offline && { refresh_token: this.#refresh }),
      }),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }
}
