import type { Transport } from '@headless-pmo/engine'
import {
  configuredNotifier,
  explainIssues,
  isPmoError,
  mistakesText,
  notifierConfigOf,
  notifierSettings,
  parseConfigured,
  PmoError,
  type Mistake,
  type NotifierInput,
} from '../config/index.ts'
import type { Database, Handle } from '../database/index.ts'
import type { Definition, DefinitionService } from '../definitions/index.ts'
import {
  bindContribution,
  createConnectionHost,
  KeptSecrets,
  notifierKey,
  SharedHosts,
  withKept,
  type Cipher,
  type ConnectionHost,
  type Hosted,
  type LogRedactor,
} from '../host/index.ts'
import type { NotifierPlugins } from './notifier-plugins.ts'
import type { NotifierView } from './notifier-view.ts'
import type { OpenedNotifier } from './opened-notifier.ts'
import { deliveryCounts, dropWaiting, type DeliveryCounts } from './queries.ts'
import { notifiersOff, switchOff, switchOn, type Off } from './queries-state.ts'

export interface NotifierParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly plugins: NotifierPlugins
  /** Brings a config that was written for an older version of its plugin up to date. */
  readonly upgrades?: {
    current(definition: Definition): Promise<{ readonly body: Readonly<Record<string, unknown>> }>
  }
  /** Folder that relative paths of secrets are meant from: that of the config file. */
  readonly baseDir: string
  readonly cipher?: Cipher
  readonly logRedactor?: LogRedactor
  /** Answers what would go to the network, in a trial. */
  readonly http?: Transport
  readonly log?: (level: 'info' | 'warn', fields: object, message: string) => void
}

/** A notifier to be kept. `secretValues` are sealed in the database; the body's own secrets are references. */
export interface NotifierRequest {
  readonly id: string
  readonly body: NotifierInput
  readonly secretValues?: Readonly<Record<string, string>>
  readonly by: string
}

/** What is stored of notifiers beside their definitions. */
interface NotifierState {
  readonly off: ReadonlyMap<string, Off>
  readonly counts: ReadonlyMap<string, DeliveryCounts>
}

/** The definition's body is a notifier: it passed the schema when it was written. */
export const inputOf = (definition: Definition): NotifierInput => definition.body as unknown as NotifierInput

/** Notifiers: what is defined, whether it can be used and is on, and opening it. */
export class NotifierService implements AsyncDisposable {
  readonly #parts: NotifierParts
  readonly #secrets: KeptSecrets
  readonly #hosts = new SharedHosts()

  constructor(parts: NotifierParts) {
    this.#parts = parts
    this.#secrets = new KeptSecrets(parts.database, parts.cipher)
  }

  async list(): Promise<NotifierView[]> {
    const definitions = await this.#parts.definitions.list('notifier')
    const state = await this.#state()
    return Promise.all(definitions.map((definition) => this.#view(definition, state)))
  }

  /** @throws PmoError `not-found` */
  async get(id: string): Promise<NotifierView> {
    return this.#view(await this.#parts.definitions.get('notifier', id), await this.#state())
  }

  /** @throws PmoError `invalid-request` with every mistake, `conflict` */
  async create(request: NotifierRequest): Promise<NotifierView> {
    const { id, body, secretValues = {}, by } = request
    this.#secrets.assertCanKeep(secretValues)
    this.#check(id, body, Object.keys(secretValues))
    await this.#parts.definitions.create({ kind: 'notifier', id, body, by })
    await this.#secrets.keep(notifierKey(id), secretValues, by)
    return this.get(id)
  }

  /** Replaces what it says; one that was off is on again. @throws PmoError `invalid-request`, `not-found`, `managed-by-file`, `conflict` */
  async update(request: NotifierRequest & { readonly version: number }): Promise<NotifierView> {
    const { id, body, secretValues = {}, by, version } = request
    this.#secrets.assertCanKeep(secretValues)
    const stored = await this.#secrets.names(notifierKey(id))
    this.#check(id, body, [...Object.keys(secretValues), ...stored])
    await this.#parts.definitions.update({ kind: 'notifier', id, body, by, version })
    await this.#secrets.keep(notifierKey(id), secretValues, by)
    return this.get(id)
  }

  /** Removes a notifier of the API with its secrets; what waits is given up. @throws PmoError as for {@link update} */
  async remove(request: {
    readonly id: string
    readonly version: number
    readonly by: string
  }): Promise<void> {
    const { id } = request
    await this.#parts.definitions.remove({ kind: 'notifier', ...request })
    await this.#secrets.forget(notifierKey(id))
    await this.#parts.database.transaction(async (tx) => {
      await dropWaiting(tx, id, 'The notifier was removed.')
      await switchOn(tx, id)
    })
  }

  /** Switches one on again. @throws PmoError `not-found` */
  async enable(id: string): Promise<NotifierView> {
    await this.#parts.definitions.get('notifier', id)
    await this.#parts.database.transaction((tx) => switchOn(tx, id))
    return this.get(id)
  }

  /** Switches one off until a person switches it on or changes it; what waits is given up. */
  async disable(id: string, version: number, reason: string): Promise<void> {
    await this.#parts.database.transaction(async (tx) => {
      await switchOff(tx, { notifier: id, version, reason })
      await dropWaiting(tx, id, offSentence(reason))
    })
    this.#parts.log?.('warn', { notifier: id }, `The notifier "${id}" was switched off: ${reason}`)
  }

  /** Why a notifier is off; undefined for one that is on. @param handle inside a transaction: its own */
  async off(definition: Definition, handle?: Handle): Promise<Off | undefined> {
    return offOf(definition, await notifiersOff(handle ?? this.#parts.database.root))
  }

  /** @throws PmoError `not-found`; or the reason why its plugin, config or secrets cannot be used */
  async open(id: string): Promise<OpenedNotifier> {
    const definition = await this.#parts.definitions.get('notifier', id)
    const { plugins, log } = this.#parts
    const input = await this.#current(definition)
    const { plugin, notifier: offered } = await plugins.notifier(input.plugin)
    const written = configuredNotifier(withKept(input, await this.#secrets.names(notifierKey(id))), [
      'notifiers',
      id,
    ])
    const checked = await parseConfigured(offered, written)
    if (!checked.ok) throw new PmoError('config-invalid', mistakesText(placeOf(definition), checked.mistakes))
    // One that runs apart learns its addresses here.
    const notifier = await bindContribution(offered, checked.config, notifierKey(id))
    const use = await this.#hosts.use(`${id}@${definition.version}@${plugin.version}`, () =>
      this.#host(id, input, { connector: notifier, config: checked.config }),
    )
    const redact = (text: string): string => use.host.redactor.text(text)
    return {
      id,
      version: definition.version,
      notifier,
      config: checked.config,
      session: (options) => use.host.open(options),
      redact,
      run: (work) => plugins.run(plugin.id, redact, work),
      log: (level, message) => log?.(level, { notifier: id, plugin: plugin.id }, message),
      [Symbol.asyncDispose]: () => use[Symbol.asyncDispose](),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hosts[Symbol.asyncDispose]()
  }

  async #state(): Promise<NotifierState> {
    const { root } = this.#parts.database
    return { off: await notifiersOff(root), counts: await deliveryCounts(root) }
  }

  async #view(definition: Definition, state: NotifierState): Promise<NotifierView> {
    const { id } = definition
    const input = inputOf(definition)
    const off = offOf(definition, state.off)
    const stored = await this.#secrets.names(notifierKey(id))
    const problem = await this.#problem(definition, stored)
    return {
      id,
      title: input.title ?? id,
      plugin: input.plugin,
      managed: definition.managed,
      version: definition.version,
      changedBy: definition.changedBy,
      changedAt: definition.changedAt,
      on: input.on,
      config: notifierConfigOf(input),
      secrets: [
        ...Object.entries(input.secrets ?? {}).map(([name, from]) => ({ name, from })),
        ...stored.map((name) => ({ name, from: 'stored' })),
      ],
      ...(off !== undefined && { off: { reason: off.reason, since: off.since } }),
      ...(state.counts.get(id) ?? { waiting: 0, dead: 0 }),
      ...(problem !== undefined && { problem }),
    }
  }

  /** Its plugin, config and secrets are looked at; no code of the plugin runs and nothing is sent. */
  async #problem(definition: Definition, stored: readonly string[]): Promise<string | undefined> {
    const { plugins } = this.#parts
    const { id } = definition
    try {
      const input = await this.#current(definition)
      const checked = plugins.checkNotifier(withKept(input, stored), ['notifiers', id])
      if (!checked.ok) return mistakesText(placeOf(definition), checked.mistakes)
      const { secrets, authorize } = plugins.contribution(input.plugin, 'notifier')
      const declared = { ...(secrets && { secrets }), ...(authorize && { authorize }) }
      await (await this.#host(id, input, { connector: declared, config: checked.config })).dispose()
      return undefined
    } catch (error) {
      if (isPmoError(error)) return error.message
      throw error
    }
  }

  /** In the form that its plugin wants now. @throws PmoError where there is no way to it */
  async #current(definition: Definition): Promise<NotifierInput> {
    const current = await this.#parts.upgrades?.current(definition)
    return inputOf({ ...definition, ...(current !== undefined && { body: current.body }) })
  }

  /** @throws PmoError saying which of its secrets cannot be read, or what its plugin got wrong */
  #host(
    id: string,
    { secrets = {} }: NotifierInput,
    opening: { readonly connector: Hosted; readonly config: unknown },
  ): Promise<ConnectionHost> {
    const { database, cipher, baseDir, logRedactor, http } = this.#parts
    return createConnectionHost({
      ...opening,
      connection: notifierKey(id),
      purpose: 'notify',
      secrets,
      database,
      baseDir,
      ...(cipher !== undefined && { cipher }),
      ...(logRedactor !== undefined && { logRedactor }),
      ...(http !== undefined && { http }),
    })
  }

  #check(id: string, body: NotifierInput, secretNames: readonly string[]): void {
    const parsed = notifierSettings.safeParse(body)
    const mistakes: Mistake[] = parsed.success
      ? []
      : explainIssues({ schema: notifierSettings, value: body, at: [id] }, parsed.error.issues)
    if (mistakes.length === 0) {
      const checked = this.#parts.plugins.checkNotifier(withKept(body, secretNames), [id])
      if (!checked.ok) mistakes.push(...checked.mistakes)
    }
    if (mistakes.length > 0) throw new PmoError('invalid-request', mistakesText('The notifier', mistakes))
  }
}

/** What is said of a delivery to a notifier that is off. */
export const offSentence = (reason: string): string =>
  `The notifier is switched off: ${reason.replace(/\.$/, '')}. Switch it on, then send this again.`

/** A definition that was changed since is on. */
function offOf({ id, version }: Definition, off: ReadonlyMap<string, Off>): Off | undefined {
  const found = off.get(id)
  return found?.version === version ? found : undefined
}

const placeOf = (definition: Definition): string =>
  definition.managed === 'file' ? 'pmo.config.ts' : `The notifier "${definition.id}"`
