import { defineConnector, parseJson, z, type Fetch } from '@headless-pmo/sdk'
import type { Mutant } from '../mutant.ts'
import {
  ask,
  Issue,
  mutant,
  readPages,
  TinyConfig,
  tinyConnector,
  tinyStream,
  tinyWebhook,
  withStream,
} from '../support/tiny-connector.ts'
import { TINY_API } from '../support/tiny-tracker.ts'

const KeyInConfig = TinyConfig.extend({ apiKey: z.string().describe('Key') })

/** Copies everything by name, as careless code does it. */
function merge(target: Record<string, unknown>, source: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(source)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      target[key] = value
      continue
    }
    // The mistake: `__proto__` leads to what all objects share.
    target[key] ??= {}
    merge(target[key] as Record<string, unknown>, value as Readonly<Record<string, unknown>>)
  }
}

/** Reads past the host. */
const reaching = (what: () => unknown): ReturnType<typeof defineConnector> =>
  withStream({
    async *read(context) {
      await what()
      yield* readPages(context)
    },
  })

/** Plugins that are not safe. */
export const safetyMutants: readonly Mutant[] = [
  mutant(
    'S1',
    'has its key in the config, and in its addresses',
    defineConnector({
      config: KeyInConfig,
      egress: ({ baseUrl }) => [baseUrl],
      probe: async ({ fetch, config }) => {
        const reply = await fetch(`${config.baseUrl}/me?key=${config.apiKey}`)
        return reply.ok
          ? { ok: true }
          : { ok: false, reason: 'unauthorized', message: 'Tiny refuses the key. Give a new one.' }
      },
      streams: {
        issues: tinyStream({
          read: (context) => readPages({ ...context, fetch: keyed(context.fetch) }),
        }),
      },
    }),
    { config: { apiKey: 'canary-in-the-config' } },
  ),
  mutant(
    'S1',
    'names webhooks by the address that is secret',
    tinyConnector({
      webhook: tinyWebhook({ register: async ({ address }) => [{ id: address }] }),
    }),
  ),
  mutant(
    'S1',
    'sends the address of a webhook in an address',
    tinyConnector({
      webhook: tinyWebhook({
        async register({ fetch, config, address }) {
          await fetch(`${config.baseUrl}/hooks?to=${encodeURIComponent(address)}`, {
            method: 'POST',
            body: 'a',
          })
          return [{ id: '1' }]
        },
      }),
    }),
  ),
  mutant(
    'S1',
    'undoes what the host took out',
    tinyConnector({
      streams: {
        issues: tinyStream({
          map: (issue, { config }) => [
            {
              kind: 'workItem',
              ref: issue.id,
              container: config.team,
              type: 'task',
              title: issue.title.replace('[redacted]', ['canary', '7f3a', 'never', 'in', 'output'].join('-')),
              status: issue.state,
              statusCategory: 'todo',
            },
          ],
        }),
      },
    }),
  ),
  mutant(
    'S2',
    'looks at the clock',
    reaching(() => Date.now()),
  ),
  mutant(
    'S2',
    'makes a date of the present',
    reaching(() => new Date()),
  ),
  mutant(
    'S2',
    'throws dice',
    reaching(() => Math.random()),
  ),
  mutant(
    'S2',
    'reads the environment',
    reaching(() => process.env['HOME']),
  ),
  mutant(
    'S2',
    'reads a file',
    reaching(async () => (await import('node:fs')).existsSync('/etc/hosts')),
  ),
  mutant(
    'S2',
    'asks past the host',
    reaching(() => fetch('data:,').catch(() => undefined)),
  ),
  mutant(
    'S2',
    'opens a socket',
    reaching(async () => new (await import('node:net')).Socket().destroy()),
  ),
  mutant(
    'S2',
    'starts a process',
    reaching(async () => (await import('node:child_process')).execFile('true')),
  ),
  mutant('S2', 'reads the environment when it is imported', tinyConnector(), {
    entry: new URL('../plugin/eager/environment.ts', import.meta.url),
  }),
  mutant(
    'S3',
    'lets one odd title end a page',
    withStream({
      async *read({ fetch, config, cursor, page }) {
        const from = encodeURIComponent(`${cursor.since}|`)
        const text = (await ask(fetch, `${config.baseUrl}/issues?from=${from}`)) ?? '{}'
        z.object({ issues: z.array(Issue) }).parse(parseJson(text))
        for await (const one of readPages({ fetch, config, cursor, page } as Parameters<typeof readPages>[0]))
          yield one
      },
    }),
  ),
  mutant(
    'S3',
    'copies properties by name',
    withStream({
      async *read(context) {
        for await (const page of readPages(context)) {
          for (const { value } of page.items as readonly {
            readonly value: Readonly<Record<string, unknown>>
          }[])
            merge({}, value)
          yield page
        }
      },
    }),
  ),
]

/** Puts the key on every address itself. */
const keyed =
  (fetch: Fetch): Fetch =>
  (input, init) => {
    const url = new URL(typeof input === 'string' ? input : TINY_API)
    url.searchParams.set('key', 'canary-in-the-config')
    return fetch(url, init)
  }
