import jira from '@headless-pmo/plugin-jira'
import {
  DEFAULT_CLOUD_ID,
  startJiraCloudSimulator,
  type JiraCloudSimulator,
} from '@headless-pmo/simulators/jira-cloud'
import { openPortfolio, type OpenPortfolio, type Run } from './open-portfolio.ts'
import { startRelay, type Relay } from './relay.ts'

/** A site of Jira Cloud, the OAuth app that reads it, and a server that the site delivers to. */
export interface JiraApp extends AsyncDisposable {
  readonly simulator: JiraCloudSimulator
  readonly portfolio: OpenPortfolio
  readonly relay: Relay
  /** Title of an issue as it is stored. */
  title(key: string): Promise<string | undefined>
  /** Waits until nothing is queued or running; the newest run first. */
  settled(): Promise<readonly Run[]>
}

/** Webhooks that the app has there now. */
export function hooksOf({ webhooks, world }: JiraCloudSimulator) {
  const user = [...world.users.values()].find(({ name }) => name === OAUTH_APP.login)
  return webhooks.dynamicHooks(user?.accountId ?? '')
}

export const SITE = 'https://acme.atlassian.net'

/** Sends what is meant for Atlassian's hosts to the simulator that plays them, over HTTP. */
export function led(origin: () => string): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const body = request.body === null ? {} : { body: await request.arrayBuffer() }
    return fetch(new URL(`${pathname}${search}`, origin()), {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: request.signal,
      ...body,
    })
  }
}

/** The OAuth app of the site, and the secrets with which a connection is it. */
export const OAUTH_APP = {
  clientId: 'app',
  clientSecret: 'app-secret',
  refreshToken: 'first',
  login: 'ada',
} as const

/** Opens both; the connection is `work`, its project APP. */
export async function openJiraApp(options: { readonly webhookSecret?: string } = {}): Promise<JiraApp> {
  await using stack = new AsyncDisposableStack()
  const relay = stack.use(await startRelay())
  const clock = { at: Date.now() }
  const simulator = stack.use(
    await startJiraCloudSimulator({
      clock: { now: () => clock.at, advance: (ms) => void (clock.at += ms) },
      siteUrl: SITE,
      projects: [{ key: 'APP', name: 'App' }],
      oauthApps: [OAUTH_APP],
    }),
  )
  const { webhookSecret } = options
  const portfolio = stack.use(
    await openPortfolio({
      plugins: [jira],
      http: led(() => simulator.origin),
      publicUrl: relay.url,
      secretKey: Buffer.alloc(32, 5).toString('base64'),
      connections: {
        work: {
          plugin: 'jira',
          baseUrl: SITE,
          cloudId: DEFAULT_CLOUD_ID,
          projects: ['APP'],
          worklogs: false,
          boards: false,
          secrets: {
            clientId: 'env:JIRA_ID',
            clientSecret: 'env:JIRA_SECRET',
            refreshToken: 'env:JIRA_REFRESH',
            ...(webhookSecret !== undefined && { webhookSecret: 'env:JIRA_HOOK' }),
          },
          sync: { every: 'never' },
        },
      },
      secrets: {
        JIRA_ID: 'app',
        JIRA_SECRET: 'app-secret',
        JIRA_REFRESH: 'first',
        ...(webhookSecret !== undefined && { JIRA_HOOK: webhookSecret }),
      },
    }),
  )
  relay.to = portfolio
  const held = stack.move()
  return {
    simulator,
    portfolio,
    relay,
    title: async (key) => (await portfolio.items('work')).find((item) => item.key === key)?.data.title,
    async settled() {
      await simulator.deliveriesSettled()
      for (;;) {
        const { runs } = await portfolio.api.sync.runs.query({ connection: 'work', limit: 20 })
        const open = runs.find(({ endedAt }) => endedAt === undefined)
        if (open === undefined) return runs
        for await (const step of await portfolio.api.sync.progress.query({ run: open.id }))
          if (step.endedAt !== undefined) break
      }
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
