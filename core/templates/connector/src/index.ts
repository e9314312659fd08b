import { auth, defineConnector, definePlugin, defineStream, secret, verbatim, z } from '@headless-pmo/sdk'
import { listIssues } from './api.ts'
import { toWorkItem } from './map.ts'
import { Issue, Me, Position } from './wire.ts'

const Config = z.object({
  team: z.string().min(1).describe('Key of the team whose issues are read, e.g. ENG'),
  baseUrl: z.url().default('https://api.my-plugin.example').describe('Address of the API'),
})

const issues = defineStream({
  config: Config,
  item: Issue,
  changes: 'delta',
  deletes: 'census',
  cursor: z.object({ since: z.string(), after: z.string() }),
  start: { since: '', after: '' },
  async *read({ fetch, config, cursor, page }) {
    // What is edited while we read changes at this instant or later: the next run begins there again, inclusive.
    const newest = (await listIssues(fetch, config, { order: 'newest', limit: 1 })).last?.updatedAt ?? ''
    const limit = newest > cursor.since ? newest : cursor.since
    for (let { since, after } = cursor; ;) {
      const { issues, last, more } = await listIssues(fetch, config, { since, after })
      if (last === undefined) return
      since = last.updatedAt
      after = last.id
      yield page({ items: issues, cursor: since < limit ? { since, after } : { since: limit, after: '' } })
      if (!more || since > limit) return
    }
  },
  async *readItems({ fetch, config, items, page }) {
    for (const { ref = '' } of items) {
      const reply = await fetch(new URL(`/issues/${encodeURIComponent(ref)}`, config.baseUrl))
      if (reply.ok) yield page({ items: [verbatim(await reply.text())] })
      else if (reply.status === 404) yield page({ items: [], gone: [{ ref, reason: 'deleted' }] })
      else throw new Error(`The issue ${ref} was refused with status ${reply.status}.`)
    }
  },
  async *census({ fetch, config }) {
    for (let since = '', after = ''; ;) {
      const { issues, last, more } = await listIssues(fetch, config, { since, after })
      yield issues.map((issue) => Position.parse(issue.value).id)
      if (last === undefined || !more) return
      since = last.updatedAt
      after = last.id
    }
  },
  ref: (issue) => issue.id,
  version: (issue) => issue.updatedAt,
  mapVersion: 1,
  map: (issue) => [toWorkItem(issue)],
})

export default definePlugin({
  id: 'my-plugin',
  title: 'My plugin',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      secrets: { apiKey: secret('API key with read scope') },
      authorize: auth.bearer('apiKey'),
      egress: ({ baseUrl }) => [baseUrl],
      async probe({ fetch, config }) {
        const reply = await fetch(new URL('/me', config.baseUrl))
        if (reply.status === 401)
          return { ok: false, reason: 'unauthorized', message: 'The API key is not accepted.' }
        const me = Me.safeParse(await reply.json().catch(() => undefined))
        if (reply.ok && me.success) return { ok: true, account: me.data.login }
        const message = `${config.baseUrl} does not answer as the tracker does (status ${reply.status}).`
        return { ok: false, reason: 'wrong_reply', message }
      },
      streams: { issues },
    }),
  ],
})
