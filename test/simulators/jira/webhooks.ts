import { createHmac } from 'node:crypto'
import { createRandom, type Random } from '../common/random.ts'
import type { EditionParts } from './edition.ts'
import { compile } from './jql/compile.ts'
import { JqlError } from './jql/jql-error.ts'
import { type JqlCondition, parseJql } from './jql/parse.ts'
import { documentOf } from './state/touch.ts'
import type { Announcement, World } from './state/world.ts'

export interface AdminHookOptions {
  readonly url: string
  readonly name?: string
  /** With a secret, deliveries carry `X-Hub-Signature`. */
  readonly secret?: string
  /** Default: all. */
  readonly events?: readonly string[]
  readonly jql?: string
}

/** A webhook that an administrator made: it lives until it is removed. */
export interface AdminHook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly secret: string | null
  readonly events: readonly string[]
  readonly jql: string
  readonly createdAt: number
}

/** A webhook that an app registered: it dies after 30 days unless refreshed, and nobody says so. */
export interface DynamicHook {
  readonly id: string
  /** Client id of the app. */
  readonly account: string
  readonly url: string
  readonly events: readonly string[]
  readonly jqlFilter: string
  readonly fieldIdsFilter: readonly string[]
  expiresAt: number
}

/** One webhook request: made once, sent any number of times under the same identifier. */
export interface Delivery {
  readonly identifier: string
  readonly hookId: string
  readonly event: string
  readonly url: string
  readonly body: string
  readonly secret: string | null
  readonly flow: 'Primary' | 'Secondary'
  /** Status of every attempt; 0 where no answer came. */
  readonly statuses: number[]
}

const LIFE_MS = 30 * 86_400_000
const MAX_DYNAMIC = 5
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** What the filters of dynamic webhooks may ask. */
const FILTER_FIELDS = new Set(['issuekey', 'project', 'issuetype', 'status', 'assignee', 'reporter'])
const FILTER_OPERATORS = new Set(['=', '!=', 'in', 'not in'])

/** Refuses every address that is not this machine. */
const checkUrl = (url: string): void => {
  const host = new URL(url).hostname
  if (!LOOPBACK.has(host))
    throw new Error(`Webhooks of the simulator go to this machine only, not to "${host}".`)
}

const filterProblem = (condition: JqlCondition): string | undefined => {
  if (condition.kind === 'not') return filterProblem(condition.part)
  if (condition.kind !== 'clause') {
    for (const part of condition.parts) {
      const problem = filterProblem(part)
      if (problem !== undefined) return problem
    }
    return undefined
  }
  if (!FILTER_FIELDS.has(condition.field.toLowerCase())) return `Clause ${condition.field} is unsupported`
  return FILTER_OPERATORS.has(condition.operator)
    ? undefined
    : `Operator ${condition.operator} is unsupported`
}

/** Registers webhooks and sends what the world announces; never anywhere but to this machine. */
export class WebhookSender {
  readonly #world: World
  readonly #parts: EditionParts
  readonly #random: Random
  readonly #deliveries: Delivery[] = []
  readonly #running = new Set<Promise<void>>()
  /** Deliveries go out one after another for each hook. */
  readonly #tails = new Map<string, Promise<void>>()
  readonly #admin: AdminHook[] = []
  #dynamic: DynamicHook[] = []

  constructor(world: World, parts: EditionParts) {
    this.#world = world
    this.#parts = parts
    this.#random = createRandom(world.seed ^ 0x5eed)
    world.announce = (announcement) => this.#announce(announcement)
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries
  }

  get adminHooks(): readonly AdminHook[] {
    return this.#admin
  }

  addAdminHook(options: AdminHookOptions): AdminHook {
    checkUrl(options.url)
    const hook: AdminHook = {
      id: this.#world.nextId('webhook'),
      name: options.name ?? 'webhook',
      url: options.url,
      secret: options.secret ?? null,
      events: options.events ?? ['*'],
      jql: options.jql ?? '',
      createdAt: this.#world.clock.now(),
    }
    this.#admin.push(hook)
    return hook
  }

  removeAdminHook(id: string): boolean {
    const at = this.#admin.findIndex((hook) => hook.id === id)
    if (at >= 0) this.#admin.splice(at, 1)
    return at >= 0
  }

  /** Living ones of an app. */
  dynamicHooks(account: string): readonly DynamicHook[] {
    const now = this.#world.clock.now()
    return this.#dynamic.filter((hook) => hook.account === account && hook.expiresAt > now)
  }

  /** The new hook, or why there is none. */
  register(seed: Omit<DynamicHook, 'id' | 'expiresAt'>): DynamicHook | readonly string[] {
    if (this.dynamicHooks(seed.account).length >= MAX_DYNAMIC)
      return [`A maximum of ${MAX_DYNAMIC} webhooks can be registered.`]
    try {
      checkUrl(seed.url)
      const { where } = parseJql(seed.jqlFilter)
      const problem = where === null ? 'The JQL filter must not be empty' : filterProblem(where)
      if (problem !== undefined) return [problem]
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
    const hook = { ...seed, id: this.#world.nextId('webhook'), expiresAt: this.#world.clock.now() + LIFE_MS }
    this.#dynamic.push(hook)
    return hook
  }

  /** Thirty more days from now; the new end, milliseconds since 1970. */
  refresh(account: string, ids: readonly string[]): number {
    const expiresAt = this.#world.clock.now() + LIFE_MS
    for (const hook of this.dynamicHooks(account)) if (ids.includes(hook.id)) hook.expiresAt = expiresAt
    return expiresAt
  }

  remove(account: string, ids: readonly string[]): void {
    this.#dynamic = this.#dynamic.filter((hook) => hook.account !== account || !ids.includes(hook.id))
  }

  /** Resolves when everything sent so far was answered or failed. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** Sends a delivery again: the same identifier and body, one retry more. */
  async redeliver(identifier: string): Promise<boolean> {
    const delivery = this.#deliveries.find((candidate) => candidate.identifier === identifier)
    if (delivery === undefined) return false
    await this.#send(delivery)
    return true
  }

  #announce(announcement: Announcement): void {
    const now = this.#world.clock.now()
    const concerned = (events: readonly string[], jql: string): boolean =>
      (events.includes('*') || events.includes(announcement.event)) && this.#matches(announcement, jql)
    for (const { id, url, secret, events, jql } of this.#admin)
      if (concerned(events, jql)) this.#create(announcement, { hookId: id, url, secret, flow: 'Primary' })
    for (const hook of this.#dynamic)
      if (hook.expiresAt > now && concerned(hook.events, hook.jqlFilter))
        this.#create(announcement, { hookId: hook.id, url: hook.url, secret: null, flow: 'Primary' }, [
          Number(hook.id),
        ])
  }

  /** Filters are about issues; what is about none passes. */
  #matches({ issue }: Announcement, jql: string): boolean {
    if (issue === undefined || jql === '') return true
    try {
      const { where } = parseJql(jql)
      const scope = { world: this.#world, caller: null, now: this.#world.clock.now(), zone: 'UTC' }
      return where === null || compile(where, scope)(documentOf(issue))
    } catch (error) {
      // A filter whose project went away matches nothing.
      if (error instanceof JqlError) return false
      throw error
    }
  }

  #payload(announcement: Announcement): Readonly<Record<string, unknown>> {
    const { event, issue, worklog, sprint, project, version, by } = announcement
    const world = this.#world
    const user = world.users.get(by)
    const history = issue?.histories.at(-1)
    const changed = event === 'jira:issue_updated' && history?.at === world.clock.now()
    return {
      timestamp: world.clock.now(),
      webhookEvent: event,
      ...(user === undefined ? {} : { user: this.#parts.renderUser(world, user) }),
      ...(issue === undefined ? {} : { issue: this.#parts.renderIssue(world, issue) }),
      ...(changed ? { changelog: { id: history.id, items: history.items } } : {}),
      ...(worklog === undefined ? {} : { worklog: this.#parts.renderWorklog(world, worklog) }),
      ...(sprint === undefined
        ? {}
        : { sprint: { id: Number(sprint.id), name: sprint.name, state: sprint.state } }),
      ...(project === undefined
        ? {}
        : { project: { id: Number(project.id), key: project.key, name: project.name } }),
      ...(version === undefined
        ? {}
        : { version: { id: version.id, projectId: Number(version.project.id) } }),
    }
  }

  #create(
    announcement: Announcement,
    to: Pick<Delivery, 'hookId' | 'url' | 'secret' | 'flow'>,
    matchedWebhookIds?: readonly number[],
  ): void {
    const matched = matchedWebhookIds === undefined ? {} : { matchedWebhookIds }
    const delivery: Delivery = {
      ...to,
      identifier: this.#random.hex(64),
      event: announcement.event,
      body: JSON.stringify({ ...this.#payload(announcement), ...matched }),
      statuses: [],
    }
    this.#deliveries.push(delivery)
    void this.#send(delivery)
  }

  #send(delivery: Delivery): Promise<void> {
    const tail = this.#tails.get(delivery.hookId) ?? Promise.resolve()
    const sending = tail.then(() => this.#attempt(delivery))
    this.#tails.set(delivery.hookId, sending)
    this.#running.add(sending)
    return sending.finally(() => this.#running.delete(sending))
  }

  async #attempt(delivery: Delivery): Promise<void> {
    const { secret, body, identifier, flow, statuses, url } = delivery
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Atlassian Webhook HTTP Client',
          'x-atlassian-webhook-identifier': identifier,
          'x-atlassian-webhook-flow': flow,
          ...(statuses.length === 0 ? {} : { 'x-atlassian-webhook-retry': String(statuses.length) }),
          ...(secret === null
            ? {}
            : { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
        },
        body,
        signal: AbortSignal.timeout(10_000),
      })
      await response.arrayBuffer()
      statuses.push(response.status)
    } catch {
      statuses.push(0)
    }
  }
}
