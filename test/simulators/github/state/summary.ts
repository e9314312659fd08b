import { fullNameOf } from './lookup.ts'
import type { World } from './world.ts'

export interface IssueSummary {
  readonly number: number
  readonly id: number
  readonly updatedAt: string
  readonly state: 'open' | 'closed'
  readonly pull: boolean
}

/** Everything that anybody may see, in a few words: the truth to compare a sync with. */
export interface WorldSummary {
  readonly repositories: readonly {
    readonly fullName: string
    readonly id: number
    readonly archived: boolean
    readonly issues: readonly IssueSummary[]
  }[]
  readonly projects: readonly {
    readonly owner: string
    readonly number: number
    /** Database ids of the items, archived ones included. */
    readonly items: readonly number[]
  }[]
}

export const summaryOf = (world: World): WorldSummary => ({
  repositories: [...world.repositories.values()]
    .filter((repository) => !repository.hidden)
    .map((repository) => ({
      fullName: fullNameOf(repository),
      id: repository.id,
      archived: repository.archived,
      issues: [...repository.issues.values()]
        .filter((issue) => !issue.hidden)
        .map((issue) => ({
          number: issue.number,
          id: issue.id,
          updatedAt: issue.updatedAt,
          state: issue.state,
          pull: issue.pull !== null,
        }))
        .toSorted((left, right) => left.number - right.number),
    })),
  projects: world.projects.map((project) => ({
    owner: project.owner,
    number: project.number,
    items: project.items.map((item) => item.id),
  })),
})
