import { parseJson, verbatim, verbatimElements, z, type Fetch } from '@headless-pmo/sdk'
import type { Mutant } from '../mutant.ts'
import {
  ask,
  mutant,
  readPages,
  tinyConnector,
  tinyStream,
  tinyWebhook,
  withFetch,
  withStream,
} from '../support/tiny-connector.ts'
import { TINY_API } from '../support/tiny-tracker.ts'

const EMPTY = JSON.stringify({ issues: [], next: null })

/** Takes every failure for the end of the list. */
const swallowing =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    try {
      return await fetch(input, init)
    } catch {
      return new Response(EMPTY)
    }
  }

/** Asks again until it gets an answer. */
const stubborn =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    for (;;) {
      try {
        return await fetch(input, init)
      } catch {
        continue
      }
    }
  }

/** Plugins that are wrong on the wire. */
export const wireMutants: readonly Mutant[] = [
  mutant(
    'H1',
    'asks again at once where the tracker does not say how long to wait',
    tinyConnector({ rateLimit: { fallbackWaitSeconds: 0 } }),
  ),
  mutant('H1', 'asks again and again when the host says that the wait is too long', withFetch(stubborn)),
  mutant('H1', 'takes a tracker that wants to be left alone for an empty one', withFetch(swallowing)),
  mutant(
    'H1',
    'takes a reason that it does not know for a burst',
    tinyConnector({
      rateLimit: { reason: ({ header }) => ({ scope: header('x-reason') === 'quota' ? 'all' : 'route' }) },
    }),
  ),
  mutant(
    'H1',
    'fails on a refusal without a reason',
    tinyConnector({
      rateLimit: {
        reason({ header }) {
          const reason = header('x-reason')
          if (reason === null) throw new Error('no reason was given')
          return reason === 'burst' ? { scope: 'route' } : undefined
        },
      },
    }),
  ),
  mutant(
    'H2',
    'takes a refused login for an empty list',
    withStream({
      async *read(context) {
        const reply = await context.fetch(`${TINY_API}/me`)
        if (reply.ok) yield* readPages(context)
      },
      async *census({ fetch }) {
        const reply = await fetch(`${TINY_API}/ids`)
        if (reply.ok) yield z.array(z.string()).parse(await reply.json())
      },
    }),
  ),
  mutant(
    'H2',
    'hides the status of a refused login, so that every stream tries again',
    tinyConnector({
      streams: Object.fromEntries(
        ['issues', 'bugs', 'ideas'].map((name) => [
          name,
          tinyStream({
            async *read(context) {
              try {
                yield* readPages(context)
              } catch {
                throw new Error(`The ${name} could not be read; try again later.`)
              }
            },
            ...(name === 'issues' ? {} : { map: () => [] }),
          }),
        ]),
      ),
    }),
  ),
  mutant(
    'H2',
    'takes a list that it may not see for an empty one',
    withFetch((fetch) => async (input, init) => {
      const reply = await fetch(input, init)
      return reply.status === 403 ? new Response(EMPTY) : reply
    }),
  ),
  mutant(
    'H2',
    'takes an item that it may not see for a deleted one',
    withStream({
      async *readItems({ fetch, config, items, page }) {
        for (const { ref } of items) {
          if (ref === undefined) continue
          const reply = await fetch(`${config.baseUrl}/issues/${ref}`)
          yield page(
            reply.ok
              ? { items: [verbatim(await reply.text())] }
              : { items: [], gone: [{ ref, reason: 'deleted' }] },
          )
        }
      },
    }),
  ),
  mutant(
    'H2',
    'lets one item that is not found end the reading of all others',
    withStream({
      async *readItems({ fetch, config, items, page }) {
        for (const { ref } of items) {
          const text = await ask(fetch, `${config.baseUrl}/issues/${ref ?? ''}`)
          if (text === undefined) throw new Error(`Tiny does not find the issue ${ref ?? ''}; look there.`)
          yield page({ items: [verbatim(text)] })
        }
      },
    }),
  ),
  mutant(
    'H2',
    'takes half of a reply for all of it',
    withStream({
      async *read({ fetch, config, cursor, page }) {
        const reply = await fetch(`${config.baseUrl}/issues?from=${encodeURIComponent(`${cursor.since}|`)}`, {
          headers: { 'x-pmo-body': 'stream' },
        }).catch(() => new Response(EMPTY))
        const text = await reply.text().catch(() => EMPTY)
        yield page({ items: verbatimElements(text, ['issues']), cursor })
      },
    }),
  ),
  mutant('H3', 'takes a link that leads elsewhere for the end of the list', withFetch(swallowing)),
  mutant(
    'H3',
    'asks a host that it does not declare',
    withStream({
      async *read(context) {
        await context.fetch('https://avatars.tiny.example/ada.png').catch(() => undefined)
        yield* readPages(context)
      },
    }),
  ),
  mutant(
    'H4',
    'marks what it has read',
    withStream({
      async *read(context) {
        await context.fetch(`${TINY_API}/seen`, { method: 'PUT' }).catch(() => undefined)
        yield* readPages(context)
      },
    }),
  ),
  mutant(
    'H4',
    'calls a request a query that changes the tracker',
    tinyConnector({
      queries: () => [`${TINY_API}/seen`],
      streams: {
        issues: tinyStream({
          async *read(context) {
            await context.fetch(`${TINY_API}/seen`, { method: 'POST' })
            yield* readPages({ ...context, cursor: { since: '1970-01-01T00:00:00Z' } })
          },
          version: undefined as never,
        }),
      },
    }),
  ),
  mutant(
    'H4',
    'hides a method in a header',
    withStream({
      async *read(context) {
        await context.fetch(`${TINY_API}/me`, { headers: { 'X-HTTP-Method-Override': 'DELETE' } })
        yield* readPages(context)
      },
    }),
  ),
  mutant(
    'H4',
    'hides a change among the reads of a batch',
    tinyConnector({
      queries: ({ baseUrl }) => [`${baseUrl}/$batch`],
      streams: {
        issues: tinyStream({
          async *read(context) {
            const requests = [
              { id: '1', method: 'GET', url: '/issues/1' },
              { id: '2', method: 'PATCH', url: '/issues/1' },
            ]
            const body = JSON.stringify({ requests })
            await context
              .fetch(`${context.config.baseUrl}/$batch`, { method: 'POST', body })
              .catch(() => undefined)
            yield* readPages(context)
          },
        }),
      },
    }),
  ),
  mutant(
    'H4',
    'registers its webhooks where it only lists them',
    tinyConnector({
      webhook: tinyWebhook({
        async list({ fetch, config }) {
          await fetch(`${config.baseUrl}/hooks`, { method: 'POST', body: 'a' }).catch(() => undefined)
          return []
        },
      }),
    }),
  ),
  mutant(
    'H4',
    'marks an issue while it registers webhooks',
    tinyConnector({
      webhook: tinyWebhook({
        async register({ fetch, config }) {
          await fetch(`${config.baseUrl}/seen`, { method: 'POST', body: 'a' }).catch(() => undefined)
          return [{ id: '1' }]
        },
      }),
    }),
  ),
  mutant(
    'H4',
    'names webhooks otherwise than the tracker lists them',
    tinyConnector({
      webhook: tinyWebhook({
        async register({ fetch, config, address }) {
          await fetch(`${config.baseUrl}/hooks`, { method: 'POST', body: address })
          return [{ id: 'mine' }]
        },
      }),
    }),
  ),
  mutant(
    'H4',
    'leaves webhooks behind that it was to remove',
    tinyConnector({ webhook: tinyWebhook({ remove: async () => undefined }) }),
  ),
  mutant(
    'H5',
    'reads every item again although nothing has changed',
    withStream({
      async *read(context) {
        yield* readPages(context)
        const ids = parseJson((await ask(context.fetch, `${TINY_API}/ids`)) ?? '[]') as readonly string[]
        for (const id of ids) await ask(context.fetch, `${TINY_API}/issues/${id}`)
      },
    }),
  ),
  mutant(
    'H5',
    'asks for each page twice',
    withFetch((fetch) => async (input, init) => {
      await fetch(input, init)
      return fetch(input, init)
    }),
  ),
  mutant(
    'H5',
    'asks three times for each item',
    withStream({
      async *read(context) {
        for await (const page of readPages(context)) {
          for (const item of page.items) {
            const { id } = item.value as { readonly id: string }
            for (const part of ['', '/links', '/people'])
              await context.fetch(`${TINY_API}/issues/${id}${part}`)
          }
          yield page
        }
      },
    }),
  ),
  mutant(
    'H5',
    'reads from the start each time although it calls itself a delta',
    withStream({
      read: (context) => readPages({ ...context, cursor: { since: '1970-01-01T00:00:00Z' } }),
    }),
  ),
  mutant(
    'H6',
    'leaves a reply open that it does not want',
    withFetch((fetch) => async (input, init) => {
      const reply = await fetch(input, { ...init, headers: { 'x-pmo-body': 'stream' } })
      if (reply.headers.get('content-type')?.includes('json') !== true)
        throw new Error('This is not the API of Tiny; check the address.')
      return reply
    }),
  ),
  mutant('H6', 'asks again for ever after it was stopped', withFetch(stubborn)),
  mutant(
    'H6',
    'leaves a timer behind',
    withStream({
      async *read(context) {
        setInterval(() => undefined, 60_000).unref()
        yield* readPages(context)
      },
    }),
  ),
  mutant(
    'H6',
    'waits for nobody to look after a request',
    withStream({
      async *read(context) {
        void context.fetch(`${TINY_API}/me`)
        yield* readPages(context)
      },
    }),
  ),
  mutant(
    'H6',
    'leaves a reply open',
    withStream({
      async *read(context) {
        await context.fetch(`${TINY_API}/me`, { headers: { 'x-pmo-body': 'stream' } })
        yield* readPages(context)
      },
    }),
  ),
  mutant(
    'H6',
    'waits for something of its own that does not know of the end',
    withStream({
      async *read(context) {
        for await (const page of readPages({ ...context, fetch: detached(context.fetch) })) yield page
      },
    }),
  ),
]

/** A reply that comes only when there is one: an end is no reply. */
const detached =
  (fetch: Fetch): Fetch =>
  (input, init) =>
    new Promise((resolve) => {
      fetch(input, init).then(resolve, () => undefined)
    })
