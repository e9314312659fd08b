import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { localTracker, type LocalTracker } from './support/local-tracker.ts'
import { Product } from './support/product.ts'

/** A plugin as text; `parts` replace or add parts of its connector or stream. */
function plugin(
  id: string,
  parts: {
    readonly top?: string
    readonly sdk?: string
    readonly egress?: string
    readonly probe?: string
    readonly read?: string
    readonly map?: string
    readonly stream?: string
    readonly connector?: string
  } = {},
): string {
  return `import { defineConnector, definePlugin, defineStream, z } from '@headless-pmo/sdk'
const config = z.object({ url: z.string().describe('Address of the tracker') })
${parts.top ?? ''}
const items = defineStream({
  config, item: z.looseObject({ id: z.string() }), cursor: z.object({}), start: {},
  changes: 'snapshot', deletes: 'snapshot', mapVersion: 1,
  async *read({ fetch, config, page, signal }) {
    ${parts.read ?? `yield page({ items: await (await fetch(config.url + '/items')).json(), cursor: {} })`}
  },
  ref: (item) => item.id,
  map: (item) => ${parts.map ?? `[{ kind: 'container', ref: item.id, name: item.id, nativeType: 'project' }]`},
  ${parts.stream ?? ''}
})
export default definePlugin({
  id: '${id}', title: '${id}', version: '1.0.0', sdk: '${parts.sdk ?? '^1.0.0'}',
  contributes: [defineConnector({
    config,
    egress: ${parts.egress ?? '({ url }) => [url]'},
    probe: ${parts.probe ?? 'async () => ({ ok: true })'},
    streams: { items },
    ${parts.connector ?? ''}
  })],
})
`
}

/** Plugins that are broken before they can be used, with the phase in which that shows. */
const KEPT_OUT = {
  'throws-at-import': {
    text: `throw new Error('no licence file')\nexport default {}`,
    phase: 'import',
    reason: 'no licence file',
  },
  'no-syntax': { text: `export default {{`, phase: 'import', reason: 'stopped while it was loaded' },
  'no-brand': { text: `export default { id: 'no-brand' }`, phase: 'verify', reason: 'exports no plugin' },
  'wrong-sdk': {
    text: plugin('wrong-sdk', { sdk: '^9.0.0' }),
    phase: 'sdk',
    reason: 'works with SDK ^9.0.0',
  },
  'duplicate-id': { text: plugin('good'), phase: 'verify', reason: 'belongs to another plugin' },
  'no-streams': {
    text: `import { defineConnector, definePlugin, z } from '@headless-pmo/sdk'
export default definePlugin({ id: 'no-streams', title: 'x', version: '1.0.0', sdk: '^1.0.0',
  contributes: [defineConnector({ config: z.object({}), egress: () => [], probe: async () => ({ ok: true }) } as never)] })`,
    phase: 'verify',
    reason: 'it has no streams',
  },
} as const

/** Plugins that load and then misbehave, with what their run says. */
const MISBEHAVES: Readonly<Record<string, { readonly text: string; readonly says: string }>> = {
  'egress-throws': {
    text: plugin('egress-throws', { egress: `() => { throw new Error('egress broke') }` }),
    says: 'egress broke',
  },
  'egress-garbage': {
    text: plugin('egress-garbage', { egress: `() => 'everywhere' as never` }),
    says: 'egress',
  },
  'read-throws': {
    text: plugin('read-throws', { read: `throw new Error('read broke')` }),
    says: 'read broke',
  },
  'read-elsewhere': {
    text: plugin('read-elsewhere', {
      read: `await fetch('http://127.0.0.1:1/steal'); yield page({ items: [] })`,
    }),
    says: 'http://127.0.0.1:1',
  },
  'page-garbage': {
    text: plugin('page-garbage', { read: `yield 7 as never; yield { items: 'x' } as never` }),
    says: 'page',
  },
  'page-nothing': { text: plugin('page-nothing', { read: `yield null as never` }), says: 'no page' },
  'ref-throws': {
    text: plugin('ref-throws', { stream: `ref: () => { throw new Error('ref broke') },` }),
    says: 'ref broke',
  },
  'map-throws': {
    text: plugin('map-throws', { map: `{ throw new Error('map broke') }` }),
    says: 'map broke',
  },
  'map-garbage': {
    text: plugin('map-garbage', { map: `[{ kind: 'spaceship', ref: 'x' } as never]` }),
    says: 'spaceship',
  },
  'map-nothing': { text: plugin('map-nothing', { map: `undefined as never` }), says: 'mapping failed' },
  'census-throws': {
    text: plugin('census-throws', {
      stream: `changes: 'delta', deletes: 'census', async *census() { throw new Error('census broke') },`,
    }),
    says: 'census broke',
  },
  'floating-promise': {
    text: plugin('floating-promise', {
      read: `void Promise.reject(new Error('nobody waits for me')); yield page({ items: [], cursor: {} })`,
    }),
    // Its run may be over by then; told of below, where the plugin's health is asked.
    says: '',
  },
  'throws-later': {
    text: plugin('throws-later', {
      read: `setTimeout(() => { throw new Error('thrown from a timer') }, 1); yield page({ items: [], cursor: {} })`,
    }),
    says: '',
  },
  'read-hangs': { text: plugin('read-hangs', { read: `await new Promise(() => {})` }), says: 'ancelled' },
  'probe-throws': {
    text: plugin('probe-throws', { probe: `async () => { throw new Error('probe broke') }` }),
    says: '',
  },
  'probe-hangs': { text: plugin('probe-hangs', { probe: `() => new Promise(() => {})` }), says: '' },
  'hints-throw': {
    text: plugin('hints-throw', {
      connector: `secrets: { hook: secret('Secret of the webhook') },
    webhook: { verify: hmac.sha256({ secret: 'hook', header: 'x-signature', prefix: 'sha256=' }), deliveryId: header('x-delivery'), hints: () => { throw new Error('hints broke') } },`,
    }).replace('definePlugin,', 'definePlugin, header, hmac, secret,'),
    says: '',
  },
}

/** The same two in the server's own process, as trusted plugins run. */
const INLINE = {
  'floating-inline':
    MISBEHAVES['floating-promise']?.text.replaceAll('floating-promise', 'floating-inline') ?? '',
  'throws-inline': MISBEHAVES['throws-later']?.text.replaceAll('throws-later', 'throws-inline') ?? '',
}

const connectionOf = (id: string, url: string): string =>
  `'${id}': { plugin: '${id}', url: '${url}'${id === 'hints-throw' ? ", secrets: { hook: 'env:PMO_TEST_HOOK' }" : ''}, sync: { every: 'never' } },`

let doctor = ''
let tracker: LocalTracker
let product: Product

beforeAll(async () => {
  tracker = await localTracker((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end('[{"id":"one"},{"id":"two"}]')
  })
  const loaded = ['good', ...Object.keys(MISBEHAVES)]
  const inline = Object.keys(INLINE)
  const broken = Object.keys(KEPT_OUT)
  const inlineTexts = Object.fromEntries(Object.entries(INLINE).map(([id, text]) => [id, { text }]))
  const texts = { ...KEPT_OUT, ...MISBEHAVES, ...inlineTexts, good: { text: plugin('good') } }
  product = await Product.start({
    variables: { PMO_TEST_HOOK: 'a-secret-for-hooks' },
    files: {
      'pmo.config.ts': `import { defineConfig } from '@headless-pmo/core'
export default defineConfig({
  plugins: [${[...loaded, ...broken].map((name) => `'./plugins/${name}.ts'`).join(', ')}, './plugins/absent.ts', ${inline.map((name) => `{ plugin: './plugins/${name}.ts', isolation: 'inline' }`).join(', ')}],
  connections: { ${[...loaded, ...inline].map((id) => connectionOf(id, tracker.url)).join('\n')} },
})`,
      ...Object.fromEntries(Object.entries(texts).map(([name, { text }]) => [`plugins/${name}.ts`, text])),
    },
  })
  doctor = (await product.pmo(['doctor'])).stdout
})
afterAll(async () => {
  await product[Symbol.asyncDispose]()
  await tracker[Symbol.asyncDispose]()
})

describe('law 14: a bad plugin hurts only itself', () => {
  test.each(Object.entries(KEPT_OUT))('%s is kept out with its phase and reason', async (name, expected) => {
    const { plugins } = await product.client.api.plugins.list.query({})
    const found = plugins.find(({ source }) => source === `./plugins/${name}.ts`)
    expect(found).toMatchObject({ state: 'quarantined', phase: expected.phase })
    expect(found?.reason).toContain(expected.reason)
    expect(doctor).toContain(found?.reason)
    expect(product.printed).toContain(found?.reason)
  })

  test('one that is not there is named, too', async () => {
    const { plugins } = await product.client.api.plugins.list.query({})
    expect(plugins.find(({ source }) => source === './plugins/absent.ts')).toMatchObject({
      phase: 'find',
      reason: expect.stringContaining('./plugins/absent.ts does not exist'),
    })
  })

  test('each that misbehaves fails alone, and its run says why', async () => {
    const { api } = product.client
    // Nobody answers this one; everything below goes on beside it.
    product.client.api.connections.probe.mutate({ id: 'probe-hangs' }).catch(() => undefined)
    const hanging = await api.sync.start.mutate({ connection: 'read-hangs' })
    for (const [id, { says }] of Object.entries(MISBEHAVES)) {
      if (id === 'read-hangs' || says === '') continue
      const outcome = await product
        .sync(id, { full: true })
        .then((run) => {
          return [run.state, run.problem ?? '', ...run.streams.flatMap(({ reasons }) => reasons)].join(' ')
        })
        .catch((error: unknown) => String(error))
      expect(`${id}: ${outcome}`).toContain(says)
      expect(`${id}: ${outcome}`).not.toMatch(/: ok/)
    }
    await api.sync.cancel.mutate({ run: hanging.id })
    const run = await product.ended(hanging.id)
    expect(run).toMatchObject({ state: 'cancelled', streams: [{ stream: 'items', state: 'failed' }] })
  })

  test.each([
    ['floating-promise', 'nobody waits for me'],
    ['throws-later', 'thrown from a timer'],
  ])(
    '%s: an error that nobody catches ends a process of the plugin alone, and is shown',
    async (id, message) => {
      await product.sync(id)
      const { api } = product.client
      const shown = await vi.waitFor(
        async () => {
          const { state, health } = await api.plugins.get.query({ id })
          expect(health.lastFailure).toBeDefined()
          return { state, reason: health.lastFailure?.reason }
        },
        { timeout: 30_000 },
      )
      expect(shown).toEqual({ state: 'active', reason: expect.stringContaining(message) })
      expect((await product.ask('/health')).status).toBe(200)
    },
  )

  test.each([
    ['floating-inline', 'nobody waits for me'],
    ['throws-inline', 'thrown from a timer'],
  ])('%s: an error that nobody catches keeps the plugin out, and the server runs on', async (id, message) => {
    await product.sync(id)
    const { plugins } = await product.client.api.plugins.list.query({})
    expect(plugins.find((plugin) => plugin.id === id)).toMatchObject({
      state: 'quarantined',
      phase: 'run',
      reason: expect.stringContaining(message),
    })
    await expect(product.sync(id)).rejects.toThrow(message)
  })

  test('hints that throw refuse the delivery and harm nothing', async () => {
    const body = '{}'
    const signature = createHmac('sha256', 'a-secret-for-hooks').update(body).digest('hex')
    const headers = { 'x-signature': `sha256=${signature}`, 'x-delivery': '1' }
    const reply = await product.ask('/webhooks/hints-throw', { method: 'POST', body, headers })
    expect(reply.status).toBeGreaterThanOrEqual(200)
    expect(reply.status).toBeLessThan(500)
    expect(await product.sync('hints-throw')).toMatchObject({ state: 'ok' })
  })

  test('a probe that throws is an answer', async () => {
    expect(await product.client.api.connections.probe.mutate({ id: 'probe-throws' })).toMatchObject({
      ok: false,
      message: expect.stringContaining('probe broke'),
    })
  })

  test('the others sync all the while', async () => {
    expect(await product.sync('good')).toMatchObject({ state: 'ok' })
    expect((await product.ask('/health')).status).toBe(200)
    expect(await product.export()).toContain('"ref":"two"')
  })

  test('the server ends in order, whatever still hangs', async () => {
    expect((await product.ask('/health')).status).toBe(200)
    await product.stop()
    expect(product.printed).toContain('Stopping')
  })
})
