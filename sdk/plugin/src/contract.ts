import type { z } from 'zod'

/**
 * One endpoint of a tracker as a connector relies on it: what it asks, and what a reply must hold for it to be read. An operator's
 * `pmo doctor --live` holds the tracker's real replies against it, and shows no value of them.
 *
 * @example
 * ```ts
 * const Issue = z.looseObject({ id: z.string(), name: z.string() })
 *
 * const contract: readonly ContractEndpoint[] = [
 *   { method: 'GET', path: '/me', reply: z.looseObject({ login: z.string() }), statuses: [401] },
 *   { method: 'GET', path: '/projects/{id}/issues', reply: z.looseObject({ issues: z.array(Issue) }) },
 * ]
 * ```
 */
export interface ContractEndpoint {
  /** How it is asked. Connectors only read: a POST is a search or a GraphQL query. */
  readonly method: 'GET' | 'POST'
  /**
   * What follows the address in `egress` that a request goes to, without its query: `/repos/{owner}/{repo}/issues`. `{name}` stands for
   * any text within one step of a path, also in the middle of it: `/Projects('{id}')/TaskLinks`. The first endpoint of a contract that
   * fits a request is the one.
   */
  readonly path: string
  /** Name of the GraphQL operation, where several share an address. */
  readonly operation?: string
  /**
   * Schema of the body of a successful reply, as far as the connector relies on it: what is missing or of another type is a difference,
   * what is more is news. Keys that the tracker's users name belong into a `z.record`.
   */
  readonly reply: z.ZodType
  /** Statuses beside the successful ones that the connector knows how to take: 304, 404 … */
  readonly statuses?: readonly number[]
  /** The tenant names keys of the reply itself (columns, custom fields): unknown keys are then counted and not shown. */
  readonly tenantNames?: boolean
  /** What has to be there for it to be asked, e.g. "an organization is connected": told where a trial did not come to it. */
  readonly when?: string
}
