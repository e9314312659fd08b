import {
  kitClock,
  openHost,
  type HostOptions,
  type KitClock,
  type KitRun,
  type MemoryHost,
  type SyncOptions,
} from '../host/index.ts'
import { isLawBroken, LawBroken } from '../laws/law-broken.ts'
import type { LawSubject } from '../laws/subject.ts'
import type { MemoryStore } from '../store/memory-store.ts'
import type { Edit, Upstream } from '../upstream/index.ts'
import { Story } from './story.ts'
import type { AnyConnector } from '@headless-pmo/sdk'

/** How a stage is set. */
export interface StageOptions {
  /** Default: 3, small enough that a few items make several pages. */
  readonly pageSize?: number
  /** Which tracker; see `UpstreamOptions.seed`. Default: 0. */
  readonly seed?: number
  readonly skewMs?: number
  readonly connector?: AnyConnector
  /** Default: an empty one. */
  readonly store?: MemoryStore
}

/** A run with edits between its requests. */
export interface StageRun extends Omit<SyncOptions, 'beforeRequest'> {
  /** Edits that fall before the answer to a request of this run; those of requests that never come fall after it. */
  readonly during?: readonly { readonly request: number; readonly edit: Edit }[]
  readonly beforeRequest?: SyncOptions['beforeRequest']
  /** The run may fail: somebody disturbs it. */
  readonly disturbed?: boolean
}

/** Time between two edits that are not tied, in milliseconds: one step of most trackers. */
const STEP_MS = 1000

/** A tracker, a host that syncs it, and the story of what happens to them. */
export class Stage implements AsyncDisposable {
  readonly subject: LawSubject
  readonly clock: KitClock
  readonly upstream: Upstream
  readonly host: MemoryHost
  readonly story = new Story()
  /** Whose tracker it is, if it is another stage's. */
  readonly #owner: Stage | undefined
  #runs = 0

  private constructor(
    parts: Pick<Stage, 'subject' | 'clock' | 'upstream' | 'host'> & { readonly owner?: Stage },
  ) {
    this.subject = parts.subject
    this.clock = parts.clock
    this.upstream = parts.upstream
    this.host = parts.host
    this.#owner = parts.owner
  }

  /** Sets the stage with a fresh upstream. */
  static async open(subject: LawSubject, options: StageOptions = {}): Promise<Stage> {
    const { pageSize = 3, seed = 0 } = options
    if (subject.upstream === undefined) throw new Error('There is no upstream to read from.')
    const clock = kitClock()
    const upstream = await subject.upstream({ clock, pageSize, seed, secrets: subject.secrets ?? {} })
    const host = openHost({ ...hostOptions(subject, options), upstream, clock })
    return new Stage({ subject, clock, upstream, host })
  }

  /** Another host with an empty store, before the same tracker; with a story of its own. */
  fresh(options: Omit<StageOptions, 'pageSize' | 'seed'> = {}): Stage {
    const { subject, clock, upstream } = this
    const host = openHost({ ...hostOptions(subject, options), upstream, clock })
    return new Stage({ subject, clock, upstream, host, owner: this })
  }

  /** Applies an edit; true when there was something to apply it to. */
  async apply(edit: Edit, during?: { readonly run: number; readonly request: number }): Promise<boolean> {
    if (!edit.tied || this.story.edits.length === 0) this.clock.tick(STEP_MS)
    const applied = await this.upstream.apply(edit)
    if (applied === undefined) return false
    this.story.edited({ edit, applied, at: this.clock.now(), ...(during === undefined ? {} : { during }) })
    return true
  }

  async applyAll(edits: readonly Edit[]): Promise<void> {
    for (const edit of edits) await this.apply(edit)
  }

  /**
   * Syncs once. @throws LawBroken when the run does not end well although nobody disturbs it
   */
  async sync(options: StageRun = {}): Promise<KitRun> {
    const { during = [], beforeRequest, disturbed = false, ...rest } = options
    const run = ++this.#runs
    const waiting = [...during]
    const applyUpTo = async (request: number): Promise<void> => {
      for (let next = waiting[0]; next !== undefined && next.request <= request; next = waiting[0]) {
        waiting.shift()
        await this.apply(next.edit, { run, request })
      }
    }
    waiting.sort((a, b) => a.request - b.request)
    const outcome = await this.host
      .sync({
        ...rest,
        beforeRequest: async (number, request) => {
          await applyUpTo(number)
          await beforeRequest?.(number, request)
        },
      })
      .catch((error: unknown) => {
        if (!isLawBroken(error)) throw error
        const { message, transcript = [] } = error.finding
        return this.broken(message, [`run ${run} began`, ...transcript])
      })
    this.story.tell(toldRun(run, outcome, rest))
    const quiet = !disturbed && during.length === 0 && rest.death === undefined
    // A question to a person is no failure; the host has answered it.
    const bad = quiet
      ? outcome.results.find(({ state, held }) => state !== 'ok' && !(state === 'partial' && held > 0))
      : undefined
    if (bad !== undefined) {
      throw new LawBroken({
        message: `The stream ${bad.stream} ended ${bad.state} although nothing disturbed it: ${bad.reasons.join(' ')}`,
        transcript: this.story.lines,
      })
    }
    for (const { edit } of waiting) await this.apply(edit)
    return outcome
  }

  /** Reads one item again by its ref, as after a webhook: of those that are there, and those that were. Undefined where none can be. */
  async syncHinted(which: number): Promise<KitRun | undefined> {
    const known: { readonly stream: string; readonly ref: string }[] = []
    for (const [stream, { readItems }] of Object.entries(this.host.connector.streams)) {
      if (readItems === undefined) continue
      const refs = new Set([...(this.upstream.live(stream) ?? []), ...(await this.host.live(stream))])
      known.push(...[...refs].toSorted().map((ref) => ({ stream, ref })))
    }
    const hint = known[which % Math.max(known.length, 1)]
    if (hint === undefined) return undefined
    this.story.tell(`a webhook names ${hint.stream} ${hint.ref}`)
    return this.sync({ refresh: new Map([[hint.stream, [{ ref: hint.ref }]]]) })
  }

  /** @throws LawBroken with the story */
  broken(message: string, more: readonly string[] = []): never {
    throw new LawBroken({ message, transcript: [...this.story.lines, ...more] })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]()
    if (this.#owner === undefined) await this.upstream[Symbol.asyncDispose]?.()
  }
}

function hostOptions(
  { plugin, config, secrets }: LawSubject,
  { skewMs, connector, store }: StageOptions,
): Pick<HostOptions, 'plugin' | 'config' | 'secrets' | 'skewMs' | 'connector' | 'store'> {
  return {
    plugin,
    ...(config === undefined ? {} : { config }),
    ...(secrets === undefined ? {} : { secrets }),
    ...(skewMs === undefined ? {} : { skewMs }),
    ...(connector === undefined ? {} : { connector }),
    ...(store === undefined ? {} : { store }),
  }
}

function toldRun(run: number, { requests, pages, died }: KitRun, { full, death }: StageRun): string {
  const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`
  const end = died && death !== undefined ? `, killed ${death.commit} the commit of step ${death.step}` : ''
  return `run ${run}${full === true ? ' (full)' : ''}: ${count(requests, 'request')}, ${count(pages.length, 'page')}${end}`
}
