import { toJson, verbatim, verbatimAt, verbatimObject, type Along, type Verbatim } from '@headless-pmo/sdk'
import { accountRef } from './map/account.ts'
import { isObject, listOf, member, objectsOf, path } from './map/json.ts'

/** What is kept of a person: what every reply tells alike, so that the same person has the same bytes everywhere. */
const KEPT = ['accountId', 'key', 'name', 'displayName', 'emailAddress', 'active', 'accountType'] as const

/** A person cut down to what is kept; undefined for one that Jira does not name. */
export function personOf(user: Verbatim): Verbatim | undefined {
  if (accountRef(user.value) === undefined) return undefined
  const parts: Record<string, Verbatim> = {}
  for (const name of KEPT) if (isTold(member(user.value, name))) parts[name] = verbatimAt(user.text, [name])
  return verbatimObject(parts)
}

/** Hidden e-mail addresses are absent in one reply and empty in another. */
const isTold = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** Collects the people that replies name, each once a run. */
export class PeopleAlong {
  readonly #known = new Set<string>()

  /** The people of these stored issues that have not been told of yet: of their fields and of their histories. */
  ofIssues(items: readonly unknown[]): readonly Along[] {
    return this.#along(
      items.flatMap((item) => {
        const fields = path(item, 'issue', 'fields')
        const histories = [
          ...listOf(member(item, 'histories')),
          ...listOf(path(item, 'issue', 'changelog', 'histories')),
        ]
        return [
          ...['assignee', 'reporter', 'creator'].map((name) => member(fields, name)),
          ...histories.map((entry) => member(entry, 'author')),
        ]
      }),
    )
  }

  /** The people who booked time. */
  ofWorklogs(worklogs: readonly unknown[]): readonly Along[] {
    return this.#along(objectsOf(worklogs).map((worklog) => worklog['author']))
  }

  #along(people: readonly unknown[]): readonly Along[] {
    const items = people.flatMap((person) => {
      const ref = accountRef(person)
      if (ref === undefined || !isObject(person) || this.#known.has(ref)) return []
      this.#known.add(ref)
      return personOf(verbatim(toJson(person))) ?? []
    })
    return items.length === 0 ? [] : [{ stream: 'users', items }]
  }
}
