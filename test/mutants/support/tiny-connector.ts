import {
  auth,
  defineConnector,
  definePlugin,
  defineStream,
  describePlugin,
  header,
  parseJson,
  pathToken,
  secret,
  verbatim,
  verbatimElements,
  z,
  type ConnectorDefinition,
  type Fetch,
  type Plugin,
  type SecretDeclaration,
  type Stream,
  type StreamDefinition,
  type WebhookDefinition,
  type WebhookSubscription,
} from '@headless-pmo/sdk'
import type { Mutant, Sound } from '../mutant.ts'
import { TINY_API, tinyUpstream } from './tiny-tracker.ts'

export const TinyConfig = z.object({
  team: z.string().default('ENG').describe('Key of the team'),
  baseUrl: z.url().default(TINY_API).describe('Address of the API'),
})
export type TinyConfig = z.output<typeof TinyConfig>

export const Row = z.looseObject({ id: z.string(), updated_at: z.string() })
/** What mapping needs is stricter than what reading needs. */
export const Issue = Row.extend({ title: z.string(), state: z.string() })
export const Cursor = z.object({ since: z.string() })
export const IssuePage = z.looseObject({ issues: z.array(Row), next: z.string().nullable() })

/** Asks for a text. Undefined where it is not there. @throws Error with the status */
export async function ask(fetch: Fetch, url: string): Promise<string | undefined> {
  const reply = await fetch(url)
  const text = await reply.text()
  if (reply.ok) return text
  if (reply.status === 404) return undefined
  throw Object.assign(new Error(`Tiny answers ${reply.status} to ${url}; check the key.`), {
    status: reply.status,
  })
}

export type TinyStream = StreamDefinition<
  TinyConfig,
  z.infer<typeof Issue>,
  z.infer<typeof Cursor>,
  undefined,
  'team'
>
type Read = TinyStream['read']

/** Reads the pages from a position on, following their links. */
export const readPages: Read = async function* ({ fetch, config, cursor, page }) {
  let { since } = cursor
  let url: string | null = `${config.baseUrl}/issues?from=${encodeURIComponent(`${since}|`)}`
  while (url !== null) {
    const text: string = (await ask(fetch, url)) ?? '{}'
    const reply: z.infer<typeof IssuePage> = IssuePage.parse(parseJson(text))
    since = reply.issues.at(-1)?.updated_at ?? since
    yield page({ items: verbatimElements(text, ['issues']), cursor: { since } })
    url = reply.next
  }
}

/** The stream without a fault, with what is to be different. */
export function tinyStream(more: Partial<TinyStream> = {}): Stream {
  return defineStream({
    config: TinyConfig,
    item: Issue,
    cursor: Cursor,
    start: { since: '1970-01-01T00:00:00Z' },
    changes: 'delta',
    deletes: 'census',
    mapVersion: 1,
    mapReads: ['team'],
    read: readPages,
    async *readItems({ fetch, config, items, page }) {
      for (const { ref } of items) {
        if (ref === undefined) continue
        const text = await ask(fetch, `${config.baseUrl}/issues/${ref}`)
        yield page(
          text === undefined
            ? { items: [], gone: [{ ref, reason: 'deleted' }] }
            : { items: [verbatim(text)] },
        )
      }
    },
    async *census({ fetch, config }) {
      yield z.array(z.string()).parse(parseJson((await ask(fetch, `${config.baseUrl}/ids`)) ?? ''))
    },
    ref: ({ id }) => id,
    version: (issue) => issue.updated_at,
    map: ({ id, title, state, updated_at: updated }, { config }) => [
      {
        kind: 'workItem',
        ref: id,
        container: config.team,
        type: 'task',
        title,
        status: state,
        statusCategory: state === 'done' ? 'done' : 'todo',
        updated,
      },
    ],
    ...more,
  })
}

const Hooks = z.object({ hooks: z.array(z.object({ id: z.string(), address: z.string() })) })

type TinyHooks = WebhookSubscription<TinyConfig>

const hooksOf = async (reply: Response): Promise<z.infer<typeof Hooks>['hooks']> => {
  if (!reply.ok) throw new Error(`Tiny answers ${reply.status} to a webhook; check the key.`)
  return Hooks.parse(await reply.json()).hooks
}

/** Webhooks that are registered without a fault, with what is to be different. */
export function tinyWebhook(more: Partial<TinyHooks> = {}): WebhookDefinition<TinyConfig> {
  return {
    verify: pathToken(),
    deliveryId: header('x-tiny-delivery'),
    hints: () => [{ stream: 'issues', whole: true }],
    subscription: {
      writes: ({ baseUrl }) => [`${baseUrl}/hooks`],
      list: async ({ fetch, config }) => hooksOf(await fetch(`${config.baseUrl}/hooks`)),
      register: async ({ fetch, config, address }) =>
        (await hooksOf(await fetch(`${config.baseUrl}/hooks`, { method: 'POST', body: address }))).slice(-1),
      async remove({ fetch, config, ids }) {
        for (const id of ids) await fetch(`${config.baseUrl}/hooks/${id}`, { method: 'DELETE' })
      },
      ...more,
    },
  }
}

type TinyConnector = ConnectorDefinition<typeof TinyConfig, Record<string, SecretDeclaration>>

/** The connector without a fault, with what is to be different. */
export function tinyConnector(more: Partial<TinyConnector> = {}): ReturnType<typeof defineConnector> {
  return defineConnector<typeof TinyConfig, Record<string, SecretDeclaration>>({
    config: TinyConfig,
    secrets: { apiKey: secret('Key with the right to read issues') },
    authorize: auth.bearer('apiKey'),
    egress: ({ baseUrl }) => [baseUrl],
    async probe({ fetch, config }) {
      const reply = await fetch(`${config.baseUrl}/me`)
      if (reply.status === 401)
        return { ok: false, reason: 'unauthorized', message: 'Tiny refuses the key. Give a new one.' }
      const me = z.looseObject({ login: z.string() }).safeParse(await reply.json().catch(() => undefined))
      return me.success && reply.ok
        ? { ok: true, account: me.data.login }
        : { ok: false, reason: 'wrong_reply', message: `${config.baseUrl} does not answer as Tiny does.` }
    },
    streams: { issues: tinyStream() },
    webhook: tinyWebhook(),
    ...more,
  })
}

/** A plugin with these contributions. */
export function tinyPlugin(...contributes: Plugin['contributes']): Plugin {
  return definePlugin({ id: 'tiny', title: 'Tiny', version: '1.0.0', sdk: '^1.0.0', contributes })
}

const options = { config: {}, secrets: { apiKey: 'canary-7f3a-never-in-output' }, upstream: tinyUpstream }

/** The plugin without a fault. */
export const soundTiny: Sound = {
  plugin: tinyPlugin(tinyConnector()),
  options: {
    ...options,
    entry: new URL('tiny-entry.ts', import.meta.url),
    previous: describePlugin(tinyPlugin(tinyConnector())),
  },
}

/** A plugin that is wrong in one way. */
export function mutant(
  law: string,
  fault: string,
  wrong: Plugin['contributes'][number],
  more: Sound['options'] = {},
): Mutant {
  return { law, fault, plugin: tinyPlugin(wrong), options: { ...options, ...more } }
}

/** A connector whose stream of issues is wrong. */
export function withStream(more: Partial<TinyStream>): ReturnType<typeof defineConnector> {
  return tinyConnector({ streams: { issues: tinyStream(more) } })
}

/** A connector whose stream reads through a wrong `fetch`. */
export function withFetch(wrong: (fetch: Fetch) => Fetch): ReturnType<typeof defineConnector> {
  return withStream({
    read: (context) => readPages({ ...context, fetch: wrong(context.fetch) }),
  })
}
