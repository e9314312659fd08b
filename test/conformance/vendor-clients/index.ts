import { Client as GraphClient } from '@microsoft/microsoft-graph-client'
import { Octokit } from '@octokit/rest'
import { defineConnector, definePlugin, defineStream, toJson, z, type Fetch } from '@headless-pmo/sdk'
import { getCurrentUser } from 'jira.js/cloud'

const Config = z.object({ baseUrl: z.url().describe('Address that stands for all three vendors') })
const Asked = z.looseObject({ url: z.string(), method: z.string().optional() })

/** A client of jira.js whose requests go through the gated fetch. */
const jiraBy = (fetch: Fetch, base: string) => ({
  async sendRequest<T>(options: unknown): Promise<T> {
    const { url, method = 'GET' } = Asked.parse(options)
    const reply = await fetch(new URL(url, base), { method })
    return (await reply.json()) as T // jira.js checks the shape by its own schema
  },
})

/** Asks each of the vendors' own clients who we are, and says it in the probe's details. */
export default definePlugin({
  id: 'vendor-clients',
  title: 'Vendor clients',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: Config,
      egress: ({ baseUrl }) => [baseUrl],
      async probe({ fetch, config }) {
        const octokit = new Octokit({ baseUrl: `${config.baseUrl}/github`, request: { fetch } })
        const { data } = await octokit.rest.users.getAuthenticated()
        const jira = await getCurrentUser(jiraBy(fetch, config.baseUrl))
        const graph = GraphClient.initWithMiddleware({
          baseUrl: `${config.baseUrl}/graph/`,
          middleware: {
            async execute(context) {
              context.response = await fetch(context.request, context.options as RequestInit)
            },
          },
        })
        const me: unknown = await graph.api('/me').get()
        return { ok: true, details: [data.login, toJson(jira), toJson(me)] }
      },
      streams: {
        nothing: defineStream({
          config: Config,
          item: z.looseObject({ id: z.string() }),
          cursor: z.object({}),
          start: {},
          changes: 'snapshot',
          deletes: 'snapshot',
          mapVersion: 1,
          async *read() {},
          ref: ({ id }) => id,
          map: () => [],
        }),
      },
    }),
  ],
})
