import { createHmac } from 'node:crypto'
import { createRandom, type Random } from '../common/random.ts'
import { renderActor } from './render/account.ts'
import { renderFullRepository } from './render/repository.ts'
import { fullNameOf } from './state/lookup.ts'
import type { Hook } from './state/model.ts'
import { type Announcement, presentOf, type World } from './state/world.ts'

/** One webhook request: made once, sent any number of times under the same `guid`. */
export interface Delivery {
  readonly id: number
  readonly guid: string
  readonly hookId: number
  readonly event: string
  readonly action: string
  readonly repositoryId: number | null
  readonly deliveredAt: string
  /** The raw body that is signed. */
  readonly body: string
  /** Status of every attempt; 0 where no answer came. */
  readonly statuses: number[]
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Sends what the world announces to its hooks; never anywhere but to this machine. */
export class WebhookSender {
  readonly #world: World
  readonly #random: Random
  readonly #deliveries: Delivery[] = []
  readonly #running = new Set<Promise<void>>()
  /** Deliveries of one hook go out one after another, as their order is part of what tests check. */
  readonly #tails = new Map<number, Promise<void>>()
  #held: Delivery[] = []
  #mode: 'send' | 'hold' = 'send'

  constructor(world: World) {
    this.#world = world
    this.#random = createRandom(world.seed ^ 0x5eed)
    world.announce = (announcement) => this.#announce(announcement)
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries
  }

  /** `hold` keeps deliveries back until `release`. */
  setMode(mode: 'send' | 'hold'): void {
    this.#mode = mode
  }

  /** Resolves when everything sent so far was answered or failed. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Sends what was held back, in the order and as often as asked for. */
  async release(
    options: { readonly order?: 'forward' | 'reverse' | 'shuffle'; readonly copies?: number } = {},
  ): Promise<number> {
    const held = this.#held
    this.#held = []
    const ordered = options.order === 'reverse' ? held.toReversed() : [...held]
    if (options.order === 'shuffle')
      for (let index = ordered.length - 1; index > 0; index--) {
        const other = this.#random.int(0, index)
        const [left, right] = [ordered[index], ordered[other]]
        if (left === undefined || right === undefined) continue
        ordered[index] = right
        ordered[other] = left
      }
    let sent = 0
    for (const delivery of ordered)
      for (let copy = 0; copy < (options.copies ?? 1); copy++) {
        await this.#send(delivery)
        sent++
      }
    return sent
  }

  /** Sends a delivery again, with its guid and body unchanged. */
  async redeliver(guid: string): Promise<boolean> {
    const delivery = this.#deliveries.find((candidate) => candidate.guid === guid)
    if (delivery === undefined) return false
    await this.#send(delivery)
    return true
  }

  #announce(announcement: Announcement): void {
    const hooks = this.#world.hooks.filter((hook) => this.#concerns(hook, announcement))
    if (hooks.length === 0) return
    const body = JSON.stringify(this.#payload(announcement))
    for (const hook of hooks) this.#create(hook, announcement, body)
  }

  #concerns(hook: Hook, announcement: Announcement): boolean {
    if (!hook.active) return false
    if (!hook.events.includes('*') && !hook.events.includes(announcement.event)) return false
    const repository =
      announcement.repositoryId === null ? undefined : this.#world.repositories.get(announcement.repositoryId)
    const scopes = [announcement.organization, repository === undefined ? null : fullNameOf(repository)]
    return scopes.some((scope) => scope?.toLowerCase() === hook.scope.toLowerCase())
  }

  #payload(announcement: Announcement): Readonly<Record<string, unknown>> {
    const world = this.#world
    const repository =
      announcement.repositoryId === null ? undefined : world.repositories.get(announcement.repositoryId)
    return {
      action: announcement.action,
      ...announcement.payload(),
      ...(repository === undefined ? {} : { repository: renderFullRepository(world, repository) }),
      ...(announcement.organization === null
        ? {}
        : { organization: this.#organization(announcement.organization) }),
      sender: renderActor(world, announcement.sender),
    }
  }

  #organization(login: string): unknown {
    const { api, html } = this.#world.addresses
    const account = this.#world.accounts.get(login.toLowerCase())
    const self = `${api}/orgs/${login}`
    return {
      login,
      id: account?.id ?? 0,
      node_id: account?.nodeId ?? '',
      url: self,
      repos_url: `${self}/repos`,
      events_url: `${self}/events`,
      hooks_url: `${self}/hooks`,
      issues_url: `${self}/issues`,
      members_url: `${self}/members{/member}`,
      public_members_url: `${self}/public_members{/member}`,
      avatar_url: `${html}/avatars/u/${account?.id ?? 0}?v=4`,
      description: null,
    }
  }

  #create(hook: Hook, announcement: Announcement, body: string): void {
    const hex = this.#random.hex(32)
    const guid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    const delivery: Delivery = {
      id: this.#world.nextId('delivery'),
      guid,
      hookId: hook.id,
      event: announcement.event,
      action: announcement.action,
      repositoryId: announcement.repositoryId,
      deliveredAt: presentOf(this.#world),
      body,
      statuses: [],
    }
    this.#deliveries.push(delivery)
    if (this.#mode === 'hold') this.#held.push(delivery)
    else void this.#send(delivery)
  }

  #send(delivery: Delivery): Promise<void> {
    const tail = this.#tails.get(delivery.hookId) ?? Promise.resolve()
    const sending = tail.then(() => this.#attempt(delivery))
    this.#tails.set(delivery.hookId, sending)
    this.#running.add(sending)
    return sending.finally(() => this.#running.delete(sending))
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const hook = this.#world.hooks.find((candidate) => candidate.id === delivery.hookId)
    if (hook === undefined) return
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        headers: headersOf(hook, delivery),
        body: delivery.body,
        signal: AbortSignal.timeout(10_000),
      })
      await response.arrayBuffer()
      delivery.statuses.push(response.status)
    } catch {
      // GitHub notes a failed delivery and does not try again by itself.
      delivery.statuses.push(0)
    }
  }
}

const headersOf = (hook: Hook, delivery: Delivery): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'GitHub-Hookshot/simulator',
  'x-github-hook-id': String(hook.id),
  'x-github-event': delivery.event,
  'x-github-delivery': delivery.guid,
  'x-hub-signature-256': `sha256=${createHmac('sha256', hook.secret).update(delivery.body).digest('hex')}`,
})

/** Refuses every address that is not this machine. */
export const checkHookUrl = (url: string): void => {
  const host = new URL(url).hostname
  if (!LOOPBACK.has(host))
    throw new Error(`Webhooks of the simulator go to this machine only, not to "${host}".`)
}
