import { GRAPH, type PlannerConfig } from '../config.ts'

/** Where a task is shown; national clouds have sites of their own, which Graph does not name. */
export function taskAddress(
  plan: string,
  task: string,
  planner: PlannerConfig | undefined,
): { readonly url?: string } {
  return planner?.url === GRAPH
    ? { url: `https://planner.cloud.microsoft/webui/plan/${plan}/view/board/task/${task}` }
    : {}
}
