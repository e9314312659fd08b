import { resolveSteps } from './resolve-steps.ts'
import type { ImpactView } from './prepare-view.ts'
import type { ScenarioStep } from './step.ts'

/**
 * Steps in the form in which they are kept: people by their ids, so that nobody's name stays in a scenario when they are
 * to be forgotten. @throws PmoError `invalid-request` for names that lead nowhere
 */
export function keptSteps(view: ImpactView, steps: readonly ScenarioStep[]): readonly ScenarioStep[] {
  const resolved = resolveSteps(view, steps)
  return steps.map((step, at) => {
    const found = resolved[at]
    if (step.do !== 'release-person' || found?.do !== 'release-person') return step
    const to = found.to === undefined ? undefined : view.people[found.to]?.id
    return {
      ...step,
      person: view.people[found.person]?.id ?? step.person,
      ...(to !== undefined && { to }),
    }
  })
}
