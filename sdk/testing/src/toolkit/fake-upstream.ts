import { toJson } from '@headless-pmo/sdk'
import { EDIT_KINDS, type Upstream, type UpstreamFactory } from '../upstream/index.ts'
import type { FakeStream } from './fake-stream.ts'
import type { FakeTable } from './fake-table.ts'
import { FakeWorld } from './fake-world.ts'

/** A request as a fake tracker sees it. See {@link fakeUpstream}. */
export interface FakeRequest {
  /** In upper case. */
  readonly method: string
  /** Path of the address, `/issues/7`, decoded. */
  readonly path: string
  /** A parameter of the address; undefined when it is absent. */
  readonly query: (name: string) => string | undefined
  /** A header by its name; undefined when it is absent. */
  readonly header: (name: string) => string | undefined
  /** Text of the body; empty where there is none. */
  readonly body: string
  /** Most items that a reply may hold. */
  readonly pageSize: number
  /** The tracker's time, as precise as it states instants. */
  readonly now: string
}

/** Describes a tracker to fake. See {@link fakeUpstream}. */
export interface FakeTracker<Name extends string> {
  /** By the names that the connector gives its streams. */
  readonly streams: Readonly<Record<Name, FakeStream>>
  /** Whether the credentials of a request are the right ones; if not, the answer is 401. */
  readonly accepts?: (request: FakeRequest, secrets: Readonly<Record<string, string>>) => boolean
  /**
   * Answers a request: a `Response`, or a value that is sent as JSON, items in the form that `render` gives them.
   * Undefined is sent as 404.
   */
  readonly respond: (request: FakeRequest, world: Readonly<Record<Name, FakeTable>>) => unknown
  /** Smallest step of the tracker's instants, in milliseconds. Default: 1000, as most trackers do it. */
  readonly tickMs?: number
}

/**
 * Makes a fake of a tracker from how it answers. Its items, their instants, ties, rights and removals are looked
 * after; what is left to write is the wire format.
 *
 * @example
 * ```ts
 * const upstream = fakeUpstream({
 *   accepts: ({ header }, { apiKey }) => header('authorization') === `Bearer ${apiKey}`,
 *   streams: {
 *     issues: {
 *       statuses: ['Open', 'Closed'],
 *       render: ({ ref, title, status, updated }) => ({ id: ref, title, state: status, updated_at: updated }),
 *     },
 *   },
 *   respond({ path, query, pageSize }, { issues }) {
 *     if (path === '/issue-ids') return issues.all().map(({ ref }) => ref)
 *     if (path === '/issues') return issues.changedSince(query('since') ?? '1970-01-01').slice(0, pageSize)
 *     return issues.get(path.slice('/issues/'.length))
 *   },
 * })
 * ```
 */
export function fakeUpstream<const Name extends string>(tracker: FakeTracker<Name>): UpstreamFactory {
  const { streams, accepts, respond, tickMs = 1000 } = tracker
  return ({ clock, pageSize, seed, secrets }): Upstream => {
    const world = new FakeWorld({ streams, now: () => clock.now(), seed, tickMs })
    const names = Object.keys(streams)
    // Made of the very names of `streams`.
    const tables = Object.fromEntries(names.map((name) => [name, world.table(name)])) as Record<
      Name,
      FakeTable
    >
    return {
      async transport(request) {
        const asked = await readRequest(request, { pageSize, now: world.now() })
        if (accepts?.(asked, secrets) === false) return json({ message: 'Bad credentials' }, 401, clock.now())
        const reply = respond(asked, tables)
        if (reply instanceof Response) return reply
        return reply === undefined
          ? json({ message: 'Not found' }, 404, clock.now())
          : json(reply, 200, clock.now())
      },
      can: new Set(EDIT_KINDS.filter((kind) => world.can(kind))),
      takes: new Set(['title', 'status', 'ref', 'extra']),
      apply: (edit) => world.apply(edit),
      live: (stream) =>
        names.includes(stream)
          ? world
              .table(stream)
              .all()
              .map(({ ref }) => ref)
          : undefined,
    }
  }
}

async function readRequest(
  request: Request,
  known: { readonly pageSize: number; readonly now: string },
): Promise<FakeRequest> {
  const url = new URL(request.url)
  return {
    ...known,
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query: (name) => url.searchParams.get(name) ?? undefined,
    header: (name) => request.headers.get(name) ?? undefined,
    body: request.body === null ? '' : await request.text(),
  }
}

function json(value: unknown, status: number, now: number): Response {
  return new Response(toJson(value), {
    status,
    headers: { 'content-type': 'application/json', date: new Date(now).toUTCString() },
  })
}
