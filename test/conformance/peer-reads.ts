import { secondOf } from './peer-instant.ts'
import { peerHttp } from './peer-http.ts'
import type { Peer } from './peer.ts'

export type Row = Readonly<Record<string, unknown>>

/** One question to both sides. */
export interface Read {
  readonly path: string
  /** What must come in one order; rows that are equal in it may come in any. */
  readonly orderedBy?: (row: Row) => unknown
}

export interface Answer {
  readonly status: number
  readonly body: unknown
  /** Page that each relation of the Link header leads to. */
  readonly pages: Readonly<Record<string, number>>
}

/** Everything that is asked after an edit. `now` is the instant of the edit. */
export function readsAfter(now: string, issues: number): readonly Read[] {
  const by = (property: string) => (row: Row) => secondOf(row[property])
  const list = (query: string, orderedBy = by('created_at')): Read => ({ path: `/issues${query}`, orderedBy })
  const completeness = ({ open_issues: open, closed_issues: closed }: Row): number =>
    Number(closed) / Math.max(1, Number(open) + Number(closed))
  return [
    list(''),
    list('?state=all&direction=asc'),
    list('?state=closed&sort=created'),
    list('?state=all&sort=comments', by('comments')),
    list(`?state=all&sort=updated&since=${now}`),
    list(`?state=all&sort=updated&since=${now.replace('Z', '.000Z')}`),
    list('?state=all&per_page=2&page=2'),
    list('?state=all&labels=bug'),
    list('?state=all&labels=bug,late'),
    list('?state=all&milestone=1'),
    list('?state=all&milestone=none'),
    list('?state=all&milestone=*'),
    list('?state=all&assignee=grace'),
    list('?state=all&assignee=none'),
    list('?state=all&creator=grace'),
    { path: '/labels', orderedBy: by('name') },
    { path: '/labels/bug' },
    { path: '/milestones', orderedBy: by('due_on') },
    { path: '/milestones?state=all&direction=desc', orderedBy: by('due_on') },
    { path: '/milestones?state=all&sort=completeness&direction=asc', orderedBy: completeness },
    { path: '/milestones?state=closed' },
    { path: '/milestones/1' },
    { path: '/issues/1' },
    { path: `/issues/${issues}/comments`, orderedBy: by('created_at') },
    { path: '/issues/1/comments?per_page=1', orderedBy: by('created_at') },
    { path: `/issues/${issues}/labels`, orderedBy: by('name') },
    { path: '/issues/999' },
    { path: '/issues/999/comments' },
    { path: '/milestones/999' },
    { path: '/labels/none' },
  ]
}

/** Asks one side. Addresses lose their host and ids, and ids become a mark of their type. */
export async function ask(peer: Peer, read: Read): Promise<Answer> {
  const reply = await peerHttp(peer).send('GET', `/repos/${peer.repository}${read.path}`)
  const pages: Record<string, number> = {}
  for (const [, url = '', relation = ''] of (reply.header('link') ?? '').matchAll(
    /<([^>]+)>;\s*rel="(\w+)"/g,
  ))
    pages[relation] = Number(new URL(url).searchParams.get('page'))
  return { status: reply.status, body: normal(reply.body), pages }
}

function normal(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => normal(each))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normal(inner, key)]))
  if (name === 'id' || name === 'node_id' || name === 'avatar_url') return `<${typeof value}>`
  if (typeof value !== 'string') return value
  return value
    .replace(/^https?:\/\/[^/]+(?=\/|$)/, '')
    .replace(/(?<=\/comments\/|#issuecomment-)\d+/, '<number>')
}
