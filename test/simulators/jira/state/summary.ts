import { isListed } from './touch.ts'
import type { World } from './world.ts'

/** What a complete read must find. */
export interface WorldSummary {
  readonly projects: readonly { readonly key: string; readonly id: string }[]
  readonly issues: readonly {
    readonly id: string
    readonly key: string
    readonly updatedAt: string
    readonly status: string
  }[]
}

export const summaryOf = (world: World): WorldSummary => ({
  projects: [...world.projects.values()]
    .filter(({ deleted, hidden, archived }) => !deleted && !hidden && !archived)
    .map(({ key, id }) => ({ key, id })),
  issues: [...world.issues.values()]
    .filter((issue) => isListed(world, issue))
    .map(({ id, key, updated, statusId }) => ({
      id,
      key,
      updatedAt: new Date(updated).toISOString(),
      status: world.statuses.get(statusId)?.name ?? '',
    })),
})
