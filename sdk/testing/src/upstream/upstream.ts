import type { Clock, Transport } from '@headless-pmo/engine'
import type { AppliedEdit, Content, Edit, EditKind } from './edit.ts'

/**
 * A tracker in memory that speaks the vendor's wire format: what the laws of the conformance kit are tried on.
 * `fakeUpstream` makes one from a description; a simulator of your own can be one, too. See {@link UpstreamFactory}.
 */
export interface Upstream {
  /** Answers one request as the tracker would; throws only where there would be no reply at all. */
  readonly transport: Transport
  /** The edits that make sense here. */
  readonly can: ReadonlySet<EditKind>
  /** Contents that edits may write; none by default. */
  readonly takes?: ReadonlySet<keyof Content>
  /** Changes the tracker; gives undefined where there was no item to change. */
  apply(edit: Edit): AppliedEdit | undefined | Promise<AppliedEdit | undefined>
  /** The refs of a stream's items that a perfect reader would have now; undefined: the upstream does not tell. */
  live(stream: string): readonly string[] | undefined
  /** Config fields that only this upstream knows (a folder, a port); they go over the config of the test. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Gives back what it holds. */
  [Symbol.asyncDispose]?(): Promise<void>
}

/** What an upstream is made with. See {@link UpstreamFactory}. */
export interface UpstreamOptions {
  /** The tracker's own clock. Edits happen now; it stands still between two edits of one instant. */
  readonly clock: Pick<Clock, 'now'>
  /** Most items in one reply, however many are asked for. */
  readonly pageSize: number
  /** Two upstreams with the same seed are the same tracker; with another one they share no ref and no name. */
  readonly seed: number
  /** The only credentials that it accepts, by the names that the plugin declares. */
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * Makes a tracker with nothing in it yet, or with what is always there; called anew for every round of every law.
 *
 * @example
 * ```ts
 * // A tracker that has one item and never changes; `fakeUpstream` does the rest of the work.
 * const still: UpstreamFactory = ({ secrets }) => ({
 *   async transport(request) {
 *     if (request.headers.get('authorization') !== `Bearer ${secrets['apiKey']}`) return new Response(null, { status: 401 })
 *     return Response.json({ items: [{ id: '1' }] })
 *   },
 *   can: new Set(),
 *   apply: () => undefined,
 *   live: (stream) => (stream === 'issues' ? ['1'] : []),
 * })
 * ```
 */
export type UpstreamFactory = (options: UpstreamOptions) => Upstream | Promise<Upstream>
