import { PmoRefusal } from './refusal.ts'
import { readEvents } from './server-sent-events.ts'

/**
 * Something that happened. `id` is where a later reader goes on.
 *
 * @example
 * ```ts
 * async function follow(client: PmoClient, after: string | undefined): Promise<void> {
 *   for await (const { event, data, id } of client.events(after === undefined ? {} : { after })) {
 *     if (event === 'change') console.log(id, data) // keep the id: the next reader goes on behind it
 *   }
 * }
 * ```
 */
export interface PmoEvent {
  /**
   * `change`: a record changed, with what it was before. The others say what is to be read anew: `run`, `check`, `finding`, `conflict`,
   * `definition`, `connection`, `waiver`, `register`, `rule`, `link`, `scenario`, `baseline`, `plugin`; `gap`: everything.
   */
  readonly event: string
  /** What happened, as JSON. */
  readonly data: unknown
  /** Where a later reader goes on; absent for progress of runs. */
  readonly id?: string
}

/**
 * Which events are wanted; what is absent restricts nothing.
 *
 * @example
 * ```ts
 * const wanted: EventFilter = { kinds: ['finding', 'run'], projects: ['web'] }
 * ```
 */
export interface EventFilter {
  /** Names of events: `change`, `finding`, `run` … */
  readonly kinds?: readonly string[]
  /** Ids of connections: only what is known to belong to one of them. */
  readonly connections?: readonly string[]
  /** Ids of projects: only what is known to belong to one of them. */
  readonly projects?: readonly string[]
  /** Kinds of records, for `change`: `workItem`, `milestone` … */
  readonly records?: readonly string[]
}

interface EventSource extends EventFilter {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly ask: typeof fetch
  readonly after?: string
  readonly run?: string
  readonly signal?: AbortSignal
  readonly onState?: (state: 'open' | 'lost') => void
}

/** Pause before connecting again, in milliseconds: doubled from the first to the second. */
const PAUSE_MS = { first: 500, most: 15_000 }

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (isAborted(signal)) return resolve()
    const over = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', over)
      resolve()
    }
    const timer = setTimeout(over, ms)
    signal?.addEventListener('abort', over)
  })
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true

function queryOf({ run, kinds, connections, projects, records }: EventSource): string {
  const lists = { kind: kinds, connection: connections, project: projects, record: records }
  const query = new URLSearchParams(run === undefined ? {} : { run })
  for (const [name, values] of Object.entries(lists)) {
    for (const value of values ?? []) query.append(name, value)
  }
  return query.size === 0 ? '' : `?${query.toString()}`
}

/** Follows `/events`, again and again from where it was. A refusal (wrong token) is thrown. */
export async function* eventsOf(source: EventSource): AsyncGenerator<PmoEvent, void, undefined> {
  const { signal } = source
  let { after } = source
  let wait = PAUSE_MS.first
  while (!isAborted(signal)) {
    try {
      const reply = await source.ask(`${source.url}/events${queryOf(source)}`, {
        headers: {
          ...source.headers,
          accept: 'text/event-stream',
          ...(after !== undefined && { 'last-event-id': after }),
        },
        ...(signal !== undefined && { signal }),
      })
      if (!reply.ok || reply.body === null) {
        const refusal = await refused(reply)
        if (reply.status < 500) throw refusal
      } else {
        source.onState?.('open')
        for await (const { event, data, id } of readEvents(reply.body, (told) => (after = told))) {
          wait = PAUSE_MS.first
          yield { event, data: JSON.parse(data) as unknown, ...(id !== undefined && { id }) }
        }
        // A run's stream ends with the run; the feed only ends when the server goes away.
        if (source.run !== undefined) return
      }
    } catch (error) {
      if (isAborted(signal)) return
      if (error instanceof PmoRefusal) throw error
    }
    source.onState?.('lost')
    await pause(wait, signal)
    wait = Math.min(wait * 2, PAUSE_MS.most)
  }
}

async function refused(reply: Response): Promise<PmoRefusal> {
  const body: unknown = await reply.json().catch(() => undefined)
  const sentence =
    typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : reply.statusText
  return new PmoRefusal(reply.status, sentence)
}
