import { generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runningClock, startGitHubSimulator, type GitHubSimulator } from '@headless-pmo/simulators/github'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../core/src/database/index.ts'
import { localTracker, type LocalTracker } from './support/local-tracker.ts'
import { Product } from './support/product.ts'

/** Canaries: nothing else in the world looks like them. Signs that are escaped in addresses and in JSON included. */
const SECRETS = {
  token: 'canary/Kx9+"vQ7=token',
  wrong: 'canary-wrong-Zt4kPq81',
  echoed: 'canary.echo+Wm2/Lr6==',
  stored: 'canary-stored-Hb5sNd93',
  hook: 'canary-hook-Gy6uRe27',
  sealing: 'canary-sealing-key-0123456789abcd',
} as const
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' })

/** Everything that must not be found, in the forms in which it could travel. */
function needles(): string[] {
  const values = [...Object.values(SECRETS), ...PEM.split('\n').filter((line) => line.length > 40)]
  return values.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
    Buffer.from(value).toString('base64url'),
    Buffer.from(value).toString('hex'),
  ])
}

function leaks(text: string): string[] {
  return needles().flatMap((needle) => {
    const at = text.indexOf(needle)
    return at < 0 ? [] : [`${needle} in …${text.slice(Math.max(0, at - 120), at + 80)}…`]
  })
}

/** Says back what it was sent, in every place where a tracker can say something. */
function echo(request: IncomingMessage, response: ServerResponse): void {
  const sent = (request.headers.authorization ?? '').replace('Bearer ', '')
  const body = JSON.stringify([
    { id: `raw ${sent}` },
    { id: `url ${encodeURIComponent(sent)}`, [sent]: sent },
    {
      id: `base64 ${Buffer.from(sent).toString('base64')} ${Buffer.from(`user:${sent}`).toString('base64')}`,
    },
    { id: `hex ${Buffer.from(sent).toString('hex')}` },
  ])
  response.setHeader('content-type', 'application/json')
  response.setHeader('x-you-sent', encodeURIComponent(sent))
  response.setHeader('etag', `"${Buffer.from(sent).toString('base64')}"`)
  const mode = (request.url ?? '').split('/')[1] ?? ''
  if (mode === 'cut') {
    response.setHeader('content-length', body.length + 100)
    response.write(body)
    response.destroy()
  } else if (mode === 'redirect') {
    response.writeHead(302, { location: `http://127.0.0.1:1/?token=${encodeURIComponent(sent)}` }).end()
  } else if (mode === 'html') response.end(`<p>${sent}</p>`)
  else response.writeHead(/^\d{3}$/.test(mode) ? Number(mode) : 200, 'OK').end(body)
}

/** How long runs and questions are given that would wait for their tracker. */
const PATIENCE_MS = 1500

const MODES = ['200', '400', '401', '403', '404', '429', '500', 'cut', 'redirect', 'html', 'throw'] as const

/** Believes and repeats everything that it is told. */
const GOSSIP = `import { auth, defineConnector, definePlugin, defineStream, secret, z } from '@headless-pmo/sdk'
const config = z.object({ url: z.string().describe('Address'), mode: z.string().describe('What it does') })
const cursor = z.object({ heard: z.string() })
const items = defineStream({
  config, item: z.looseObject({ id: z.string() }), cursor, start: { heard: '' },
  changes: 'delta', deletes: 'none', mapVersion: 1,
  async *read({ fetch, config, page, log }) {
    const reply = await fetch(config.url + '/' + config.mode)
    const headers = JSON.stringify([...reply.headers])
    const text = await reply.text()
    log.info('heard ' + text + headers)
    log.warn('warned ' + text + headers + reply.url)
    if (config.mode === 'throw') throw Object.assign(new Error('threw ' + text + headers), { text, headers })
    if (!reply.ok) throw Object.assign(new Error(text + headers), { status: reply.status, cause: new Error(text) })
    yield page({ items: JSON.parse(text), cursor: { heard: text + headers } })
  },
  ref: (item) => item.id,
  map: (item) => [{ kind: 'container', ref: item.id, name: item.id, nativeType: JSON.stringify(item) }],
})
export default definePlugin({
  id: 'gossip', title: 'Gossip', version: '1.0.0', sdk: '^1.0.0',
  contributes: [defineConnector({
    config,
    secrets: { token: secret('Token') },
    authorize: auth.bearer('token'),
    egress: ({ url }) => [url],
    async probe({ fetch, config }) {
      const text = await (await fetch(config.url + '/' + config.mode)).text()
      if (config.mode === 'throw') throw new Error(text)
      return config.mode === '200' ? { ok: true, account: text, details: [text] } : { ok: false, reason: 'invalid', message: text }
    },
    async *scopes({ fetch, config }) {
      const text = await (await fetch(config.url + '/' + config.mode)).text()
      yield { title: text, config: { text } }
    },
    streams: { items },
  })],
})`

let simulator: GitHubSimulator
let tracker: LocalTracker
let product: Product

const gossips = MODES.map((mode) => `gossip-${mode}`)
const github = ['good', 'app', 'wrong-token', 'faults', 'down']

beforeAll(async () => {
  simulator = await startGitHubSimulator({
    clock: runningClock(new Date().toISOString()),
    users: [{ login: 'ada' }],
    organizations: [{ login: 'acme', members: ['ada'] }],
    repositories: [{ fullName: 'acme/app', issues: 12 }],
    tokens: { [SECRETS.token]: 'ada', [SECRETS.stored]: 'ada' },
    apps: [{ appId: 7, slug: 'pmo', publicKey: publicKey.export({ type: 'spki', format: 'pem' }) }],
    installations: [{ id: 70, appId: 7, account: 'acme' }],
  })
  tracker = await localTracker(echo)
  const code = (id: string, secrets: string, more = ''): string =>
    `'${id}': { plugin: 'github', baseUrl: '${id === 'down' ? 'http://127.0.0.1:1' : simulator.url}', repositories: ['acme/app'], ${more}
      secrets: { ${secrets}, webhookSecret: 'env:PMO_TEST_HOOK' }, sync: { every: 'never' } },`
  product = await Product.start({
    variables: {
      PMO_LOG_LEVEL: 'trace',
      PMO_SECRET_KEY: Buffer.from(SECRETS.sealing.slice(0, 32)).toString('hex'),
      PMO_TEST_TOKEN: SECRETS.token,
      PMO_TEST_WRONG: SECRETS.wrong,
      PMO_TEST_ECHOED: SECRETS.echoed,
      PMO_TEST_HOOK: SECRETS.hook,
    },
    files: {
      'app.pem': PEM,
      'plugins/gossip.ts': GOSSIP,
      'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
export default defineConfig({
  plugins: [github, './plugins/gossip.ts'],
  connections: {
    ${code('good', "token: 'env:PMO_TEST_TOKEN'")}
    ${code('faults', "token: 'env:PMO_TEST_TOKEN'")}
    ${code('down', "token: 'env:PMO_TEST_TOKEN'")}
    ${code('wrong-token', "token: 'env:PMO_TEST_WRONG'")}
    ${code('app', "privateKey: 'file:app.pem'", 'appId: 7, installationId: 70,')}
    ${MODES.map((mode) => `'gossip-${mode}': { plugin: 'gossip', url: '${tracker.url}', mode: '${mode}', secrets: { token: 'env:PMO_TEST_ECHOED' }, sync: { every: 'never' } },`).join('\n')}
  },
})`,
    },
  })
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await tracker[Symbol.asyncDispose]()
  await simulator.close()
})

describe('law 13: secrets stay in the host', () => {
  /** All that anybody was told while the syncs ran. */
  const told: string[] = []
  const hear = async (answer: Promise<unknown>): Promise<void> => {
    told.push(
      await answer.then(
        (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
        (error: unknown) => `${String(error)} ${JSON.stringify(error)}`,
      ),
    )
  }

  test('whatever trackers say back and however runs end', async () => {
    const { api } = product.client
    await api.connections.create.mutate({
      id: 'stored',
      connection: { plugin: 'github', baseUrl: simulator.url, repositories: ['acme/app'] },
      secretValues: { token: SECRETS.stored },
    })
    const states: Record<string, string> = {}
    const sync = async (id: string): Promise<void> => {
      const run = await product.sync(id)
      states[id] = run.state
      told.push(JSON.stringify(run))
    }
    for (const id of ['good', 'app', 'wrong-token', 'stored', 'gossip-200']) await sync(id)
    for (const kind of ['cut', 'truncate', 'reset', 'html', 'shape'] as const)
      simulator.fault({ kind, times: 1 })
    simulator.fault({ kind: 'status', status: 401, times: 1, body: { message: `no ${SECRETS.token}` } })
    // The rest fails, at once or after waits that nobody needs to sit out.
    const bad = [...gossips.filter((id) => id !== 'gossip-200'), 'faults', 'down']
    for (let from = 0; from < bad.length; from += 4) {
      const batch = bad.slice(from, from + 4)
      const runs = await Promise.all(
        batch.map(async (connection) => (await api.sync.start.mutate({ connection })).id),
      )
      const ends = runs.map((run) => product.ended(run))
      await Promise.race([Promise.all(ends), delay(PATIENCE_MS)])
      for (const run of runs) await api.sync.cancel.mutate({ run })
      for (const run of await Promise.all(ends)) {
        states[run.connection] = run.state
        told.push(JSON.stringify(run))
      }
    }
    // Those left over would say one connection's secret to another one.
    await fetch(`${simulator.url}/_sim/faults`, { method: 'DELETE' })
    await Promise.all(
      gossips
        .flatMap((id) => [api.connections.probe.mutate({ id }), api.connections.scopes.query({ id })])
        .map((answer) => Promise.race([hear(answer), delay(PATIENCE_MS)])),
    )
    expect(states).toMatchObject({
      good: 'ok',
      app: 'ok',
      stored: 'ok',
      'wrong-token': 'failed',
      'gossip-200': 'ok',
    })
    expect(leaks(told.join('\n'))).toEqual([])
  })

  test('in replies of the API, refusals included', async () => {
    const { api } = product.client
    await hear(api.connections.list.query({}))
    for (const id of [...gossips, ...github, 'stored']) {
      await hear(api.connections.get.query({ id }))
      await hear(api.connections.versions.query({ id }))
    }
    // A secret where none belongs.
    await hear(
      api.connections.create.mutate({
        id: 'misplaced',
        connection: { plugin: 'github', repositories: [SECRETS.token], token: SECRETS.token },
      }),
    )
    const misplaced = told.pop() ?? ''
    expect(misplaced).not.toContain(`"token":"${SECRETS.token}"`)
    for (const path of [
      '/health',
      '/openapi.json',
      '/api/v1/export',
      '/api/v1/plugins',
      '/api/v1/health',
      '/api/v1/sync/runs?limit=200',
      '/api/v1/sync/removals',
      '/api/v1/changes',
      '/api/v1/items',
      '/api/v1/people/accounts',
      '/api/v1/nothing',
    ])
      await hear(product.ask(path))
    await hear(
      product.ask('/webhooks/good', {
        method: 'POST',
        body: '{}',
        headers: { 'x-hub-signature-256': 'sha256=0' },
      }),
    )
    expect(leaks(told.join('\n'))).toEqual([])
  })

  test('on the command line', async () => {
    for (const args of [
      ['status', '--json'],
      ['doctor'],
      ['sync', 'gossip-throw'],
      ['config', 'pull'],
      ['connections', '--json'],
    ]) {
      const { stdout, stderr } = await product.pmo(args)
      expect(leaks(stdout + stderr)).toEqual([])
    }
  })

  test('in the log, even at its most talkative', () => {
    expect(product.printed).toContain('heard ')
    expect(leaks(product.printed)).toEqual([])
    expect(product.printed.split('Token: ').at(-1)?.slice(100)).not.toContain(product.token)
  })

  test('in any table, and in any file of the data folder', async () => {
    await product.stop()
    const dataDir = join(product.folder, '.pmo')
    {
      await using database = await openDatabase({ dataDir })
      const { rows: tables } = await sql<{ name: string }>`
        select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`.execute(database.root)
      expect(tables.length).toBeGreaterThan(15)
      for (const { name } of tables) {
        const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} as t`.execute(
          database.root,
        )
        expect(
          leaks(
            rows
              .map(({ row }) => row)
              .join('\n')
              .replaceAll('""', '"'),
          ),
        ).toEqual([])
      }
    }
    for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      expect(leaks(readFileSync(join(entry.parentPath, entry.name), 'latin1'))).toEqual([])
    }
  })
})
