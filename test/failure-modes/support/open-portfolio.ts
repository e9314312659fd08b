import { createClient } from '@headless-pmo/client'
import { openApp, readEnvironment, type PmoConfig } from '@headless-pmo/core'
import { findPostgres } from '../../support/postgres-binaries.ts'
import { createPostgresDatabase } from '../../support/postgres.ts'
import { secrets } from './secrets.ts'

type Api = ReturnType<typeof createClient>['api']
export type Run = Awaited<ReturnType<Api['sync']['run']['query']>>
export type WorkItems = Awaited<ReturnType<Api['workItems']['list']['query']>>['items']

/** The whole server in this process, on a database of its own, reading simulators over real HTTP. */
export interface OpenPortfolio extends AsyncDisposable {
  readonly api: Api
  /** Any address of the server's HTTP face: webhooks, REST. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Syncs and waits for the end of the run. */
  sync(connection: string, options?: { readonly full?: boolean }): Promise<Run>
  /** Live work items of a connection, all of them. */
  items(connection: string): Promise<WorkItems>
  /** Everything that is stored, in canonical form. */
  exported(): Promise<string>
}

export interface PortfolioOptions extends Pick<
  PmoConfig,
  'plugins' | 'connections' | 'projects' | 'settings'
> {
  /** Values of environment variables that connections name as `env:NAME`. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Leads what would go to the network elsewhere: to simulators that stand for hosts which a connector names itself. */
  readonly http?: (request: Request) => Promise<Response>
  /** 32 bytes in base64: with it tokens can be kept. */
  readonly secretKey?: string
  /** Where deliveries and callbacks come to. */
  readonly publicUrl?: string
}

/** Opens a server that syncs only when asked to. */
export async function openPortfolio({
  secrets: values = {},
  publicUrl,
  secretKey,
  http,
  ...config
}: PortfolioOptions): Promise<OpenPortfolio> {
  await using stack = new AsyncDisposableStack()
  stack.use(secrets(values))
  // PostgreSQL opens faster; where there is none the embedded database does as well.
  const isEmbedded = http !== undefined || 'missing' in findPostgres()
  const database = isEmbedded ? undefined : stack.use(await createPostgresDatabase())
  const app = await openApp({
    environment: readEnvironment({
      PMO_LOG_LEVEL: 'silent',
      ...(database !== undefined && { DATABASE_URL: database.url }),
      ...(publicUrl !== undefined && { PMO_PUBLIC_URL: publicUrl }),
      ...(secretKey !== undefined && { PMO_SECRET_KEY: secretKey }),
    }),
    inMemory: database === undefined,
    ...(http === undefined ? { config } : { trial: { config, baseDir: process.cwd(), http } }),
  })
  const held = stack.move()
  await app.work({ schedule: false })
  const { api } = createClient({
    url: 'http://pmo.example',
    token: 'none',
    fetch: (input, init) => app.fetch(new Request(input, init)),
  })
  return {
    api,
    fetch: (path, init) => Promise.resolve(app.fetch(new Request(new URL(path, 'http://pmo.example'), init))),
    async sync(connection, options = {}) {
      const { id } = await api.sync.start.mutate({ connection, ...options })
      for await (const step of await api.sync.progress.query({ run: id }))
        if (step.endedAt !== undefined) break
      return api.sync.run.query({ run: id })
    },
    async items(connection) {
      const found: WorkItems[number][] = []
      let cursor: string | undefined
      do {
        const page = await api.workItems.list.query({
          connection: [connection],
          limit: 200,
          ...(cursor !== undefined && { cursor }),
        })
        found.push(...page.items)
        cursor = page.next
      } while (cursor !== undefined)
      return found
    },
    async exported() {
      const reply = await app.fetch(new Request('http://pmo.example/api/v1/export'))
      if (!reply.ok) throw new Error(await reply.text())
      return reply.text()
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await held.disposeAsync()
    },
  }
}
