import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { DEFAULT_CLOUD_ID, fixedClock, JiraCloudSimulator } from '../index.ts'
import { ask, rowsOf } from './client.ts'
import { COMPANY } from './company.ts'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const DAY_MS = 86_400_000
const APP = { clientId: 'app', clientSecret: 'hush', refreshToken: 'first', login: 'ada' }
let received: Received[] = []
let url = ''
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(200).end()
  })
})

beforeEach(async () => {
  received = []
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.')
  url = `http://127.0.0.1:${address.port}/hook`
})

afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

const start = () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const simulator = new JiraCloudSimulator({
    ...COMPANY,
    clock,
    oauthApps: [APP],
    siteUrl: 'https://acme.atlassian.net',
  })
  const grant = simulator.authority.refresh('app', 'hush', 'first')
  const authorization = `Bearer ${grant?.accessToken ?? ''}`
  const app = (method: string, path: string, body?: unknown) =>
    ask(simulator, `/ex/jira/${DEFAULT_CLOUD_ID}/rest/api/3/webhook${path}`, body, { method, authorization })
  return { clock, simulator, app }
}

const payloadOf = ({ body }: Received): JsonObject => {
  const value: unknown = JSON.parse(body)
  return isJsonObject(value) ? value : {}
}

test('a webhook of an administrator is signed over the bytes that are sent', async () => {
  const { simulator } = start()
  simulator.webhooks.addAdminHook({
    url,
    secret: 'hush',
    events: ['jira:issue_updated'],
    jql: 'project = APP',
  })
  simulator.edit({ kind: 'editIssue', issue: 'APP-2', summary: 'Changed', by: 'grace' })
  simulator.edit({ kind: 'editIssue', issue: 'TEAM-1', summary: 'Elsewhere' })
  simulator.edit({ kind: 'createIssue', project: 'APP', summary: 'Another event' })
  await simulator.deliveriesSettled()
  expect(received).toHaveLength(1)
  const [one] = received
  if (one === undefined) throw new Error('Nothing came.')
  const signature = createHmac('sha256', 'hush').update(one.body).digest('hex')
  expect(one.headers['x-hub-signature']).toBe(`sha256=${signature}`)
  expect(payloadOf(one)).toMatchObject({
    webhookEvent: 'jira:issue_updated',
    issue: { key: 'APP-2' },
    changelog: { items: [{ field: 'summary', toString: 'Changed' }] },
  })
  const [delivery] = simulator.webhooks.deliveries
  await simulator.webhooks.redeliver(delivery?.identifier ?? '')
  const again = received[1]
  expect(again?.headers['x-atlassian-webhook-identifier']).toBe(one.headers['x-atlassian-webhook-identifier'])
  expect(again?.headers['x-atlassian-webhook-retry']).toBe('1')
})

test('a webhook of an app is not signed, and dies after 30 days without a word', async () => {
  const { clock, simulator, app } = start()
  const wanted = { url, webhooks: [{ events: ['jira:issue_updated'], jqlFilter: 'project = APP' }] }
  const made = await app('POST', '', wanted)
  const [{ createdWebhookId: id } = { createdWebhookId: 0 }] = rowsOf(made.body['webhookRegistrationResult'])
  simulator.edit({ kind: 'touchIssue', issue: 'APP-2' })
  await simulator.deliveriesSettled()
  expect(received).toHaveLength(1)
  expect(received[0]?.headers).not.toHaveProperty('x-hub-signature')
  expect(received.map(payloadOf)[0]?.['matchedWebhookIds']).toEqual([id])
  // The access token lives an hour: the calls come first, then the days.
  const refreshed = await app('PUT', '/refresh', { webhookIds: [id] })
  expect(refreshed.body['expirationDate']).toBe(clock.now() + 30 * DAY_MS)
  clock.advance(30 * DAY_MS - 1)
  simulator.edit({ kind: 'touchIssue', issue: 'APP-2' })
  clock.advance(1)
  simulator.edit({ kind: 'touchIssue', issue: 'APP-2' })
  await simulator.deliveriesSettled()
  expect(received).toHaveLength(2)
})

test('an app registers at most five, with filters of the simple kind, and sees its own', async () => {
  const { app } = start()
  const one = (jqlFilter: string) => ({ url, webhooks: [{ events: ['jira:issue_updated'], jqlFilter }] })
  const errorsOf = async (jqlFilter: string): Promise<unknown> =>
    rowsOf((await app('POST', '', one(jqlFilter))).body['webhookRegistrationResult'])[0]?.['errors']
  expect(await errorsOf('updated >= 0')).toEqual(['Clause updated is unsupported'])
  for (let count = 0; count < 5; count++) expect(await errorsOf('project = APP')).toBeUndefined()
  expect(await errorsOf('project = APP')).toEqual(['A maximum of 5 webhooks can be registered.'])
  const listed = rowsOf((await app('GET', '')).body['values'])
  expect(listed).toHaveLength(5)
  expect((await app('DELETE', '', { webhookIds: listed.map(({ id }) => id ?? null) })).status).toBe(202)
  expect(rowsOf((await app('GET', '')).body['values'])).toEqual([])
})

test('whoever is no app may not register webhooks of that kind', async () => {
  const { simulator } = start()
  expect((await ask(simulator, '/rest/api/3/webhook')).status).toBe(403)
})
