import { isPmoError, mistakesText, PmoError } from '../config/index.ts'
import type { Definition, DefinitionService } from '../definitions/index.ts'
import { configDifference } from './config-difference.ts'
import { configuredDefinition, pluginOf, type ConfiguredDefinition } from './definition-kinds.ts'
import type { Registry } from './registry.ts'
import type { MigratedDefinition } from './service.ts'
import { fits } from './written-for.ts'

type Body = Readonly<Record<string, unknown>>

/** An entry in the form that its plugin wants now. */
export interface CurrentDefinition {
  readonly body: Body
  /** It was written for another version of the plugin's config; absent: it is as written. */
  readonly migrated?: {
    readonly from: number
    readonly to: number
    /** What differs, a line each. */
    readonly changes: readonly string[]
  }
}

/** The version that an entry was written for, and the one that its plugin wants. */
interface WantedForm {
  readonly configured: ConfiguredDefinition
  readonly plugin: string
  readonly pluginVersion: string
  readonly from: number
  readonly to: number
}

/** Author of versions that an upgrade wrote. */
export const UPGRADE_AUTHOR = 'upgrade'

/** Keeps connections and notifiers working when their plugin wants its config in another form. */
export class DefinitionUpgrades {
  readonly #definitions: DefinitionService
  readonly #registry: Registry
  /** Migrations are pure: one for each version of an entry and of its plugin is enough. */
  readonly #known = new Map<string, Promise<CurrentDefinition>>()

  constructor(definitions: DefinitionService, registry: Registry) {
    this.#definitions = definitions
    this.#registry = registry
  }

  /**
   * An entry as it runs.
   * @throws PmoError `config-invalid` where it cannot be brought into the present form; the entry stays as it is
   */
  async current(definition: Definition): Promise<CurrentDefinition> {
    const { kind, id, version, body } = definition
    const wanted = this.#wanted(definition)
    if (wanted === undefined || wanted.from === wanted.to) return { body }
    const key = `${kind} ${id} ${version} ${wanted.to} ${wanted.pluginVersion}`
    const known = this.#known.get(key) ?? this.#migrated(definition, wanted)
    this.#known.set(key, known)
    return known.catch((error: unknown) => {
      // What a process could not answer now it may answer later.
      this.#known.delete(key)
      throw error
    })
  }

  /**
   * Brings what was written for an older version of a plugin up to date: entries of the API get a new version, entries of the file run
   * in their new form, and what to write is told.
   * @param plugin only those of this plugin
   */
  async bringUpToDate(plugin?: string): Promise<MigratedDefinition[]> {
    const all = [
      ...(await this.#definitions.list('connection')),
      ...(await this.#definitions.list('notifier')),
    ].filter(({ body }) => plugin === undefined || pluginOf(body) === plugin)
    const told: MigratedDefinition[] = []
    for (const definition of all) {
      const one = await this.#upToDate(definition)
      if (one !== undefined) told.push(one)
    }
    return told
  }

  /** Which version it was written for, and which one its plugin wants. */
  #wanted({ kind, id, body, configVersion }: Definition): WantedForm | undefined {
    const configured = configuredDefinition(kind)
    const plugin = pluginOf(body)
    const to = configured && this.#registry.configVersion(plugin, configured.contribution)
    // Why its plugin cannot be used is said where it is used.
    if (configured === undefined || to === undefined) return undefined
    // From before versions were kept: as it is now where that fits, else the first.
    const from =
      configVersion ?? (to === 1 || fits(configured.check(this.#registry, body, [kind, id])) ? to : 1)
    return { configured, plugin, pluginVersion: this.#registry.plugin(plugin).version ?? '', from, to }
  }

  async #migrated({ kind, id, body }: Definition, wanted: WantedForm): Promise<CurrentDefinition> {
    const { configured, plugin, from, to } = wanted
    const before = configured.configOf(body)
    const migration = await this.#registry.migrateConfig({
      plugin,
      kind: configured.contribution,
      config: before,
      from,
    })
    if (migration.outcome === 'current') return { body }
    if (migration.outcome === 'refused') {
      throw new PmoError('config-invalid', `The config of the ${kind} "${id}" ${migration.reason}.`)
    }
    const next = configured.withConfig(body, migration.config)
    const checked = configured.check(this.#registry, next, [`${kind}s`, id])
    if (!checked.ok && !fits(checked)) {
      throw new PmoError(
        'config-invalid',
        mistakesText(
          `The config of the ${kind} "${id}", brought from version ${from} to version ${to} by the plugin "${plugin}", is not valid and was not taken; write it anew`,
          checked.mistakes,
        ),
      )
    }
    return { body: next, migrated: { from, to, changes: configDifference(before, migration.config) } }
  }

  async #upToDate(definition: Definition): Promise<MigratedDefinition | undefined> {
    const { kind, id, managed, version } = definition
    try {
      const { body, migrated } = await this.current(definition)
      if (migrated === undefined) return undefined
      const { changes, from, to } = migrated
      if (managed === 'api') {
        await this.#definitions.update({ kind, id, body, version, by: UPGRADE_AUTHOR, configVersion: to })
        return { kind, id, managed, outcome: 'migrated', changes }
      }
      return {
        kind,
        id,
        managed,
        outcome: 'migrated',
        changes,
        note: `The ${kind} "${id}" in pmo.config.ts is written for version ${from} of the config of its plugin "${pluginOf(body)}", which wants version ${to}; it runs in the new form until the file says so (pmo config pull writes it)`,
      }
    } catch (error) {
      if (!isPmoError(error)) throw error
      return { kind, id, managed, outcome: 'refused', changes: [], note: error.message }
    }
  }
}
