import type { WebhookLease } from '@headless-pmo/sdk'
import type { LeaseRow } from './lease-rows.ts'
import { hashInAddress } from './path-tokens.ts'

/** What is to be done so that the tracker holds for us what it should. */
export interface LeasePlan {
  /** Ours that stay, as the tracker has them now. */
  readonly kept: readonly LeaseRow[]
  /** Ids of those whose half life is over. */
  readonly renew: readonly string[]
  /** Ids that are ours and too many. */
  readonly remove: readonly string[]
  /** Whether new ones have to be registered. */
  readonly register: boolean
  /** Why deliveries may have been missed, a sentence; absent: none were. */
  readonly gap?: string
}

export interface LeaseFacts {
  /** What we know. */
  readonly rows: readonly LeaseRow[]
  /** Hashes of tokens that were told to the tracker; the last registration may not have been noted. */
  readonly tokens: readonly string[]
  /** Ids that other connections know as theirs. */
  readonly foreign?: readonly string[]
  /** What the tracker says: the truth. */
  readonly listed: readonly WebhookLease[]
  /** Unix milliseconds. */
  readonly now: number
  readonly lifetimeSeconds?: number
}

/** An end as an instant; undefined where a webhook does not end. An unreadable one is taken as now: it is renewed at once. */
export function leaseEnd(
  { expiresAt }: Pick<WebhookLease, 'expiresAt'>,
  from: number,
  lifetimeSeconds: number | undefined,
): number | undefined {
  if (expiresAt === undefined)
    return lifetimeSeconds === undefined ? undefined : from + lifetimeSeconds * 1000
  const end = typeof expiresAt === 'number' ? expiresAt : Date.parse(expiresAt)
  return Number.isFinite(end) ? end : from
}

/** Compares what the tracker lists with what we know. Pure. */
export function planLeases(facts: LeaseFacts): LeasePlan {
  const { rows, tokens, listed, now, lifetimeSeconds, foreign = [] } = facts
  const known = new Map(rows.map((row) => [row.id, row]))
  const told = new Set(tokens)
  // The newest registration; where it was cut off before it was noted, by the address that the tracker tells.
  const hashOf = (lease: WebhookLease): string | undefined => {
    const row = known.get(lease.id)
    if (row !== undefined) return row.tokenHash
    const hash = lease.address === undefined ? undefined : hashInAddress(lease.address)
    return hash !== undefined && told.has(hash) ? hash : undefined
  }
  const alive = listed.flatMap((lease) => {
    const tokenHash = hashOf(lease)
    const row = known.get(lease.id)
    const renewedAt = row?.renewedAt ?? now
    // Where the tracker does not tell the end, ours holds.
    const end =
      lease.expiresAt === undefined && row !== undefined
        ? row.expiresAt
        : leaseEnd(lease, renewedAt, lifetimeSeconds)
    if (tokenHash === undefined) return []
    const ended = end !== undefined && end <= now
    return ended ? [] : [{ id: lease.id, tokenHash, renewedAt, ...(end !== undefined && { expiresAt: end }) }]
  })
  const lost = rows.filter(({ id }) => !alive.some((lease) => lease.id === id))
  const gap = lost.length === 0 ? {} : { gap: lossOf(lost, listed) }
  // Registered together, they are whole or nothing: what is left of a set that lost one covers a part alone.
  if (alive.length === 0 || lost.length > 0) {
    const over = [...alive.map(({ id }) => id), ...leftovers({ rows, tokens, listed, foreign })]
    return { kept: [], renew: [], remove: over, register: true, ...gap }
  }
  const hash = (rows.length > 0 ? rows : alive).at(-1)?.tokenHash
  const kept = alive.filter(({ tokenHash }) => tokenHash === hash)
  return {
    kept,
    renew: kept.filter((lease) => isDue(lease, now)).map(({ id }) => id),
    remove: alive.filter(({ tokenHash }) => tokenHash !== hash).map(({ id }) => id),
    register: false,
  }
}

/**
 * What a registration left that was cut off before it was noted, at a tracker that tells no addresses: a token that no row uses says
 * that there was one.
 */
function leftovers({
  rows,
  tokens,
  listed,
  foreign,
}: Pick<LeaseFacts, 'rows' | 'tokens' | 'listed'> & {
  readonly foreign: readonly string[]
}): readonly string[] {
  if (rows.length > 0 || tokens.length === 0) return []
  return listed
    .filter(({ id, address }) => address === undefined && !foreign.includes(id))
    .map(({ id }) => id)
}

/** Whether half of its life is over. */
export function isDue(lease: LeaseRow, now: number): boolean {
  const due = renewalAt(lease)
  return due !== undefined && now >= due
}

/** When half of its life is over; undefined for one that does not end. */
export function renewalAt({ renewedAt, expiresAt }: LeaseRow): number | undefined {
  return expiresAt === undefined ? undefined : renewedAt + Math.max(0, expiresAt - renewedAt) / 2
}

function lossOf(lost: readonly LeaseRow[], listed: readonly WebhookLease[]): string {
  const ended = lost.filter(({ id }) => listed.some((lease) => lease.id === id)).length
  const what = lost.length === 1 ? 'a webhook' : `${lost.length} webhooks`
  return ended > 0
    ? `${what} ended before it was renewed`
    : `${what} that was registered is gone from the tracker`
}
