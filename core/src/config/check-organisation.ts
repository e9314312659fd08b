import type { z } from 'zod'
import { type Mistake, pathText } from './mistake.ts'
import type { configSchema } from './schema/config.ts'
import { unknownId } from './unknown-id.ts'

type Parsed = z.infer<typeof configSchema>
type Path = readonly PropertyKey[]

/**
 * What is wrong in the organisation of a file: targets that do not exist, circles, two people with one account. Who
 * leads and who belongs to a team is not checked here: people may come from an import.
 */
export function organisationMistakes(config: Parsed): Mistake[] {
  const { units = [], roles = [], teams = [], people = [], calendars = [] } = config
  const known = {
    unit: units.map(({ id }) => id),
    role: roles.map(({ id }) => id),
    calendar: calendars.map(({ id }) => id),
    connection: Object.keys(config.connections ?? {}),
  }
  const mistakes: Mistake[] = []
  const check = (noun: keyof typeof known, id: string | undefined, path: Path): void => {
    if (id === undefined || known[noun].includes(id)) return
    mistakes.push(unknownId(path, id, noun, known[noun]))
  }
  for (const [index, { parent, calendar }] of units.entries()) {
    check('unit', parent, ['units', index, 'parent'])
    check('calendar', calendar, ['units', index, 'calendar'])
  }
  for (const [index, { unit }] of roles.entries()) check('unit', unit, ['roles', index, 'unit'])
  for (const [index, { unit, calendar }] of teams.entries()) {
    check('unit', unit, ['teams', index, 'unit'])
    check('calendar', calendar, ['teams', index, 'calendar'])
  }
  for (const [index, { unit, calendar, roles: own = [], accounts = [] }] of people.entries()) {
    check('unit', unit, ['people', index, 'unit'])
    check('calendar', calendar, ['people', index, 'calendar'])
    for (const [at, id] of own.entries()) check('role', id, ['people', index, 'roles', at])
    for (const [at, { connection }] of accounts.entries())
      check('connection', connection, ['people', index, 'accounts', at, 'connection'])
  }
  for (const [index, { base }] of calendars.entries()) check('calendar', base, ['calendars', index, 'base'])
  return [
    ...mistakes,
    ...circles(units, ({ parent }) => parent, ['units', 'parent']),
    ...circles(calendars, ({ base }) => base, ['calendars', 'base']),
    ...sharedAccounts(people),
    ...calendarMistakes(calendars),
    ...people.flatMap(({ from, until }, index) =>
      from === undefined || until === undefined || from <= until
        ? []
        : [
            {
              path: pathText(['people', index, 'until']),
              problem: 'is before `from`; change one of the days',
            },
          ],
    ),
  ]
}

/** Entries that are above themselves; each circle is named once, in its order. */
function circles<T extends { readonly id: string }>(
  entries: readonly T[],
  above: (entry: T) => string | undefined,
  [list, field]: readonly [string, string],
): Mistake[] {
  const next = new Map(entries.map((entry) => [entry.id, above(entry)]))
  const done = new Set<string>()
  return entries.flatMap(({ id }, index) => {
    const way: string[] = []
    let at: string | undefined = id
    while (at !== undefined && !done.has(at) && !way.includes(at)) {
      way.push(at)
      at = next.get(at)
    }
    const circle = at !== undefined && way.includes(at) ? [...way.slice(way.indexOf(at)), at] : []
    for (const one of way) done.add(one)
    if (circle.length === 0) return []
    const problem = `goes round in a circle (${circle.join(' > ')}); take it out of one of them`
    return [{ path: pathText([list, index, field]), problem }]
  })
}

function sharedAccounts(people: NonNullable<Parsed['people']>): Mistake[] {
  const owners = new Map<string, string>()
  return people.flatMap(({ id, accounts = [] }, index) =>
    accounts.flatMap(({ connection, account }, at) => {
      const key = `${connection} ${account.toLowerCase()}`
      const owner = owners.get(key)
      if (owner === undefined) {
        owners.set(key, id)
        return []
      }
      const path = pathText(['people', index, 'accounts', at])
      return [{ path, problem: `is already an account of "${owner}"; an account belongs to one person` }]
    }),
  )
}

function calendarMistakes(calendars: NonNullable<Parsed['calendars']>): Mistake[] {
  const first = calendars.find(({ isDefault }) => isDefault === true)
  return calendars.flatMap(({ id, isDefault }, index) => {
    if (isDefault !== true || first === undefined || first.id === id) return []
    const problem = `is set although "${first.id}" is the default calendar already; leave it out in one of them`
    return [{ path: pathText(['calendars', index, 'isDefault']), problem }]
  })
}
