/**
 * What an author tells the kit about a notifier.
 *
 * @example
 * ```ts
 * const notifier: NotifierCase = { accept: () => Response.json({ ok: true }) }
 * ```
 */
export interface NotifierCase {
  /** Config of the notifier, as a user would write it. Default: the `config` of all. */
  readonly config?: unknown
  /** What the receiver answers when all is well. Default: 204 without a body. */
  readonly accept?: () => Response
}
