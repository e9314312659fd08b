import type { Handle } from '../../database/index.ts'
import type { FeedPosition } from '../../records/index.ts'
import { readHappenings, type Happening, type HappeningPage } from './queries.ts'

/** Happenings of one read: what a reader holds at most. */
const BATCH = 200
/** Pause between two looks at a feed without news. Other processes may write to it, so it is looked at. */
const LOOK_MS = 500
/** Pages that are kept between two looks for readers at the same place. */
const PAGES = 8

/** What a piece of the feed is for its readers. */
export interface LivePage extends HappeningPage {
  /** Project of each item that changed, by row id; looked up when somebody first asks, for all readers of the page. */
  projects(): Promise<ReadonlyMap<number, string>>
}

/**
 * Everything that happens, for any number of readers. Each reader asks for the next piece when it has taken the last one, so a slow
 * one holds back nobody and nothing waits in memory for it. Readers at the same place share one read: many open
 * streams cost the database what one does.
 */
export class LiveFeed {
  readonly #root: Handle
  readonly #projectsOf: (records: readonly number[]) => Promise<ReadonlyMap<number, string>>
  readonly #pages = new Map<string, Promise<LivePage>>()
  #look: Promise<void> | undefined

  constructor(
    root: Handle,
    projectsOf: (records: readonly number[]) => Promise<ReadonlyMap<number, string>>,
  ) {
    this.#root = root
    this.#projectsOf = projectsOf
  }

  /** Pieces behind a position as they come, empty ones left out; ends when the signal aborts. */
  async *follow(start: FeedPosition, signal: AbortSignal): AsyncGenerator<LivePage, void, undefined> {
    let position = start
    while (!signal.aborted) {
      const page = await this.#pageAfter(position)
      position = page.position
      if (page.happenings.length > 0) yield page
      if (!page.more) await aborted(signal, this.#nextLook())
    }
  }

  #pageAfter(after: FeedPosition): Promise<LivePage> {
    const key = `${after.xid}.${after.seq}`
    const known = this.#pages.get(key)
    if (known !== undefined) return known
    const [oldest] = this.#pages.keys()
    if (oldest !== undefined && this.#pages.size >= PAGES) this.#pages.delete(oldest)
    const reading = readHappenings(this.#root, { after, limit: BATCH }).then((page) => this.#livePage(page))
    this.#pages.set(key, reading)
    // A failure is its reader's; the next one asks again.
    reading.catch(() => this.#pages.delete(key))
    return reading
  }

  #livePage(page: HappeningPage): LivePage {
    let projects: Promise<ReadonlyMap<number, string>> | undefined
    return { ...page, projects: () => (projects ??= this.#projectsOf(page.happenings.flatMap(itemOf))) }
  }

  /** Resolves for all who wait at once; by then what was read is old. */
  #nextLook(): Promise<void> {
    this.#look ??= new Promise((resolve) => {
      setTimeout(() => {
        this.#look = undefined
        this.#pages.clear()
        resolve()
      }, LOOK_MS).unref()
    })
    return this.#look
  }
}

const itemOf = (happening: Happening): number[] =>
  'change' in happening && happening.change.kind === 'workItem' ? [happening.change.recordId] : []

/** Waits for a promise, or until the signal aborts. */
async function aborted(signal: AbortSignal, promise: Promise<void>): Promise<void> {
  if (signal.aborted) return
  const { promise: gone, resolve } = Promise.withResolvers<void>()
  const stop = (): void => resolve()
  signal.addEventListener('abort', stop, { once: true })
  await Promise.race([promise, gone])
  signal.removeEventListener('abort', stop)
}
