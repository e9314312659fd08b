import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  auth,
  defineCheck,
  defineConnector,
  defineNotifier,
  definePlugin,
  defineRoute,
  defineStream,
  describePlugin,
  header,
  hmac,
  Manifest,
  PackedManifest,
  secret,
  z,
} from '../index.ts'

const Config = z.object({
  team: z.string().describe('Team key'),
  baseUrl: z.url().default('https://api.example.com').describe('Address'),
  depth: z.object({ names: z.array(z.string()).describe('Names') }).describe('Depth'),
})

const stream = defineStream({
  config: Config,
  item: z.object({ id: z.string() }),
  cursor: z.object({}),
  start: {},
  changes: 'delta',
  deletes: 'census',
  mapVersion: 3,
  mapReads: ['team'],
  async *read({ page }) {
    yield page({ items: [], cursor: {} })
  },
  async *census() {
    yield []
  },
  ref: ({ id }) => id,
  map: () => [],
})

const withEgress = (egress: (config: z.output<typeof Config>) => readonly string[]) =>
  definePlugin({
    id: 'linear',
    title: 'Linear',
    version: '1.2.3',
    sdk: '^1.0.0',
    contributes: [
      defineConnector({
        config: Config,
        configVersion: 4,
        migrateConfig: (config) => config,
        secrets: { token: secret('Token'), hook: secret('Hook', { optional: true }) },
        authorize: auth.firstOf([auth.bearer('token'), auth.none()]),
        egress,
        async probe() {
          throw new Error('never run')
        },
        streams: { issues: stream },
        webhook: {
          verify: hmac.sha256({ secret: 'hook', header: 'X-Signature' }),
          deliveryId: header('x-delivery'),
          hints: () => [],
        },
      }),
    ],
  })

const plugin = withEgress(({ baseUrl }) => [baseUrl])

const others = definePlugin({
  id: 'others',
  title: 'Others',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineCheck({
      id: 'agile.work-has-an-owner',
      version: '1.0.0',
      title: 'Work in progress has an owner',
      severity: 'warning',
      why: 'What nobody owns, nobody finishes.',
      formula: 'accounts that it is assigned to',
      sources: ['House rules, 2026'],
      grain: 'item',
      needs: ['workItem'],
      params: z.object({ least: z.int().default(1).describe('Least') }),
      evaluate: () => ({ verdict: 'pass', evidence: [], message: 'Fine.' }),
    }),
    defineNotifier({
      config: z.object({ url: z.url().describe('Address') }),
      secrets: { signing: secret('Secret of the receiver') },
      authorize: auth.standardWebhooks('signing'),
      egress: ({ url }) => [url],
      notify: async () => ({ ok: true }),
    }),
    defineRoute({ role: 'planner', fetch: () => new Response('') }),
  ],
})

describe('describePlugin', () => {
  test('says what a connector is, without running it', () => {
    expect(describePlugin(plugin)).toMatchObject({
      manifest: 1,
      id: 'linear',
      version: '1.2.3',
      contributes: [
        {
          kind: 'connector',
          configVersion: 4,
          migratesConfig: true,
          config: {
            required: ['team', 'depth'],
            additionalProperties: false,
            properties: { team: { description: 'Team key' }, depth: { additionalProperties: false } },
          },
          secrets: { token: { optional: false }, hook: { description: 'Hook', optional: true } },
          egress: ['{baseUrl}'],
          files: false,
          scopes: false,
          streams: {
            issues: {
              changes: 'delta',
              deletes: 'census',
              mapReads: ['team'],
              census: true,
              readItems: false,
              version: false,
              partition: false,
            },
          },
          webhook: { verify: { header: 'x-signature' }, deliveryId: { name: 'x-delivery' } },
        },
      ],
    })
  })

  test('says what a check, a notifier and a route are', () => {
    expect(describePlugin(others).contributes).toMatchObject([
      {
        kind: 'check',
        id: 'agile.work-has-an-owner',
        formula: 'accounts that it is assigned to',
        sources: ['House rules, 2026'],
        severity: 'warning',
        grain: 'item',
        needs: ['workItem'],
        params: { properties: { least: { default: 1, description: 'Least' } } },
      },
      {
        kind: 'notifier',
        configVersion: 1,
        migratesConfig: false,
        config: { properties: { url: { description: 'Address' } } },
        authorize: { type: 'standard-webhooks', secret: 'signing' },
        egress: ['{url}'],
      },
      { kind: 'route', config: { type: 'object' }, egress: [], files: false, role: 'planner' },
    ])
  })

  test.each([
    ['a connector', plugin],
    ['every other kind', others],
  ])('gives of %s what its own schema takes, equal after a round trip through JSON (law P2)', (_, one) => {
    const described = describePlugin(one)
    expect(Manifest.parse(JSON.parse(JSON.stringify(described)))).toEqual(described)
  })

  test.each<[string, (config: z.output<typeof Config>) => readonly string[], readonly string[]]>([
    ['as it is', ({ baseUrl }) => [`${baseUrl}/graphql`], ['{baseUrl}/graphql']],
    ['taken apart', ({ baseUrl }) => [new URL(baseUrl).origin], ['{baseUrl}']],
    ['built of a host', ({ team }) => [new URL(`https://${team}/api`).href], ['https://{team}/api']],
    ['as part of a host', ({ team }) => [`https://${team}.example.com`], ['https://{team}.example.com']],
    ['in lists', ({ depth }) => depth.names.map((name) => `https://${name}`), ['https://{depth.names}']],
    ['of nothing it can use', () => 'everywhere' as never, []],
  ])('an address of the config %s', (_, egress, expected) => {
    expect(describePlugin(withEgress(egress)).contributes[0]).toMatchObject({ egress: expected })
  })
})

describe('a packed manifest', () => {
  const packed = {
    ...describePlugin(plugin),
    entry: 'dist/plugin.mjs',
    integrity: `sha256-${'A'.repeat(43)}=`,
  }

  test('names its entry and what is in it', () => {
    expect(PackedManifest.parse(packed).entry).toBe('dist/plugin.mjs')
    expect(PackedManifest.safeParse(describePlugin(plugin)).success).toBe(false)
  })

  test('never leads out of its package', () => {
    const out = fc
      .tuple(fc.constantFrom('../', '/', 'a/../../', 'a/..', 'a\\..\\'), fc.string())
      .map(([start, rest]) => start + rest)
    fc.assert(
      fc.property(out, (entry) => {
        if (entry.startsWith('a/..') && !/^a\/\.\.(\/|$)/.test(entry)) return
        expect(PackedManifest.safeParse({ ...packed, entry }).success).toBe(false)
      }),
    )
  })
})
