import type { ConnectorContext, WebhookLease, WebhookSubscription } from '@headless-pmo/sdk'
import { jira } from './client.ts'
import { apiRoot, type Config } from './config.ts'
import { elementsOf, objectOf } from './element.ts'
import { listOf, member, numberOf, objectsOf, textOf } from './map/json.ts'
import { allProjects } from './projects.ts'
import { messageOf } from './refusal.ts'

const PATH = '/rest/api/3/webhook'

const EVENTS = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted']

/** Registrations end after 30 days, silently, unless they are renewed. */
const LIFETIME_S = 30 * 86_400

/**
 * Webhooks that the app registers for itself. Jira allows that to apps with OAuth 2.0 on Cloud alone, and delivers
 * only while the app belongs to whoever has registered them, unless the app is public.
 */
export const subscription: WebhookSubscription<Config> = {
  lifetimeSeconds: LIFETIME_S,
  writes: (config) => [`${apiRoot(config)}${PATH}`],
  available: ({ cloudId }) => cloudId !== undefined,
  async list(context) {
    const leases: WebhookLease[] = []
    for (let startAt = 0, more = true; more;) {
      const reply = await jira(context).get(PATH, { startAt, maxResults: 100 })
      const hooks = elementsOf(reply, WHAT, ['values'])
      leases.push(...hooks.flatMap(({ value }) => leaseOf(value) ?? []))
      startAt += hooks.length
      more = hooks.length > 0 && objectOf(reply, WHAT).value['isLast'] === false
    }
    return leases
  },
  async register({ address, ...context }) {
    const body = { url: address, webhooks: [{ events: EVENTS, jqlFilter: await filterOf(context) }] }
    const reply = await write(context, 'POST', PATH, body)
    const results = objectsOf(member(reply, 'webhookRegistrationResult'))
    const ids = results.flatMap((result) => textOf(result['createdWebhookId']) ?? [])
    if (ids.length > 0) return ids.map((id) => ({ id, address }))
    const said = results
      .flatMap((result) => listOf(result['errors']).flatMap((one) => textOf(one) ?? []))
      .join(' ')
    throw new Error(`Jira registers no webhook ("${said}"). Give the app the scope manage:jira-webhook.`)
  },
  async renew({ ids, ...context }) {
    const reply = await write(context, 'PUT', `${PATH}/refresh`, { webhookIds: ids.map(Number) })
    const expiresAt = expiryOf(member(reply, 'expirationDate'))
    return expiresAt === undefined ? [] : ids.map((id) => ({ id, expiresAt }))
  },
  async remove({ ids, ...context }) {
    await write(context, 'DELETE', PATH, { webhookIds: ids.map(Number) })
  },
}

const WHAT = 'The webhooks of the app'

function leaseOf(hook: unknown): WebhookLease | undefined {
  const id = textOf(member(hook, 'id'))
  const address = textOf(member(hook, 'url'))
  const expiresAt = expiryOf(member(hook, 'expirationDate'))
  if (id === undefined) return undefined
  return {
    id,
    ...(address === undefined ? {} : { address }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}

/** Milliseconds, or an instant as text. */
const expiryOf = (value: unknown): number | string | undefined => numberOf(value) ?? textOf(value)

/** Filters of webhooks know no more of JQL than lists: where all projects are read, each is named. */
async function filterOf(context: ConnectorContext<Config>): Promise<string> {
  const named = context.config.projects
  const all = named === undefined ? await allProjects(jira(context), 'cloud') : []
  const projects = named ?? all.flatMap(({ value }) => textOf(member(value, 'id')) ?? [])
  return `project in (${projects.join(', ')})`
}

async function write(
  { fetch, config, signal }: ConnectorContext<Config>,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown,
): Promise<unknown> {
  const reply = await fetch(`${apiRoot(config)}${path}`, {
    method,
    signal,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await reply.text()
  if (reply.ok) return text === '' ? undefined : (JSON.parse(text) as unknown)
  const said = messageOf({ status: reply.status, text }) ?? 'without a word'
  throw new Error(
    `Jira answered ${reply.status} to a change of webhooks ("${said}"). Give the app the scope manage:jira-webhook.`,
  )
}
