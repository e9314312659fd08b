import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Clock, Transport } from '@headless-pmo/engine'
import { isPlugin, type Plugin, type PortfolioData } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { PluginPackage } from '../package/plugin-package.ts'

/** What an author changes in a fake tracker; the kit's `Edit`. */
export interface UpstreamEdit {
  readonly kind: string
  readonly item: number
  readonly tied: boolean
  readonly seed: number
}

/** A fake tracker; the kit's `Upstream` as far as a trial uses it. */
export interface TrialUpstream {
  readonly transport: Transport
  readonly can: ReadonlySet<string>
  apply(edit: UpstreamEdit): UpstreamResult | Promise<UpstreamResult>
  readonly config?: Readonly<Record<string, unknown>>
  [Symbol.asyncDispose]?(): Promise<void>
}

/** The item that an edit concerned; nothing where there was none. */
export type UpstreamResult = { readonly stream: string; readonly ref: string } | undefined

/** What `src/conformance.ts` of a plugin's package exports; the kit's `ConformanceOptions`. */
export interface ConformanceOptions {
  readonly config?: Readonly<Record<string, unknown>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly upstream?: (options: {
    readonly clock: Pick<Clock, 'now'>
    readonly pageSize: number
    readonly seed: number
    readonly secrets: Readonly<Record<string, string>>
  }) => TrialUpstream | Promise<TrialUpstream>
  readonly checks?: Readonly<Record<string, CheckCase>>
  readonly notifier?: {
    readonly config?: Readonly<Record<string, unknown>>
    readonly accept?: () => Response
  }
  readonly route?: {
    readonly config?: Readonly<Record<string, unknown>>
    readonly requests: readonly RouteRequest[]
  }
}

/** Portfolios on which a check is shown. */
export interface CheckCase {
  readonly params?: unknown
  readonly today?: string
  readonly fires?: PortfolioData
  readonly silent?: PortfolioData
}

/** A request that a caller of a route makes. */
export interface RouteRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

async function defaultExport(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>
  return module['default']
}

/**
 * Loads the plugin that a package exports.
 * @throws PmoError `invalid-request` where it exports none; and whatever its module throws
 */
export async function loadPlugin({ entry }: PluginPackage): Promise<Plugin> {
  const plugin = await defaultExport(entry)
  if (isPlugin(plugin)) return plugin
  throw new PmoError(
    'invalid-request',
    `${entry} exports no plugin by default; end it with: export default definePlugin({ … })`,
  )
}

/**
 * Loads what a plugin's laws are proven with.
 * @throws PmoError `invalid-request` where the file is missing or exports something else; and whatever it throws
 */
export async function loadConformance({ conformance }: PluginPackage): Promise<ConformanceOptions> {
  if (!existsSync(conformance)) {
    throw new PmoError(
      'invalid-request',
      `There is no ${conformance}; it says by default export what the plugin is tried with: { config, secrets, upstream }, the upstream a fake of the tracker.`,
    )
  }
  const options = await defaultExport(conformance)
  const upstream =
    typeof options === 'object' && options !== null && 'upstream' in options ? options.upstream : undefined
  if (
    typeof options !== 'object' ||
    options === null ||
    (upstream !== undefined && typeof upstream !== 'function')
  ) {
    throw new PmoError(
      'invalid-request',
      `${conformance} must export { config, secrets, upstream } by default, the upstream being a function that makes a fake of the tracker.`,
    )
  }
  // The author's compiler has checked it against the kit's type, which this one repeats.
  return options
}
