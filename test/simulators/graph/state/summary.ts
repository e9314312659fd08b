import { tasksOf, type World } from './world.ts'

/** What a complete read must find. */
export interface WorldSummary {
  readonly plans: readonly {
    readonly id: string
    readonly title: string
    readonly tasks: readonly string[]
  }[]
}

export const summaryOf = (world: World): WorldSummary => ({
  plans: [...world.plans.values()]
    .filter(({ deleted }) => !deleted)
    .map(({ id, title }) => ({ id, title, tasks: tasksOf(world, id).map((task) => task.id) })),
})
