import { createClient, PmoRefusal, refusalOf, type PmoEvent } from '@headless-pmo/client'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pmoWorkspace, type PmoServer, type PmoWorkspace } from '../support/pmo-process.ts'

/** Tasks of the plan: more than a page. */
const TASKS = Array.from({ length: 23 }, (_, index) => `Task ${index + 1}`)

let workspace: PmoWorkspace
let server: PmoServer
let client: ReturnType<typeof createClient>

const call = (path: string, init: RequestInit & { readonly token?: string } = {}): Promise<Response> =>
  fetch(`${server.address}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${init.token ?? server.token}`,
      'content-type': 'application/json',
      ...Object.fromEntries(new Headers(init.headers)),
    },
  })

const get = async (path: string): Promise<unknown> => (await call(path)).json()

async function syncPlans(): Promise<void> {
  const run = await client.api.sync.start.mutate({ connection: 'plans' })
  let state = ''
  for await (const step of await client.api.sync.progress.query({ run: run.id })) state = step.state
  expect(state).toBe('ok')
}

beforeAll(async () => {
  workspace = await pmoWorkspace()
  await workspace.writePlan(TASKS)
  server = await workspace.serve()
  client = createClient({ url: server.address, token: server.token })
  await syncPlans()
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await workspace[Symbol.asyncDispose]()
})

describe('a token', () => {
  test.each([
    ['/api/v1/projects', 'GET'],
    ['/trpc/projects.list?input=%7B%7D', 'GET'],
    ['/events', 'GET'],
    ['/openapi.json', 'GET'],
    ['/api/v1/export', 'GET'],
    ['/nowhere', 'GET'],
  ])('is wanted for %s', async (path, method) => {
    const wrong = `pmo_aaaaaaaaaa_${'x'.repeat(43)}`
    for (const headers of [{}, { authorization: `Bearer ${wrong}` }, { authorization: server.token }]) {
      const reply = await fetch(`${server.address}${path}`, { method, headers })
      expect(reply.status).toBe(401)
      expect(await reply.text()).toContain('pmo token create')
    }
  })

  test('of a reader reads, and changes nothing', async () => {
    const { token } = await client.api.tokens.create.mutate({ name: 'reader', role: 'viewer' })
    const reader = createClient({ url: server.address, token })
    expect((await reader.api.projects.list.query({})).projects).toHaveLength(1)
    await expect(reader.api.sync.start.mutate({ connection: 'plans' })).rejects.toThrow(
      'This needs the role contributor; the token "reader" has viewer.',
    )
    const refused = await reader.api.tokens.list.query({}).catch(refusalOf)
    expect(refused).toMatchObject({
      status: 403,
      message: expect.stringContaining('needs the role administrator'),
    })
    const rows = reader.all((cursor) => reader.api.projects.list.query({ limit: 1, cursor }), 'projects')
    expect((await Array.fromAsync(rows)).map(({ id }) => id)).toEqual(['move'])
    expect((await call('/api/v1/tokens', { token })).status).toBe(403)
    await client.api.tokens.revoke.mutate({ token: 'reader' })
    await expect(reader.api.projects.list.query({})).rejects.toThrow(
      'This token is not valid, or it is revoked',
    )
  })
})

test('pages follow each other without a repeat or a gap, over tRPC and over REST', async () => {
  const titles: string[] = []
  const query = (cursor: string | undefined) =>
    client.api.workItems.list.query({ sort: 'key', limit: 5, ...(cursor !== undefined && { cursor }) })
  for await (const item of client.all(query)) titles.push(item.data.title)
  expect(titles).toEqual(TASKS)

  const overRest: string[] = []
  let next: string | undefined
  do {
    const page = (await get(
      `/api/v1/items?sort=key&limit=7${next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`}`,
    )) as { items: { data: { title: string } }[]; next?: string }
    overRest.push(...page.items.map(({ data }) => data.title))
    ;({ next } = page)
  } while (next !== undefined)
  expect(overRest).toEqual(TASKS)
})

test('REST takes lists and flags from the query, names with slashes from the path', async () => {
  const found = (await get('/api/v1/items?statusCategory=todo&statusCategory=done&hasDue=false&limit=3')) as {
    items: { ref: string }[]
  }
  expect(found.items).toHaveLength(3)
  const { ref } = found.items[0] ?? { ref: '' }
  expect(await get(`/api/v1/items/plans/${encodeURIComponent(ref)}`)).toMatchObject({ item: { ref } })
})

describe('a request that cannot be served is one sentence', () => {
  test.each([
    ['/api/v1/items?limit=many', 400, 'limit'],
    ['/api/v1/items?limit=0', 400, 'limit'],
    ['/api/v1/items?statsuCategory=todo', 400, 'did you mean "statusCategory"?'],
    ['/api/v1/items?cursor=nonsense', 400, 'The cursor does not belong to a list in this order'],
    ['/api/v1/items?project=nope', 404, 'There is no project "nope"; known: move.'],
    ['/api/v1/items/plans/nope', 404, 'There is no item "nope" in the connection "plans"'],
    ['/api/v1/changes?after=7', 400, 'is no position of the change feed'],
    ['/events?after=7', 400, 'is no position of the change feed'],
    ['/events?run=7', 404, 'There is no run "7"'],
    ['/events?kind=findings', 400, 'did you mean "finding"?'],
    ['/api/v1/nope', 404, '/openapi.json lists what there is'],
  ])('%s', async (path, status, sentence) => {
    const reply = await call(path)
    expect(reply.status).toBe(status)
    const body = (await reply.json()) as { message: string }
    expect(body.message).toContain(sentence)
    expect(JSON.stringify(body)).not.toMatch(/\bat .*\.ts:\d+/)
  })

  test('a body that is too large, or no JSON', async () => {
    const large = await call('/api/v1/sync', {
      method: 'POST',
      body: JSON.stringify({ x: 'y'.repeat(2_000_000) }),
    })
    expect(large.status).toBe(413)
    const broken = await call('/api/v1/sync', { method: 'POST', body: '{' })
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ message: 'The request body is not valid JSON.' })
  })

  test('a webhook of a connection that takes none', async () => {
    const reply = await fetch(`${server.address}/webhooks/plans`, { method: 'POST', body: '{}' })
    expect(reply.status).toBe(404)
  })
})

test('an unknown page of another origin gets no permission', async () => {
  const reply = await call('/api/v1/projects', { headers: { origin: 'https://elsewhere.example' } })
  expect(reply.headers.get('access-control-allow-origin')).toBeNull()
})

test('the OpenAPI description names every REST operation, and its replies are as described', async () => {
  const document = (await get('/openapi.json')) as {
    openapi: string
    paths: Record<
      string,
      Record<string, { operationId: string; parameters?: { in: string; name: string; required?: boolean }[] }>
    >
  }
  expect(document.openapi).toMatch(/^3\.1/)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )
  const ids = operations.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { path, parameters = [] } of operations) {
    const named = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect(new Set(parameters.filter((one) => one.in === 'path').map(({ name }) => name))).toEqual(named)
  }
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(document, 'api')
  const pointer = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')
  /** What is wrong with a reply by the description of its operation; the shared replies of errors are followed. */
  const wrong = async (path: string, method: string, reply: Response): Promise<unknown> => {
    const where =
      reply.status >= 400
        ? `components/responses/Error${reply.status}`
        : `paths/${pointer(path)}/${method}/responses/${reply.status}`
    // Pointers in an address are encoded as the rest of it is.
    const check = ajv.getSchema(`api#/${encodeURI(where)}/content/application~1json/schema`)
    if (check === undefined) return `${method} ${path} does not describe ${reply.status}`
    return check(await reply.json()) === true ? undefined : check.errors
  }

  // Every operation that needs no input answers as described; where nothing was adopted yet there is no plan of record.
  let answered = 0
  for (const { path, method, parameters = [] } of operations) {
    if (method !== 'get' || parameters.some(({ required }) => required === true)) continue
    const outside = ['/events', '/session', '/health', '/export'].includes(path)
    if (outside) continue
    const reply = await call(`/api/v1${path}`)
    const status = path === '/plan-of-record' ? 404 : 200
    expect({ path, status: reply.status }).toEqual({ path, status })
    expect({ path, wrong: await wrong(path, method, reply) }).toEqual({ path, wrong: undefined })
    answered += 1
  }
  expect(answered).toBeGreaterThan(40)

  // So do those of one thing, changes, and refusals.
  const { token } = await client.api.tokens.create.mutate({ name: 'described', role: 'viewer' })
  const runs = (await get('/api/v1/sync/runs')) as { runs: { id: string }[] }
  const body = (value: object): RequestInit => ({ method: 'POST', body: JSON.stringify(value) })
  const project = { id: 'described', project: { name: 'Described', sources: [] } }
  const asked: readonly (readonly [
    path: string,
    address: string,
    status: number,
    init?: RequestInit & { token?: string },
  ])[] = [
    ['/projects/{id}', '/projects/move', 200],
    ['/projects/{id}', '/projects/nope', 404],
    ['/projects/{id}/versions', '/projects/move/versions', 200],
    ['/figures/{id}', '/figures/move', 200],
    ['/connections/{id}', '/connections/plans', 200],
    ['/sync/runs/{run}', `/sync/runs/${runs.runs[0]?.id ?? ''}`, 200],
    ['/plugins/{id}', '/plugins/microsoft-project', 200],
    ['/items', '/items?limit=0', 400],
    ['/tokens', '/tokens', 401, { token: 'pmo_x' }],
    ['/tokens', '/tokens', 403, { token }],
    ['/projects', '/projects', 200, body(project)],
    ['/projects', '/projects', 409, body(project)],
    ['/projects', '/projects', 413, body({ id: 'x'.repeat(2 ** 20) })],
  ]
  for (const [path, address, status, init] of asked) {
    const reply = await call(`/api/v1${address}`, init ?? {})
    expect({ address, status: reply.status }).toEqual({ address, status })
    const method = init?.method === undefined ? 'get' : 'post'
    expect({ address, wrong: await wrong(path, method, reply) }).toEqual({ address, wrong: undefined })
  }
  await client.api.projects.remove.mutate({ id: 'described', version: 1 })
})

test('the description can be browsed on a page that asks no other host', async () => {
  const page = await fetch(`${server.address}/docs`)
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  const html = await page.text()
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file)
  for (const file of files.filter((name) => !name.startsWith('data:'))) {
    expect(file).toMatch(/^\/docs\//)
    const reply = await fetch(`${server.address}${file}`)
    expect({ file, status: reply.status }).toEqual({ file, status: 200 })
    await reply.body?.cancel()
  }
  expect(html).not.toMatch(/<script>|<style>|style=|onclick=/)
})

/** Lists that have one order alone, and why. */
const UNSORTED = new Map([
  ['/past/items', 'it is put together from histories, page by page'],
  ['/dependencies', 'three sources follow each other'],
  ['/roadmap', 'bars stand in the order of their rows'],
  ['/roadmap/links', 'links stand beside the bars'],
  ['/changes/recent', 'the feed has one order'],
])

/** Addresses of the lists about one thing, by their path in the description. */
const ABOUT: Readonly<Record<string, string>> = {
  '/figures/{id}/trend': '/figures/move/trend',
  '/figures/{id}/{indicator}/evidence': '/figures/move/finish/evidence',
  '/baselines/{id}/rows': '/baselines/1/rows',
  '/projects/{project}/baselines/compare': '/projects/move/baselines/compare',
  '/registers/{kind}': '/registers/risk',
  '/notifiers/{id}/deliveries': '',
  '/sync/freshness': '/sync/freshness?connection=plans',
  '/capacity/items': '/capacity/items?by=project&id=move&period=all',
}

/** Whether values run one way, and back where they are turned; those of rows without one come last either way. */
function turns(up: readonly unknown[], down: readonly unknown[]): boolean {
  const known = (all: readonly unknown[]) => all.filter((value) => value !== undefined && value !== null)
  const isLast = (all: readonly unknown[]) =>
    all.slice(known(all).length).every((value) => value === undefined)
  return isLast(up) && isLast(down) && JSON.stringify(known(up)) === JSON.stringify(known(down).toReversed())
}

/** Rows without the instants at which they were computed, and without forecasts, which are made in the background. */
const lasting = (rows: readonly unknown[]): unknown =>
  JSON.parse(
    JSON.stringify(rows, (key, value: unknown) => (['asOf', 'forecast'].includes(key) ? undefined : value)),
  )

test('every list gives each row once and in order, page by page, in every order it knows, with the fields that are wanted', async () => {
  const made = ['alpha', 'beta', 'gamma']
  for (const id of made) {
    await client.api.projects.create.mutate({ id, project: { name: `Same`, sources: [] } })
    await client.api.tokens.create.mutate({ name: id, role: 'viewer' })
    const body = {
      title: `Risk ${id}`,
      description: 'A supplier may be late.',
      owner: 'Ada',
      opened: '2026-03-01',
    }
    await client.api.registers.add.mutate({ kind: 'risk', project: 'move', body, reason: 'Seen' })
    await client.api.baselines.capture.mutate({ project: 'move', name: id, reason: 'Approved' })
  }
  const { paths } = (await get('/openapi.json')) as {
    paths: Record<
      string,
      {
        get?: {
          parameters?: { name: string; required?: boolean; schema: { enum?: string[]; maximum?: number } }[]
        }
      }
    >
  }
  const several: string[] = []
  const turned: string[] = []
  let foreign: string | undefined
  for (const [path, { get: operation }] of Object.entries(paths)) {
    const parameters = operation?.parameters ?? []
    const named = new Map(parameters.map((one) => [one.name, one]))
    if (!named.has('cursor')) continue
    const isAbout = parameters.some(({ required }) => required === true)
    expect({ path, fields: named.has('fields') }).toEqual({ path, fields: true })
    expect({ path, sorts: named.has('sort') && named.has('direction') }).toEqual({
      path,
      sorts: !UNSORTED.has(path),
    })
    expect({ path, about: isAbout ? ABOUT[path] !== undefined : true }).toEqual({ path, about: true })
    const address = isAbout ? (ABOUT[path] ?? '') : path
    // It can be asked of something that is not here alone.
    if (address === '') continue
    const page = async (query: Readonly<Record<string, string>>) => {
      const sign = address.includes('?') ? '&' : '?'
      const reply = await call(`/api/v1${address}${sign}${new URLSearchParams(query).toString()}`)
      const body = (await reply.json()) as Record<string, unknown> & { next?: string; message?: string }
      const key = 'items' in body ? 'items' : Object.keys(body).find((name) => Array.isArray(body[name]))
      // Rows are told apart by all that they hold.
      return { status: reply.status, ...body, rows: body[key ?? ''] as Record<string, unknown>[] }
    }
    const most = String(named.get('limit')?.schema.maximum ?? 500)
    for (const sort of [undefined, ...(named.get('sort')?.schema.enum ?? [])]) {
      const values: unknown[][] = []
      const directions = sort === undefined ? undefined : named.get('direction')?.schema.enum
      for (const direction of directions ?? [undefined]) {
        const order = { ...(sort !== undefined && { sort }), ...(direction !== undefined && { direction }) }
        const whole = await page({ ...order, limit: most })
        expect({ path, status: whole.status }).toEqual({ path, status: 200 })
        const rows: unknown[] = []
        // A few pages each: long lists have as many orders as short ones.
        const limit = String(Math.max(2, Math.ceil(whole.rows.length / 3)))
        let next: string | undefined
        let count = 0
        do {
          const one = await page({ ...order, limit, ...(next !== undefined && { cursor: next }) })
          rows.push(...one.rows)
          ;({ next } = one)
          foreign ??= next
          count += 1
        } while (next !== undefined && count < 100)
        expect({ path, order, rows: lasting(rows) }).toEqual({ path, order, rows: lasting(whole.rows) })
        if (count > 1) several.push(path)
        values.push(sort === undefined ? [] : whole.rows.map((row) => row[sort]))
      }
      const [up = [], down = []] = values
      const isField = [...up, ...down].some((value) => ['string', 'number', 'boolean'].includes(typeof value))
      if (!isField) continue
      expect({ path, sort, turns: turns(up, down) }).toEqual({ path, sort, turns: true })
      turned.push(`${path} ${sort}`)
    }
    // A list of one order refuses the word itself.
    expect({ path, status: (await page({ sort: 'colour', limit: '1' })).status }).toEqual({
      path,
      status: 400,
    })
    const [first] = (await page({ limit: '1' })).rows
    const [name] = Object.keys(first ?? {})
    // A list without rows tells no field.
    if (name === undefined) continue
    expect((await page({ limit: '1', fields: name })).rows.map((row) => Object.keys(row))).toEqual([[name]])
    const wrong = await page({ fields: `${name}x` })
    expect({ path, status: wrong.status, message: wrong.message }).toMatchObject({
      path,
      status: 400,
      message: expect.stringContaining(name),
    })
  }
  expect(new Set(several)).toContain('/items')
  expect(new Set(several)).toContain('/projects')
  expect(new Set(several)).toContain('/tokens')
  expect(turned.length).toBeGreaterThan(60)
  const reply = await call(`/api/v1/waivers?cursor=${encodeURIComponent(foreign ?? '')}`)
  expect(reply.status).toBe(400)
  expect(await reply.text()).toContain('belongs to another question')
  for (const id of made) {
    await client.api.projects.remove.mutate({ id, version: 1 })
    await client.api.tokens.revoke.mutate({ token: id })
  }
})

describe('/events', () => {
  const take = async (events: AsyncIterable<PmoEvent>, count: number): Promise<PmoEvent[]> => {
    const taken: PmoEvent[] = []
    for await (const event of events) {
      taken.push(event)
      if (taken.length === count) break
    }
    return taken
  }

  test('a reader that comes back goes on where it was: nothing twice, nothing left out', async () => {
    const all: string[] = []
    let after: string | undefined
    do {
      const page = await client.api.changes.feed.query({ limit: 10, ...(after !== undefined && { after }) })
      all.push(...page.changes.map(({ position }) => position))
      after = page.position
      if (!page.more) break
    } while (all.length < 1000)
    expect(all.length).toBeGreaterThan(23)

    const [first = ''] = all
    const stop = new AbortController()
    const one = await take(client.events({ after: first, kinds: ['change'], signal: stop.signal }), 7)
    const rest = await take(
      client.events({ after: one.at(-1)?.id ?? '', kinds: ['change'], signal: stop.signal }),
      all.length - 8,
    )
    stop.abort()
    expect([first, ...one.map(({ id }) => id), ...rest.map(({ id }) => id)]).toEqual(all)
  })

  test('what happens is told as it happens', async () => {
    const { position } = await client.api.changes.end.query({})
    const stop = new AbortController()
    const waiting = take(client.events({ after: position, kinds: ['change'], signal: stop.signal }), 1)
    await workspace.writePlan([...TASKS.slice(0, -1), 'Renamed'])
    await syncPlans()
    const [event] = await waiting
    stop.abort()
    expect(event).toMatchObject({
      event: 'change',
      data: { kind: 'workItem', event: 'updated', title: 'Renamed' },
    })
  })

  test('the progress of a run ends with the run', async () => {
    const run = await client.api.sync.start.mutate({ connection: 'plans', full: true })
    const states = await Array.fromAsync(client.events({ run: run.id }))
    expect(states.at(-1)).toMatchObject({ event: 'run', data: { id: run.id, state: 'ok' } })
  })

  test('a run, a check and an entry of the configuration are told as they happen, of one project if wished', async () => {
    const { position } = await client.api.changes.end.query({})
    const stop = new AbortController()
    const kinds = ['run', 'definition', 'connection']
    const told = Promise.withResolvers<void>()
    const events: PmoEvent[] = []
    const following = (async () => {
      for await (const event of client.events({ after: position, kinds, signal: stop.signal })) {
        events.push(event)
        if (event.event === 'definition') told.resolve()
      }
    })()
    const ofProject = take(client.events({ after: position, projects: ['told'], signal: stop.signal }), 2)
    const run = await client.api.sync.start.mutate({ connection: 'plans' })
    await Array.fromAsync(client.events({ run: run.id }))
    await client.api.projects.create.mutate({ id: 'told', project: { name: 'Told', sources: [] } })
    await told.promise
    // The run before may still have had a word to say.
    const own = events.filter(({ event, data }) => event !== 'run' || (data as { id: string }).id === run.id)
    expect(own.map(({ event, data }) => ({ event, data }))).toMatchObject([
      { event: 'run', data: { connection: 'plans', state: 'queued' } },
      { event: 'run', data: { state: 'running' } },
      { event: 'run', data: { state: 'ok' } },
      { event: 'definition', data: { kind: 'project', id: 'told', version: 1, removed: false } },
    ])
    await client.api.projects.remove.mutate({ id: 'told', version: 1 })
    expect((await ofProject).map(({ data }) => data)).toMatchObject([{ removed: false }, { removed: true }])
    stop.abort()
    await following
  })

  test('a stream ends when its token is revoked, and one token is given only so many', async () => {
    const { token } = await client.api.tokens.create.mutate({ name: 'page', role: 'viewer' })
    const open = async (): Promise<Response> => call('/events', { token })
    // Who asks for the head alone reads no stream, and takes nobody's place.
    for (let asked = 0; asked < 33; asked++) {
      expect((await call('/events', { token, method: 'HEAD' })).status).toBe(200)
    }
    const streams = await Promise.all(Array.from({ length: 32 }, open))
    expect(streams.every(({ status }) => status === 200)).toBe(true)
    const refused = await open()
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain('event streams open')
    await client.api.tokens.revoke.mutate({ token: 'page' })
    await Promise.all(streams.map((stream) => stream.text()))
    expect((await open()).status).toBe(401)
  })

  test('no address with U+0000 reaches the database, on whichever route', async () => {
    const asked: readonly (readonly [string, string])[] = [
      ['GET', '/events?run=%00'],
      ['GET', '/api/v1/export?format=mspdi&project=%00'],
      ['POST', '/webhooks/%00'],
      ['GET', '/reports/%00.html'],
    ]
    for (const [method, path] of asked) {
      const reply = await call(path, { method })
      expect
        .soft([path, reply.status, await reply.text()])
        .toEqual([path, 400, expect.stringContaining('U+0000')])
    }
  })

  test('a wrong token is thrown, not tried again', async () => {
    const stranger = createClient({ url: server.address, token: 'pmo_x' })
    await expect(take(stranger.events(), 1)).rejects.toBeInstanceOf(PmoRefusal)
  })
})
