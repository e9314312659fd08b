import { defineConnector, definePlugin, defineStream, z, type Plugin } from '@headless-pmo/sdk'

/** An issue of the toy tracker. Its clock ticks rarely, so that many share an instant. */
export interface ToyIssue {
  readonly id: string
  readonly title: string
  readonly updated: number
  readonly author?: string
}

/** A tracker in memory: issues that can be edited, deleted and moved while they are read. */
export class ToyTracker {
  readonly issues = new Map<string, ToyIssue>()
  readonly moved = new Map<string, string>()
  now = 1
  requests = 0
  /** Called before each request is answered: where tests put edits and faults. */
  onRequest: ((request: number) => void) | undefined

  put(id: string, title: string, author?: string): void {
    this.issues.set(id, { id, title, updated: this.now, ...(author === undefined ? {} : { author }) })
  }

  delete(id: string): void {
    this.issues.delete(id)
  }

  move(from: string, to: string): void {
    const issue = this.issues.get(from)
    if (issue === undefined) return
    this.issues.delete(from)
    this.issues.set(to, { ...issue, id: to, updated: this.now })
    this.moved.set(from, to)
  }

  readonly fetch = async (input: string | URL | Request): Promise<Response> => {
    this.requests++
    this.onRequest?.(this.requests)
    const url = new URL(input instanceof Request ? input.url : input)
    const all = [...this.issues.values()].toSorted((a, b) => a.updated - b.updated || (a.id < b.id ? -1 : 1))
    switch (url.pathname) {
      case '/changed': {
        const [updated, id] = [Number(url.searchParams.get('updated')), url.searchParams.get('id') ?? '']
        const after = all.filter((i) => i.updated > updated || (i.updated === updated && i.id > id))
        return Response.json(after.slice(0, Number(url.searchParams.get('size'))))
      }
      case '/at': {
        return Response.json(all.filter((i) => i.updated === Number(url.searchParams.get('updated'))))
      }
      case '/ids':
        return Response.json(all.map((i) => i.id))
      case '/all':
        return Response.json(all)
      default: {
        const id = url.pathname.slice('/issue/'.length)
        const issue = this.issues.get(id)
        const to = this.moved.get(id)
        if (issue !== undefined) return Response.json(issue)
        return to === undefined ? new Response('', { status: 410 }) : Response.json({ to }, { status: 301 })
      }
    }
  }
}

const Config = z.object({ prefix: z.string().default('').describe('Put before titles') })
const Named = z.looseObject({
  id: z.string(),
  title: z.string(),
  updated: z.number(),
  author: z.string().optional(),
})
/** What mapping needs is stricter than what reading needs: a title too long cannot be mapped. */
const Issue = Named.extend({ title: z.string().max(50) })
const Cursor = z.object({ updated: z.number(), seen: z.array(z.string()) })
const base = 'http://toy.test'

/** How the toy plugin differs from test to test. */
export interface ToyOptions {
  readonly pageSize?: number
  readonly mapVersion?: number
  readonly changes?: 'delta' | 'snapshot'
  /** Whether single items can be read by name. */
  readonly readsItems?: boolean
  /** Whether deletions are looked for; without, nothing mends what a cursor passed by. */
  readonly counts?: boolean
}

/** A correct connector for the toy tracker. */
export function toyPlugin({
  pageSize = 3,
  mapVersion = 1,
  changes = 'delta',
  readsItems = true,
  counts = true,
}: ToyOptions = {}): Plugin {
  const map = (issue: z.infer<typeof Issue>, prefix: string) => [
    {
      kind: 'workItem' as const,
      ref: issue.id,
      container: 'home',
      key: `T-${issue.id}`,
      type: 'task' as const,
      title: `${prefix}${issue.title}${mapVersion > 1 ? ` (v${mapVersion})` : ''}`,
      status: 'open',
      statusCategory: 'todo' as const,
    },
  ]
  const read = async (fetch: (url: string) => Promise<Response>, path: string): Promise<unknown> =>
    (await fetch(`${base}${path}`)).json()
  const issues = defineStream({
    config: Config,
    item: Issue,
    cursor: Cursor,
    start: { updated: 0, seen: [] },
    changes,
    deletes: changes === 'snapshot' ? 'snapshot' : counts ? 'census' : 'none',
    mapVersion,
    mapReads: ['prefix'],
    async *read({ fetch, cursor, page }) {
      const along = (items: readonly z.infer<typeof Named>[]) => [
        {
          stream: 'users',
          items: items.flatMap((i) => (typeof i['author'] === 'string' ? [{ login: i['author'] }] : [])),
        },
      ]
      if (changes === 'snapshot') {
        const all = z.array(Named).parse(await read(fetch, '/all'))
        for (let from = 0; from === 0 || from < all.length; from += pageSize) {
          const items = all.slice(from, from + pageSize)
          yield page({ items, along: along(items), cursor: { updated: 0, seen: [] } })
        }
        return
      }
      // The boundary instant is read whole again: an edit within the same tick must not be skipped.
      const print = (i: z.infer<typeof Named>): string => `${i.id}:${i.title}`
      let { updated, seen } = cursor
      const ties = z.array(Named).parse(await read(fetch, `/at?updated=${updated}`))
      const fresh = ties.filter((i) => !seen.includes(print(i)))
      if (fresh.length > 0) {
        seen = ties.map(print)
        yield page({ items: fresh, along: along(fresh), cursor: { updated, seen } })
      }
      let id = '\uFFFF'
      for (;;) {
        const items = z
          .array(Named)
          .parse(
            await read(fetch, `/changed?updated=${updated}&id=${encodeURIComponent(id)}&size=${pageSize}`),
          )
        const last = items.at(-1)
        if (last === undefined) return
        const here = items.filter((i) => i.updated === last.updated).map(print)
        seen = last.updated === updated ? [...seen, ...here] : here
        updated = last.updated
        id = last.id
        yield page({ items, along: along(items), cursor: { updated, seen } })
      }
    },
    async *readItems({ fetch, items, page }) {
      for (const { ref } of items) {
        const reply = await fetch(`${base}/issue/${ref}`)
        if (reply.status === 410) yield page({ items: [], gone: [{ ref: ref ?? '', reason: 'deleted' }] })
        else if (reply.status === 301) {
          const { to } = z.object({ to: z.string() }).parse(await reply.json())
          const target = await fetch(`${base}/issue/${to}`)
          const there = target.status === 200 ? [Named.parse(await target.json())] : []
          const movedTo = there.length > 0 ? { movedTo: to } : {}
          yield page({ items: there, gone: [{ ref: ref ?? '', reason: 'moved', ...movedTo }] })
        } else yield page({ items: [Named.parse(await reply.json())] })
      }
    },
    async *census({ fetch }) {
      yield z.array(z.string()).parse(await read(fetch, '/ids'))
    },
    ref: (issue) => issue.id,
    version: (issue) => issue.updated,
    map: (issue, { config }) => map(issue, config.prefix),
  })
  const { readItems: _unread, ...blind } = issues
  const users = defineStream({
    config: Config,
    item: z.looseObject({ login: z.string() }),
    cursor: z.object({}),
    start: {},
    changes: 'feed',
    deletes: 'none',
    mapVersion: 1,
    async *read() {},
    ref: (user) => user.login,
    map: (user) => [{ kind: 'account', ref: user.login, login: user.login, type: 'human' }],
  })
  return definePlugin({
    id: 'toy',
    title: 'Toy tracker',
    version: '1.0.0',
    sdk: '^1.0.0',
    contributes: [
      defineConnector({
        config: Config,
        egress: () => [base],
        probe: async () => ({ ok: true }),
        streams: { users, issues: readsItems ? issues : blind },
      }),
    ],
  })
}
