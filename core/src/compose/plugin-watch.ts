import type { Logger } from '../host/index.ts'
import type { NotificationService, PluginCondition } from '../notifications/index.ts'
import type { PluginView, Registry } from '../registry/index.ts'

/** How a plugin is, for those who are told; one that a person has switched off is nothing to tell. */
export function conditionOf({ id, source, version, state, phase, reason }: PluginView): PluginCondition[] {
  if (state === 'disabled') return []
  const quarantine = { phase: phase ?? 'run', reason: reason ?? 'It is kept out.' }
  return [
    {
      plugin: id,
      source,
      ...(version !== undefined && { version }),
      ...(state === 'quarantined' && { quarantine }),
    },
  ]
}

/** Has what happens to plugins told. */
export function watchPlugins(
  registry: Registry,
  notifications: NotificationService,
  log: Logger,
): Disposable {
  return registry.watch(({ plugin }) => {
    const found = registry.plugins().filter(({ id }) => id === plugin)
    void notifications
      .apart(async (tx) => {
        for (const condition of found.flatMap(conditionOf)) await notifications.pluginIs(tx, condition)
      })
      .catch((error: unknown) =>
        log.error({ err: error, plugin }, 'What happened to a plugin could not be told.'),
      )
  })
}
