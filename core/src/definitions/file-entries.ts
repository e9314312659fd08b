import type { PmoConfig } from '../config/index.ts'
import type { DefinitionKind } from './definition.ts'

/** An entry as pmo.config.ts states it. */
export interface FileEntry {
  readonly kind: DefinitionKind
  readonly id: string
  readonly position: number
  readonly body: Readonly<Record<string, unknown>>
}

/** The entries of a config file, in its order. Pure. */
export function fileEntries(config: PmoConfig): FileEntry[] {
  const lists = [
    ['portfolio', config.portfolios ?? []],
    ['program', config.programs ?? []],
    ['project', config.projects ?? []],
    ['unit', config.units ?? []],
    ['role', config.roles ?? []],
    ['team', config.teams ?? []],
    ['person', config.people ?? []],
    ['calendar', config.calendars ?? []],
  ] as const
  return [
    ...Object.entries(config.connections ?? {}).map(([id, body], position) => ({
      kind: 'connection' as const,
      id,
      position,
      body: { ...body },
    })),
    ...Object.entries(config.notifiers ?? {}).map(([id, body], position) => ({
      kind: 'notifier' as const,
      id,
      position,
      body: { ...body },
    })),
    ...lists.flatMap(([kind, list]) =>
      list.map(({ id, ...body }, position) => ({ kind, id, position, body: { ...body } })),
    ),
  ]
}
