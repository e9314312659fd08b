import jira from '@headless-pmo/plugin-jira'
import microsoft from '@headless-pmo/plugin-microsoft-project'
import { contributionsOf, type Plugin, type RateLimit } from '@headless-pmo/sdk'
import { expect } from 'vitest'
import { openPortfolio, type OpenPortfolio, type Run } from '../../failure-modes/support/open-portfolio.ts'
import { expectClear } from '../../support/operator.ts'
import { startMiddleman, type Harm, type Middleman } from './middleman.ts'

/** A server that reads one simulated tracker as the connection `it`, with a middleman between them. */
export interface Victim extends AsyncDisposable {
  readonly portfolio: OpenPortfolio
  readonly middleman: Middleman
  /** Syncs while harm is done; every sentence is clear and free of secrets. */
  bad(harm: Harm | undefined, options?: { readonly full?: boolean }): Promise<BadRun>
  /** Everything stored but what only says when things were looked at. */
  stored(): Promise<string>
}

export interface BadRun {
  readonly run: Run
  /** Each with its stream in front. */
  readonly reasons: readonly string[]
}

export interface VictimOptions {
  readonly plugin: 'jira' | 'microsoft-project'
  readonly respond: (request: Request) => Promise<Response>
  /** The connection's config; `url` is the middleman's. */
  readonly config: (url: string) => Readonly<Record<string, unknown>>
  /** Name of a secret ▸ its value. */
  readonly secrets: Readonly<Record<string, string>>
  /** What else must never be seen: tokens that are fetched on the way. */
  readonly canaries?: readonly string[]
}

export async function openVictim(options: VictimOptions): Promise<Victim> {
  await using stack = new AsyncDisposableStack()
  const middleman = stack.use(await startMiddleman(options.respond))
  const variable = (name: string): string => `HOSTILE_${name.toUpperCase()}`
  const names = Object.keys(options.secrets)
  const portfolio = stack.use(
    await openPortfolio({
      plugins: [impatient(options.plugin === 'jira' ? jira : microsoft)],
      connections: {
        it: {
          plugin: options.plugin,
          ...options.config(middleman.url),
          secrets: Object.fromEntries(names.map((name) => [name, `env:${variable(name)}`])),
          sync: { every: 'never' },
        },
      },
      secrets: Object.fromEntries(
        Object.entries(options.secrets).map(([name, value]) => [variable(name), value]),
      ),
    }),
  )
  const hidden = [...Object.values(options.secrets), ...(options.canaries ?? [])].filter(
    (value) => value.length > 6,
  )
  const held = stack.move()
  return {
    portfolio,
    middleman,
    async bad(harm, { full = true } = {}) {
      middleman.harm = harm
      const run = await portfolio.sync('it', { full })
      middleman.harm = undefined
      const reasons = run.streams.flatMap(({ stream, reasons: all }) => all.map((one) => `${stream}: ${one}`))
      for (const reason of reasons) expectClear(reason, hidden)
      const told = JSON.stringify(run)
      for (const secret of hidden) expect(told).not.toContain(secret)
      return { run, reasons }
    },
    async stored() {
      const text = await portfolio.exported()
      for (const secret of hidden) expect(text).not.toContain(secret)
      return text
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** The plugin as it is, but for the wait after a refusal without a stated time: a minute would be too long here. */
function impatient(plugin: Plugin): Plugin {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error('The plugin has no connector.')
  const { rateLimit } = connector
  const quick = (config: unknown): RateLimit => ({
    ...(typeof rateLimit === 'function' ? rateLimit(config) : rateLimit),
    fallbackWaitSeconds: 0.002,
  })
  return {
    ...plugin,
    contributes: plugin.contributes.map((each) =>
      each === connector ? { ...connector, rateLimit: quick } : each,
    ),
  }
}
