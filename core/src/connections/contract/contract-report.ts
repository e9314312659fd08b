import type { ManifestEndpoint } from '@headless-pmo/sdk'
import type { EndpointMatch, Asked } from './endpoint-match.ts'
import { replyDifferences, type Difference } from './reply-differences.ts'

/** What a live run found at one endpoint. */
export interface EndpointReport {
  /** `GET /repos/{owner}/{repo}/issues`. */
  readonly endpoint: string
  readonly state: 'same' | 'differs' | 'not_reached'
  /** Replies by status. */
  readonly statuses: Readonly<Record<string, number>>
  readonly differences: readonly (Difference & { readonly times: number })[]
  /** Keys that nobody relies on, as the vendor's news; where users name keys, their number alone. */
  readonly more: readonly string[]
  /** What has to be there for it to be asked. */
  readonly when?: string
}

/** What a connection's tracker does otherwise than its connector relies on. Holds no value of the tenant. */
export interface ContractReport {
  readonly connection: string
  readonly plugin: string
  readonly pluginVersion: string
  /** Absent contract: there is nothing to hold replies against. */
  readonly described: boolean
  readonly endpoints: readonly EndpointReport[]
  /** Requests that no endpoint of the contract describes, without what they name. */
  readonly undescribed: readonly { readonly request: string; readonly times: number }[]
  /** Steps of the run that failed: `stream issues`, with a kind of failure. */
  readonly failures: readonly { readonly step: string; readonly reason: string }[]
}

/** A request with its reply. */
export interface Exchange extends Asked {
  readonly status: number
  /** The body as JSON; absent where there is none, or it is none. */
  readonly body?: unknown
  readonly unreadable?: boolean
}

/** Most names of new keys that are shown for an endpoint. */
const MOST_MORE = 40
/** Statuses of a tracker under load say nothing about its contract; the gate waits and asks again. */
const isTrouble = (status: number): boolean => status === 429 || status >= 500

interface Seen {
  readonly statuses: Record<string, number>
  readonly found: Map<string, Difference & { times: number }>
}

/** Gathers what replies differ in, by endpoint. */
export class ContractTally {
  readonly #match: EndpointMatch
  readonly #contract: readonly ManifestEndpoint[]
  readonly #seen = new Map<ManifestEndpoint, Seen>()
  readonly #undescribed = new Map<string, number>()

  constructor(contract: readonly ManifestEndpoint[], match: EndpointMatch) {
    this.#contract = contract
    this.#match = match
  }

  add(exchange: Exchange): void {
    const endpoint = this.#match.find(exchange)
    if (endpoint === undefined) {
      const request = this.#match.shown(exchange)
      this.#undescribed.set(request, (this.#undescribed.get(request) ?? 0) + 1)
      return
    }
    const seen: Seen = this.#seen.get(endpoint) ?? { statuses: {}, found: new Map() }
    this.#seen.set(endpoint, seen)
    const { status } = exchange
    seen.statuses[status] = (seen.statuses[status] ?? 0) + 1
    for (const difference of differencesOf(endpoint, exchange)) {
      const name = JSON.stringify(difference)
      const known = seen.found.get(name)
      if (known === undefined) seen.found.set(name, { ...difference, times: 1 })
      else known.times += 1
    }
  }

  report(): Pick<ContractReport, 'endpoints' | 'undescribed'> {
    return {
      endpoints: this.#contract.map((endpoint) => this.#reportOf(endpoint)),
      undescribed: [...this.#undescribed].map(([request, times]) => ({ request, times })),
    }
  }

  #reportOf(endpoint: ManifestEndpoint): EndpointReport {
    const { method, path, operation, when } = endpoint
    const seen = this.#seen.get(endpoint)
    const found = [...(seen?.found.values() ?? [])]
    const differences = found.filter(({ problem }) => problem !== 'more')
    const news = [
      ...new Set(found.flatMap(({ problem, path: at }) => (problem === 'more' ? [at] : []))),
    ].toSorted()
    return {
      endpoint: `${method} ${path}${operation === undefined ? '' : ` (${operation})`}`,
      state: seen === undefined ? 'not_reached' : differences.length === 0 ? 'same' : 'differs',
      statuses: seen?.statuses ?? {},
      differences,
      more: endpoint.tenantNames === true ? counted(news) : shownNames(news),
      ...(when !== undefined && { when }),
    }
  }
}

function differencesOf(endpoint: ManifestEndpoint, { status, body, unreadable }: Exchange): Difference[] {
  const isSuccess = status >= 200 && status < 300
  if (!isSuccess) {
    if (isTrouble(status) || endpoint.statuses.includes(status)) return []
    return [{ path: `status ${status}`, problem: 'form', expected: describedStatuses(endpoint) }]
  }
  if (unreadable === true)
    return [{ path: 'the reply', problem: 'type', expected: 'JSON', found: 'something else' }]
  return body === undefined ? [] : replyDifferences(endpoint.reply, body)
}

function describedStatuses({ statuses }: ManifestEndpoint): string {
  return `2xx${statuses.map((status) => `, ${status}`).join('')}`
}

function counted(names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${names.length} keys that are not shown, since users may name them`]
}

/** Names of keys as a vendor gives them; what looks like an id or a text of a user is not shown. */
function shownNames(names: readonly string[]): string[] {
  const plain = [
    ...new Set(names.map((name) => name.replaceAll(/[^.[\]]+/g, (key) => (isVendors(key) ? key : '*')))),
  ]
  return plain.length <= MOST_MORE
    ? plain
    : [...plain.slice(0, MOST_MORE), `and ${plain.length - MOST_MORE} more`]
}

const isVendors = (key: string): boolean =>
  /^[@$_A-Za-z][\w$@:-]{0,60}$/.test(key) && !/\d{3}/.test(key) && !/[0-9a-f]{8}/i.test(key)
