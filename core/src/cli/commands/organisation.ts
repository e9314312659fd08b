import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import type { Api } from '../session.ts'

type Overview = Awaited<ReturnType<Api['organisation']['overview']['query']>>

/** Kinds of entries of the organisation. */
export const ENTRY_KINDS = ['unit', 'role', 'team', 'person', 'calendar'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** The organisation: the tree of units, then roles and teams. */
export async function showOrganisation(context: CommandContext): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const overview: Overview = await session.api.organisation.overview.query({})
  if (output.json) {
    output.result(overview, () => '')
    return EXIT.ok
  }
  const rows = [
    ...overview.units.map((unit) => ({
      kind: 'unit',
      ...unit,
      name: `${'  '.repeat(unit.depth)}${unit.name}`,
    })),
    ...overview.roles.map((role) => ({ kind: 'role', ...role })),
    ...overview.teams.map((team) => ({ kind: 'team', ...team })),
  ]
  output.list<{
    readonly kind: string
    readonly id: string
    readonly name: string
    readonly people: number
    readonly head?: string | undefined
    readonly unit?: string | undefined
  }>(
    rows,
    [
      { title: 'kind', value: ({ kind }) => kind },
      { title: 'id', value: ({ id }) => id },
      { title: 'name', value: ({ name }) => name },
      { title: 'head', value: ({ head }) => head },
      { title: 'of unit', value: ({ unit }) => unit },
      { title: 'people', value: ({ people }) => people, align: 'right' },
    ],
    'There is no organisation yet; state `units`, `roles`, `teams` and `people` in pmo.config.ts, or import people: pmo people import FILE.',
  )
  for (const { sentence } of overview.problems) output.note(sentence)
  return overview.problems.length === 0 ? EXIT.ok : EXIT.attention
}

/** Removes an entry that was made through the API. */
export async function removeEntry(context: CommandContext, kind: EntryKind, id: string): Promise<number> {
  await using session = await context.session()
  const { organisation } = session.api
  const entries = {
    unit: organisation.units,
    role: organisation.roles,
    team: organisation.teams,
    person: organisation.people,
    calendar: organisation.calendars,
  }[kind]
  const { version } = await entries.get.query({ id })
  const result = await entries.remove.mutate({ id, version })
  context.output.result(result, () => `The ${kind} ${id} is removed.`)
  return EXIT.ok
}
