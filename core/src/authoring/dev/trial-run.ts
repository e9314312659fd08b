import { contributionsOf, type Plugin } from '@headless-pmo/sdk'
import { systemClock } from '../../host/index.ts'
import type { Run } from '../../sync/index.ts'
import {
  loadConformance,
  loadPlugin,
  type ConformanceOptions,
  type TrialUpstream,
} from '../laws/conformance-options.ts'
import type { PluginPackage } from '../package/plugin-package.ts'
import { compareRecords, readExport, type KnownRecords } from './record-difference.ts'
import { tapPlugin } from './tap-plugin.ts'
import { trialConfig } from './trial-config.ts'
import { tryChecks } from './try-checks.ts'
import type { OpenTrial, Trial, TrialServer } from './trial.ts'
import type { TrialEvent } from './trial-event.ts'

/** What a person may ask of a trial. */
export type TrialCommand = 'work' | 'edit'

/** What a trial is made from. */
export interface TrialParts {
  readonly plugin: PluginPackage
  readonly openTrial: OpenTrial
  readonly tell: (event: TrialEvent) => void
  /** Where the connection finds the fake's secrets: the environment of this process. */
  readonly variables: Record<string, string | undefined>
}

/** Items that a new fake is given before the first sync. */
const FIRST_ITEMS = 5
/** Small, so that pages and cursors show. */
const PAGE_SIZE = 3
const SEED = 1

/** A plugin tried on its fake tracker: the real server, synced as often as one likes. */
export class TrialRun implements AsyncDisposable {
  readonly #plugin: Plugin
  readonly #options: ConformanceOptions
  readonly #tell: TrialParts['tell']
  readonly #upstream: TrialUpstream
  readonly #server: TrialServer
  readonly #ending: AsyncDisposableStack
  #known: KnownRecords = new Map()
  #edits = 0

  private constructor(parts: {
    readonly plugin: Plugin
    readonly options: ConformanceOptions
    readonly tell: TrialParts['tell']
    readonly upstream: TrialUpstream
    readonly server: TrialServer
    readonly ending: AsyncDisposableStack
  }) {
    this.#plugin = parts.plugin
    this.#options = parts.options
    this.#tell = parts.tell
    this.#upstream = parts.upstream
    this.#server = parts.server
    this.#ending = parts.ending
  }

  /**
   * Loads the plugin and its fake and opens the server.
   * @throws PmoError where something is missing; and whatever the author's modules throw
   */
  static async open({ plugin: source, openTrial, tell, variables }: TrialParts): Promise<TrialRun> {
    await using ending = new AsyncDisposableStack()
    const plugin = await loadPlugin(source)
    const options = await loadConformance(source)
    const upstream = await startUpstream(options)
    ending.defer(async () => upstream[Symbol.asyncDispose]?.())
    const secrets = putSecrets(options.secrets ?? {}, variables)
    const trial: Trial = {
      baseDir: source.folder,
      http: recorded(upstream.transport, tell),
      config: trialConfig({ plugin: tapPlugin(plugin, tell), options, secrets, upstream }),
    }
    const server = ending.use(await openTrial(trial))
    for (const text of server.warnings) tell({ type: 'problem', text, fatal: false })
    tell({ type: 'ready', address: server.address, token: server.token })
    return new TrialRun({ plugin, options, tell, upstream, server, ending: ending.move() })
  }

  /** Has every contribution do once what it is for, and tells what came of it. */
  async work(): Promise<void> {
    const [plugin, options, tell] = [this.#plugin, this.#options, this.#tell]
    if (contributionsOf(plugin, 'connector').length > 0) await this.#sync()
    tryChecks(contributionsOf(plugin, 'check'), options.checks ?? {}, tell)
    if (contributionsOf(plugin, 'notifier').length > 0) {
      const { ok, message = 'no reason was given' } = await this.#server.api.notifiers.test.mutate({
        id: plugin.id,
      })
      tell({ type: 'delivery', ...(!ok && { problem: message }) })
    }
    for (const { path, ...request } of options.route?.requests ?? []) {
      const reply = await this.#server.request(`/plugins/${plugin.id}${path}`, request)
      const { method = 'GET' } = request
      const url = `${this.#server.address}/plugins/${plugin.id}${path}`
      tell({ type: 'answer', method, url, status: reply.status, body: await reply.text() })
    }
  }

  async #sync(): Promise<void> {
    const { api } = this.#server
    const { id } = await api.sync.start.mutate({ connection: this.#plugin.id })
    let last: Run | undefined
    for await (const run of await api.sync.progress.query({ run: id })) last = run
    if (last !== undefined) this.#tell({ type: 'run', run: last })
    const after = readExport(await (await this.#server.request('/api/v1/export')).text())
    this.#tell({ type: 'records', difference: compareRecords(this.#known, after) })
    this.#known = after
  }

  /** Changes something in the fake tracker: each kind of edit that it knows in turn. */
  async edit(): Promise<void> {
    const kinds = [...this.#upstream.can]
    const kind = kinds[this.#edits % Math.max(1, kinds.length)]
    if (kind === undefined) return
    this.#edits += 1
    const edit = { kind, item: this.#edits, tied: false, seed: this.#edits }
    const done = await this.#upstream.apply(edit)
    this.#tell({
      type: 'edit',
      text:
        done === undefined ? `${kind}: there was nothing to ${kind}` : `${kind} ${done.stream} ${done.ref}`,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ending.disposeAsync()
  }
}

async function startUpstream(options: ConformanceOptions): Promise<TrialUpstream> {
  const { upstream: make, secrets = {}, notifier } = options
  const upstream = await make?.({ clock: systemClock, pageSize: PAGE_SIZE, seed: SEED, secrets })
  if (upstream === undefined) {
    // Without a fake tracker there is a receiver, which takes everything.
    const accept = notifier?.accept ?? (() => new Response(null, { status: 204 }))
    return { transport: () => Promise.resolve(accept()), can: new Set(), apply: () => undefined }
  }
  for (let item = 0; item < FIRST_ITEMS && upstream.can.has('create'); item++) {
    await upstream.apply({ kind: 'create', item, tied: false, seed: item + 1 })
  }
  return upstream
}

/** Puts the fake's secrets where the connection finds them. @returns what the configuration says of them */
function putSecrets(
  secrets: Readonly<Record<string, string>>,
  variables: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, value], index) => {
      const variable = `PMO_TRIAL_SECRET_${index}`
      variables[variable] = value
      return [name, `env:${variable}`]
    }),
  )
}

/** The same transport, telling of every request. */
function recorded(transport: Trial['http'], tell: TrialParts['tell']): Trial['http'] {
  let count = 0
  return async (request) => {
    count += 1
    const { method, url } = request
    const number = count
    try {
      const reply = await transport(request)
      tell({ type: 'request', number, method, url, status: reply.status })
      return reply
    } catch (error) {
      tell({ type: 'request', number, method, url })
      throw error
    }
  }
}
