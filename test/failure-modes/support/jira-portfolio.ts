import jira from '@headless-pmo/plugin-jira'
import type { Exchange } from '../../simulators/common/gate/exchange.ts'
import { fixedClock, JiraCloudSimulator, type JiraCloudOptions } from '@headless-pmo/simulators/jira-cloud'
import { openPortfolio, type OpenPortfolio } from './open-portfolio.ts'

/** A server that reads a simulated Jira Cloud as the connection `jira`, over real HTTP. */
export interface JiraPortfolio extends AsyncDisposable {
  readonly simulator: JiraCloudSimulator
  readonly portfolio: OpenPortfolio
  /** What was asked since the start. */
  readonly asked: Exchange[]
}

/** Credentials that a webhook of an administrator is signed with. */
export const WEBHOOK_SECRET = 'failure-webhook-secret'

/** Opens both. @param config more of the connection's */
export async function jiraPortfolio(
  options: JiraCloudOptions,
  config: Readonly<Record<string, unknown>> = {},
): Promise<JiraPortfolio> {
  await using stack = new AsyncDisposableStack()
  const asked: Exchange[] = []
  const simulator = stack.use(
    new JiraCloudSimulator({
      clock: fixedClock('2026-03-02T09:00:00Z'),
      ...options,
      distort: (reply, exchange) => {
        asked.push(exchange)
        return options.distort?.(reply, exchange) ?? reply
      },
    }),
  )
  await simulator.start()
  const portfolio = stack.use(
    await openPortfolio({
      plugins: [jira],
      connections: {
        jira: {
          plugin: 'jira',
          baseUrl: simulator.url,
          ...config,
          secrets: { pat: 'env:FAILURE_TOKEN', webhookSecret: 'env:FAILURE_WEBHOOK' },
          sync: { every: 'never' },
        },
      },
      secrets: { FAILURE_TOKEN: simulator.token, FAILURE_WEBHOOK: WEBHOOK_SECRET },
    }),
  )
  const held = stack.move()
  return { simulator, portfolio, asked, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

/** The JQL of every search so far. */
export function searches(asked: readonly Exchange[]): readonly string[] {
  return asked.flatMap(({ template, body }) =>
    template === '/rest/api/3/search/jql' &&
    typeof body === 'object' &&
    body !== null &&
    'jql' in body &&
    typeof body.jql === 'string'
      ? [body.jql]
      : [],
  )
}
