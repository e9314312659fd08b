import type { ProbeResult, Scope } from '@headless-pmo/sdk'
import {
  connectionSettings,
  connectorConfigOf,
  explainIssues,
  isPmoError,
  mistakesText,
  parseDurationText,
  PmoError,
  type ConnectionInput,
} from '../config/index.ts'
import type { Definition, DefinitionVersion } from '../definitions/index.ts'
import {
  consentKinds,
  createConnectionHost,
  KeptSecrets,
  openConsent,
  SharedHosts,
  takeConsent,
  withKept,
  type ConnectionHostOptions,
  type ConsentReply,
  type ConsentRequest,
} from '../host/index.ts'
import type { ConnectionParts } from './connection-parts.ts'
import type { ConnectionView } from './connection-view.ts'
import { boundConnector, type OpenedConnection } from './opened-connection.ts'
import { probeConnection } from './probe-connection.ts'
import { readScopes } from './read-scopes.ts'
import type { ContractReport } from './contract/contract-report.ts'
import { runLiveTrial } from './contract/live-trial.ts'

const DEFAULT_EVERY = '15m'
const DAY_MS = 86_400_000
const TRIAL_MS = 180_000

/** The definition's body is a connection: it passed the schema when it was written. */
const inputOf = (definition: Definition): ConnectionInput => definition.body as unknown as ConnectionInput

/** Connections: what is defined, whether it can be used, and opening it. */
export class ConnectionService implements AsyncDisposable {
  readonly #parts: ConnectionParts
  readonly #secrets: KeptSecrets
  readonly #hosts = new SharedHosts()

  constructor(parts: ConnectionParts) {
    this.#parts = parts
    this.#secrets = new KeptSecrets(parts.database, parts.cipher)
  }

  async list(): Promise<ConnectionView[]> {
    const definitions = await this.#parts.definitions.list('connection')
    return Promise.all(definitions.map((definition) => this.#view(definition)))
  }

  /** @throws PmoError `not-found` */
  async get(id: string): Promise<ConnectionView> {
    return this.#view(await this.#parts.definitions.get('connection', id))
  }

  versions(id: string): Promise<DefinitionVersion[]> {
    return this.#parts.definitions.versions('connection', id)
  }

  /** How often each connection is to be read; `never` ones have no interval. */
  async intervals(): Promise<{ readonly id: string; readonly everyMinutes?: number }[]> {
    return (await this.#parts.definitions.list('connection')).map((definition) => {
      const ms = parseDurationText(inputOf(definition).sync?.every ?? DEFAULT_EVERY)
      return {
        id: definition.id,
        ...(ms !== undefined && { everyMinutes: Math.max(1, Math.round(ms / 60_000)) }),
      }
    })
  }

  /**
   * Adds a connection through the API. `secrets` are references; `secretValues` are kept sealed in the database.
   * @throws PmoError `invalid-request` with every mistake, `conflict`
   */
  async create(request: {
    readonly id: string
    readonly body: ConnectionInput
    readonly secretValues?: Readonly<Record<string, string>>
    readonly by: string
  }): Promise<ConnectionView> {
    const { id, body, secretValues = {}, by } = request
    this.#check(id, body, Object.keys(secretValues))
    this.#secrets.assertCanKeep(secretValues)
    await this.#parts.definitions.create({ kind: 'connection', id, body, by })
    await this.#secrets.keep(id, secretValues, by)
    return this.get(id)
  }

  /** @throws PmoError `invalid-request`, `not-found`, `managed-by-file`, `conflict` */
  async update(request: {
    readonly id: string
    readonly version: number
    readonly body: ConnectionInput
    readonly secretValues?: Readonly<Record<string, string>>
    readonly by: string
  }): Promise<ConnectionView> {
    const { id, body, secretValues = {}, by, version } = request
    this.#secrets.assertCanKeep(secretValues)
    const stored = await this.#secrets.names(id)
    this.#check(id, body, [...Object.keys(secretValues), ...stored])
    await this.#parts.definitions.update({ kind: 'connection', id, body, by, version })
    await this.#secrets.keep(id, secretValues, by)
    return this.get(id)
  }

  /**
   * Removes a connection of the API. Its records are archived and come back with it.
   * @throws PmoError `not-found`, `managed-by-file`, `conflict`
   */
  async remove(request: {
    readonly id: string
    readonly version: number
    readonly by: string
  }): Promise<void> {
    await this.#parts.definitions.remove({ kind: 'connection', ...request })
    await this.#secrets.forget(request.id)
    await this.#parts.archive(request.id)
  }

  /**
   * Makes a connection of the API say again what it said in an earlier version.
   * @throws PmoError `not-found`, `managed-by-file`, `conflict`
   */
  async revert(request: {
    readonly id: string
    readonly version: number
    readonly to: number
    readonly by: string
  }): Promise<ConnectionView> {
    await this.#parts.definitions.revert({ kind: 'connection', ...request })
    return this.get(request.id)
  }

  /** Who am I there, and what may I see. What fails comes back as a result, in a sentence. */
  async probe(id: string): Promise<ProbeResult> {
    const result = await this.#probe(id)
    await this.#parts.onProbe?.(id, result)
    return result
  }

  async #probe(id: string): Promise<ProbeResult> {
    await using opened = await this.open(id)
    // Awaited here, or the connection would be closed before its tracker has answered.
    return await probeConnection(opened)
  }

  /**
   * Holds the tracker's real replies against what the connector relies on: reads only, within bounds, and tells no value.
   * @throws PmoError where the connection cannot be opened
   */
  async contract(id: string): Promise<ContractReport> {
    const { input } = await this.#current(await this.#parts.definitions.get('connection', id))
    await using opened = await this.open(id)
    const { contract } = this.#parts.registry.contribution(input.plugin, 'connector')
    const signal = AbortSignal.timeout(TRIAL_MS)
    const session = opened.session({ priority: 'interactive', signal })
    try {
      const { connector, config } = opened
      const trial = { connector, config, contract: contract ?? [], session, signal }
      const found = await runLiveTrial({ ...trial, run: (work) => opened.run(work) })
      const { plugin } = input
      const { pluginVersion } = opened
      return { connection: id, plugin, pluginVersion, described: contract !== undefined, ...found }
    } finally {
      await session.dispose()
    }
  }

  /**
   * What could be connected with these rights; at most a thousand scopes.
   * @throws PmoError `authorization-failed` with the tracker's reason where it tells nothing
   */
  async scopes(id: string): Promise<readonly Scope[]> {
    await using opened = await this.open(id)
    // Awaited here, or the connection would be closed before its tracker has answered.
    return await readScopes(opened)
  }

  /**
   * Begins a person's consent: gives the address at which access is given.
   * @param secret the secret whose place the consent takes, where the connector could take several
   * @throws PmoError `not-found`, `invalid-request`, `secret-missing`, `secret-key-missing`
   */
  async authorize(request: {
    readonly id: string
    readonly secret?: string
    readonly by: string
  }): Promise<ConsentRequest> {
    const { id, secret, by } = request
    const callback = this.#parts.callback?.()
    if (callback === undefined) {
      throw new PmoError(
        'invalid-request',
        'The tracker sends the person back to a running server, and none runs; start it with pmo serve, then try again.',
      )
    }
    using host = await openConsent((await this.#resolved(id)).options)
    return await host.begin({ callback, by, ...(secret !== undefined && { which: secret }) })
  }

  /**
   * Ends a consent with what the authorization server sent the person back with.
   * @throws PmoError `invalid-request` for a consent that is not known, `authorization-failed`
   */
  async authorized(reply: ConsentReply, signal: AbortSignal): Promise<{ readonly connection: string }> {
    const begun = await takeConsent(this.#parts.database, reply.state, Date.now())
    using host = await openConsent((await this.#resolved(begun.connection)).options)
    await host.end(begun, reply, signal)
    return { connection: begun.connection }
  }

  /**
   * Opens a connection.
   * @throws PmoError `not-found`; or the reason why its plugin, config or secrets cannot be used
   */
  async open(id: string): Promise<OpenedConnection> {
    const { input, definition, plugin, connector, config, options } = await this.#resolved(id)
    const use = await this.#hosts.use(`${id}@${definition.version}@${plugin.version}`, () =>
      createConnectionHost(options),
    )
    return {
      id,
      pluginVersion: plugin.version,
      connector,
      config,
      censusEveryMs: parseDurationText(input.sync?.census ?? '') ?? DAY_MS,
      session: (options) => use.host.open(options),
      secret: (name) => use.host.secret(name),
      // Ordinary data in what the tracker says: it lists the addresses that it was told.
      hide: (value) => use.host.redactor.add(value, { inBodies: false }),
      keepsWebhooks: input.sync?.webhooks !== 'off',
      redact: (text) => use.host.redactor.text(text),
      run: (work) => this.#parts.registry.run(plugin.id, (text) => use.host.redactor.text(text), work),
      [Symbol.asyncDispose]: () => use[Symbol.asyncDispose](),
    }
  }

  /** A connection with its connector bound to its config, and what its host is made of. */
  async #resolved(id: string) {
    const definition = await this.#parts.definitions.get('connection', id)
    const { input } = await this.#current(definition)
    // Loaded before the check: then its own schema is asked, which knows rules that a manifest cannot tell.
    const { plugin, connector: offered } = await this.#parts.registry.connector(input.plugin)
    const config = await this.#checked(definition, input)
    const connector = await boundConnector(offered, { config, id, plugin: plugin.id })
    const { database, cipher, baseDir, logRedactor, http } = this.#parts
    const share = input.sync?.budgetShare
    const options: ConnectionHostOptions = {
      connection: id,
      connector,
      config,
      secrets: input.secrets ?? {},
      database,
      baseDir,
      ...(cipher !== undefined && { cipher }),
      ...(logRedactor !== undefined && { logRedactor }),
      ...(http !== undefined && { http }),
      ...(share !== undefined && { limits: { share } }),
    }
    return { definition, input, plugin, connector, config, options }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hosts[Symbol.asyncDispose]()
  }

  /**
   * The connector's part of a connection, checked. Runs none of the plugin's code that is not loaded yet.
   * @throws PmoError saying why it cannot be used
   */
  async #checked(definition: Definition, input: ConnectionInput): Promise<unknown> {
    const { id } = definition
    this.#parts.registry.contribution(input.plugin, 'connector')
    const stored = await this.#secrets.names(id)
    const checked = this.#parts.registry.checkConnection(withKept(input, stored), ['connections', id])
    if (!checked.ok) throw new PmoError('config-invalid', mistakesText(placeOf(definition), checked.mistakes))
    return checked.config
  }

  async #view(definition: Definition): Promise<ConnectionView> {
    const input = inputOf(definition)
    const stored = await this.#secrets.names(definition.id)
    const state = await this.#state(definition)
    return {
      id: definition.id,
      title: input.title ?? definition.id,
      plugin: input.plugin,
      managed: definition.managed,
      version: definition.version,
      changedBy: definition.changedBy,
      changedAt: definition.changedAt,
      config: connectorConfigOf(input),
      secrets: [
        ...Object.entries(input.secrets ?? {}).map(([name, from]) => ({ name, from })),
        ...stored.map((name) => ({ name, from: 'stored' })),
      ],
      ...(input.sync?.every !== undefined && { every: input.sync.every }),
      ...this.#consent(input, stored),
      ...state,
    }
  }

  /** Where a person gives access: only where the client that asks for it is set up. */
  #consent(input: ConnectionInput, stored: readonly string[]): Pick<ConnectionView, 'callback'> {
    const { plugin, secrets = {} } = input
    const { registry } = this.#parts
    const manifest = registry.plugins().some(({ id }) => id === plugin)
      ? registry.manifest(plugin)
      : undefined
    const connector = manifest?.contributes.find(({ kind }) => kind === 'connector')
    const authorize = connector?.kind === 'connector' ? connector.authorize : undefined
    const named = new Set([...stored, ...Object.keys(secrets)])
    const kinds = authorize === undefined ? [] : consentKinds(authorize)
    const callback = this.#parts.callback?.()
    return callback !== undefined && kinds.some(({ clientId }) => named.has(clientId)) ? { callback } : {}
  }

  /** The form in which it runs, and why it cannot. */
  async #state(definition: Definition): Promise<Pick<ConnectionView, 'problem' | 'migrated'>> {
    try {
      const { input, migrated } = await this.#current(definition)
      await this.#checked(definition, input)
      return migrated === undefined ? {} : { migrated }
    } catch (error) {
      if (isPmoError(error)) return { problem: error.message }
      throw error
    }
  }

  /** In the form that its plugin wants now. @throws PmoError where there is no way to it */
  async #current(definition: Definition): Promise<{
    readonly input: ConnectionInput
    readonly migrated?: NonNullable<ConnectionView['migrated']>
  }> {
    const { body, migrated } = await this.#parts.upgrades.current(definition)
    const input = inputOf({ ...definition, body })
    return { input, ...(migrated !== undefined && { migrated }) }
  }

  #check(id: string, body: ConnectionInput, secretNames: readonly string[]): void {
    const parsed = connectionSettings.safeParse(body)
    const mistakes = parsed.success
      ? []
      : explainIssues({ schema: connectionSettings, value: body, at: [id] }, parsed.error.issues)
    if (mistakes.length === 0) {
      const checked = this.#parts.registry.checkConnection(withKept(body, secretNames), [id])
      if (!checked.ok) mistakes.push(...checked.mistakes)
    }
    if (mistakes.length > 0) throw new PmoError('invalid-request', mistakesText('The connection', mistakes))
  }
}

const placeOf = (definition: Definition): string =>
  definition.managed === 'file' ? 'pmo.config.ts' : `The connection "${definition.id}"`
