import type { Along } from '@headless-pmo/sdk'
import { idOf, property } from './element.ts'

/** Collects the people that replies name, each once a run. */
export class PeopleAlong {
  readonly #known = new Set<string>()

  /** The people of these issues that have not been told of yet. A deleted account is null, and nobody. */
  ofIssues(issues: readonly unknown[]): readonly Along[] {
    return this.#along(
      issues.flatMap((issue) => {
        const assignees = property(issue, 'assignees')
        return [
          property(issue, 'user'),
          property(issue, 'closed_by'),
          ...(Array.isArray(assignees) ? (assignees as unknown[]) : []),
        ]
      }),
    )
  }

  /** The people of these events: who acted, and who was assigned. */
  ofEvents(events: readonly unknown[]): readonly Along[] {
    return this.#along(
      events.flatMap((event) => [
        property(event, 'actor'),
        property(event, 'assignee'),
        property(event, 'assigner'),
      ]),
    )
  }

  #along(people: readonly unknown[]): readonly Along[] {
    const items = people.filter((person) => {
      const id = idOf(person)
      if (id === undefined || this.#known.has(id)) return false
      this.#known.add(id)
      return true
    })
    return items.length === 0 ? [] : [{ stream: 'users', items }]
  }
}
