import type { ManifestContribution } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { DecisionKind, PluginDecision } from './plugin-decision.ts'
import type { PluginView } from './plugin-view.ts'
import { addDecision, decisionsOf, newestDecisions } from './queries.ts'
import type { PluginUpgrade, Registry } from './registry.ts'

/** What became of the config of a connection or notifier when its plugin was upgraded. */
export interface MigratedDefinition {
  readonly kind: string
  readonly id: string
  readonly managed: 'file' | 'api'
  /** `migrated`: it runs with its new form. `refused`: it does not run until a person has looked at it. */
  readonly outcome: 'migrated' | 'refused'
  /** What differs, a line each: `- url: "https://…"`, `+ baseUrl: "https://…"`. Secrets are references. */
  readonly changes: readonly string[]
  /** Why it was refused, or what to write into the file. */
  readonly note?: string
}

/** Brings the definitions of a plugin up to date; the features that keep them do it. */
export type MigrateDefinitions = (plugin: string) => Promise<readonly MigratedDefinition[]>

/** A plugin with everything that is known of it. */
export interface PluginDetails extends PluginView {
  /** As in its manifest; empty for one that never said. */
  readonly contributes: readonly ManifestContribution[]
  /** Newest first. */
  readonly decisions: readonly PluginDecision[]
}

/** What a person asks for. */
export interface PluginRequest {
  readonly id: string
  readonly by: string
  readonly reason?: string
}

/** Decisions that persons made, the newest of each plugin: what the registry starts with. */
export function keptDecisions(database: Database): Promise<PluginDecision[]> {
  return newestDecisions(database.root)
}

/** The plugins as persons see and decide them. What they decide holds over restarts. */
export class PluginService {
  readonly #database: Database
  readonly #registry: Registry
  readonly #migrate: MigrateDefinitions

  constructor(parts: {
    readonly database: Database
    readonly registry: Registry
    readonly migrate: MigrateDefinitions
  }) {
    this.#database = parts.database
    this.#registry = parts.registry
    this.#migrate = parts.migrate
  }

  list(): readonly PluginView[] {
    return this.#registry.plugins()
  }

  /** @throws PmoError `not-found` */
  async get(id: string): Promise<PluginDetails> {
    const view = this.#registry.plugin(id)
    return {
      ...view,
      contributes: this.#registry.manifest(id)?.contributes ?? [],
      decisions: await decisionsOf(this.#database.root, view.id),
    }
  }

  /** Switches a plugin off: none of its code runs, and what it brought stays. @throws PmoError `not-found`, `conflict` */
  async disable(request: PluginRequest): Promise<PluginDetails> {
    return this.#registry.plugin(request.id).state === 'disabled'
      ? this.get(request.id)
      : this.#decide('disable', request)
  }

  /** @throws PmoError `not-found`, `managed-by-file`, `conflict` for one that is quarantined */
  async enable(request: PluginRequest): Promise<PluginDetails> {
    const { id, state, decided } = this.#registry.plugin(request.id)
    if (state === 'quarantined') {
      throw new PmoError(
        'conflict',
        `The plugin "${id}" is kept out, not switched off; let it in with: pmo plugins release ${id}`,
      )
    }
    if (state === 'active') return this.get(id)
    if (decided === undefined) {
      throw new PmoError(
        'managed-by-file',
        `The plugin "${id}" is switched off in pmo.config.ts; remove its enabled: false, then restart the server.`,
      )
    }
    return this.#decide('enable', request)
  }

  /** Keeps a plugin out. @throws PmoError `not-found`, `conflict` for one that is switched off */
  async quarantine(request: PluginRequest & { readonly reason: string }): Promise<PluginDetails> {
    const { id, state } = this.#registry.plugin(request.id)
    if (state === 'disabled') {
      throw new PmoError(
        'conflict',
        `The plugin "${id}" is switched off and does not run; nothing to keep out.`,
      )
    }
    return this.#decide('quarantine', request)
  }

  /**
   * Tries a plugin again that is kept out, whoever or whatever did that.
   * @returns how it is now: what is still broken is kept out again, with the reason
   * @throws PmoError `not-found`, `conflict` for one that is switched off
   */
  async release(request: PluginRequest): Promise<PluginDetails> {
    const { id, state } = this.#registry.plugin(request.id)
    if (state === 'disabled') {
      throw new PmoError(
        'conflict',
        `The plugin "${id}" is switched off, not kept out; switch it on with: pmo plugins enable ${id}`,
      )
    }
    return state === 'active' ? this.get(id) : this.#decide('release', request)
  }

  /**
   * Runs the version of a plugin that is installed now, and brings the configs that were written for the old one up to date.
   * @throws PmoError `not-found`, `conflict` for an older version, `plugin-unusable`, `invalid-request`; the old one goes on then
   */
  async upgrade(
    id: string,
  ): Promise<PluginUpgrade & { readonly definitions: readonly MigratedDefinition[] }> {
    const upgraded = await this.#registry.upgrade(id)
    return { ...upgraded, definitions: await this.#migrate(id) }
  }

  async #decide(decision: DecisionKind, { id, by, reason }: PluginRequest): Promise<PluginDetails> {
    const view = this.#registry.plugin(id)
    const kept = await this.#database.transaction((tx) =>
      addDecision(tx, {
        plugin: view.id,
        decision,
        by,
        source: view.source,
        ...(reason !== undefined && { reason }),
      }),
    )
    // Under the id that it has now: what is mended may say for the first time who it is.
    const next = await this.#registry.carryOut(kept)
    // It may be another version than the one that was kept out.
    if (next.state === 'active') await this.#migrate(next.id)
    return this.get(next.id)
  }
}
