import { fakeUpstream, type UpstreamFactory } from '@headless-pmo/testing/kit'

export const TINY_API = 'https://api.tiny.example'

/** Titles carry how often an issue was marked as seen: what a request that writes leaves behind. */
const marked = (title: string, seen: number): string => (seen === 0 ? title : `${title} (seen ${seen} times)`)

interface HookRequest {
  readonly path: string
  readonly method: string
  readonly body: string
}

/** Webhooks, as the tracker holds them. */
function hooked(hooks: Map<string, string>, { path, method, body }: HookRequest): unknown {
  if (method === 'DELETE') hooks.delete(path.split('/')[2] ?? '')
  if (method === 'POST') hooks.set(String(hooks.size + 1), body)
  return { hooks: [...hooks].map(([id, address]) => ({ id, address })) }
}

/** A tracker with issues, links to the next page, single issues, and a way to write. */
export const tinyUpstream: UpstreamFactory = (options) => {
  let seen = 0
  const hooks = new Map<string, string>()
  const upstream = fakeUpstream({
    accepts: ({ header, query }, { apiKey }) =>
      header('authorization') === `Bearer ${apiKey}` ||
      (header('x-key') ?? query('key')) === 'canary-in-the-config',
    streams: {
      issues: {
        statuses: ['open', 'done'],
        can: ['create', 'edit', 'touch', 'delete', 'recreate'],
        render: ({ ref, title, status, person, updated }) => ({
          id: ref,
          title: marked(title, seen),
          state: status,
          owner: { login: person },
          updated_at: updated,
        }),
      },
    },
    respond({ path, method, query, body, pageSize }, { issues }) {
      if (path.startsWith('/hooks')) return hooked(hooks, { path, method, body })
      if (path === '/$batch') return { responses: [] }
      if (method === 'POST') return { seen: ++seen }
      if (path === '/me') return { login: 'ada' }
      if (path === '/ids') return issues.all().map(({ ref }) => ref)
      if (path.startsWith('/issues/')) return issues.get(path.split('/')[2] ?? '')
      if (path !== '/issues') return undefined
      const [since = '1970-01-01T00:00:00Z', after = ''] = (query('from') ?? '').split('|')
      const all = issues.changedSince(since)
      const at = all.findIndex(({ ref }) => ref === after) + 1
      const found = all.slice(at, at + pageSize)
      const last = found.at(-1)
      const next = at + pageSize < all.length && last !== undefined
      return {
        issues: found,
        next: next ? `${TINY_API}/issues?from=${encodeURIComponent(`${last.updated}|${last.ref}`)}` : null,
      }
    },
  })
  return upstream(options)
}
