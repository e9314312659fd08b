import type { Post } from './post.ts'

/** A Tidings in memory: rooms, and what was posted into them. */
export interface FakeTidings {
  /** Answers a request as the chat does. */
  readonly answer: (request: Request) => Promise<Response>
  /** Posts of a room as people see them. */
  posts(room: string): readonly Post[]
  /** The room takes nothing for so many posts. */
  fill(room: string, posts: number): void
  /** Somebody deletes the room. */
  close(room: string): void
}

/** Opens a chat with these rooms. @param key posting key of all of them */
export function fakeTidings(key: string, ...rooms: readonly string[]): FakeTidings {
  const open = new Map(rooms.map((room) => [room, new Map<string, Post>()]))
  const full = new Map<string, number>()
  const closed = new Set<string>()
  return {
    async answer(request) {
      const [, incoming, name = ''] = new URL(request.url).pathname.split('/')
      const room = decodeURIComponent(name)
      if (incoming !== 'incoming' || request.method !== 'POST')
        return new Response('No such page', { status: 404 })
      if (request.headers.get('x-tidings-key') !== key) {
        return Response.json({ refused: 'this key opens no room' }, { status: 403 })
      }
      if (closed.has(room)) return Response.json({ refused: 'the room is gone' }, { status: 410 })
      const posts = open.get(room)
      if (posts === undefined) return Response.json({ refused: 'there is no such room' }, { status: 404 })
      const left = full.get(room) ?? 0
      if (left > 0) {
        full.set(room, left - 1)
        return Response.json({ refused: 'the room is full', waitSeconds: 5 }, { status: 202 })
      }
      const post = (await request.json()) as Post // a fake believes what it is sent
      posts.set(post.once, post)
      return Response.json({ posted: post.once }, { status: 202 })
    },
    posts: (room) => [...(open.get(room)?.values() ?? [])],
    fill: (room, posts) => void full.set(room, posts),
    close: (room) => void closed.add(room),
  }
}
