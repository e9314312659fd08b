import { EditError } from './edit-error.ts'

/** Limits of the service; where it refuses, the code of its reply names the limit. */
export interface PlannerLimits {
  readonly MaximumProjectsOwnedByUser: number
  readonly MaximumTasksInProject: number
  readonly MaximumActiveTasksInProject: number
  readonly MaximumBucketsInProject: number
  readonly MaximumAssigneesInTasks: number
  readonly MaximumChecklistItemsOnTask: number
  readonly MaximumReferencesOnTask: number
}

/** Microsoft states no figures for the API; these are those of its product page, for plans of today. */
export const LIMITS: PlannerLimits = {
  MaximumProjectsOwnedByUser: 200,
  MaximumTasksInProject: 9000,
  MaximumActiveTasksInProject: 3000,
  MaximumBucketsInProject: 200,
  MaximumAssigneesInTasks: 20,
  MaximumChecklistItemsOnTask: 20,
  MaximumReferencesOnTask: 10,
}

/** @throws EditError with status 403 and the limit's name when `count` would be above it */
export const holdLimit = (limits: PlannerLimits, name: keyof PlannerLimits, count: number): void => {
  if (count > limits[name])
    throw new EditError(403, `The request exceeds the limit ${name} of ${limits[name]}.`, name)
}
