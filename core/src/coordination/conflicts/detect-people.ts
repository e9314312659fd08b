import type { CapacityFacts, Claimant } from '../capacity/index.ts'
import { conflictId, type Conflict, type Evidence, type Party } from './conflict.ts'
import type { ConflictFacts, Detected } from './conflict-facts.ts'
import { ownersOf, projectParty } from './describe-node.ts'

/** People who are asked for more in an ISO week than they can work, with everybody who has to agree on it. */
export function* detectOverAllocation({ capacity }: ConflictFacts): Detected<Conflict> {
  if (!capacity.known) return
  for (const one of capacity.overAllocations) {
    if (one.period.kind !== 'week') continue
    const week = one.period.id
    const projects = one.projects.filter(({ stated, assumed }) => stated + assumed > 0)
    const parties: Party[] = [
      {
        kind: 'person',
        id: one.person,
        name: one.name,
        ...(one.head !== undefined && { owner: one.head }),
        part: 'asked for too much',
      },
      ...projects.flatMap(({ project, name, manager }): Party[] =>
        project === undefined
          ? []
          : [
              {
                kind: 'project',
                id: project,
                name,
                ...(manager !== undefined && { owner: manager }),
                part: 'asks',
              },
            ],
      ),
    ]
    const asked = one.stated + one.assumed
    const names = projects.map(({ name }) => name).join(', ')
    yield {
      id: conflictId('over-allocation', one.person, week),
      kind: 'over-allocation',
      sentence: `${one.name} is asked for ${hours(asked)} in ${week} and can work ${hours(one.capacity)}: ${hours(one.over)} too much, for ${names}${one.certainty === 'assumed' ? ' (if the assumed durations hold)' : ''}.`,
      action: `Move work of one project to another week, or to somebody else${ownersOf(parties)}.`,
      size: Math.round((one.over / 60) * 10) / 10,
      unit: 'hours',
      evidence: projects.map(({ project, name, stated, assumed }) => ({
        source: 'capacity' as const,
        ...(project !== undefined && { project }),
        what: `work in ${week}`,
        value: `${name}: ${hours(stated + assumed)}${assumed > 0 ? `, of which ${hours(assumed)} assumed` : ''}`,
      })),
      parties,
      assumed: one.certainty === 'assumed',
    }
  }
}

/**
 * The few people whom everyone needs: those of the most active projects, where they are less than the share of the settings.
 * Where half of everybody works in many projects, that is how the house works, and nobody is the one whom all wait for.
 */
export function* detectKeyPeople(facts: ConflictFacts): Detected<Conflict> {
  const { capacity, settings } = facts
  if (!capacity.known) return
  const wanted = projectsByClaimant(capacity.facts)
  const people = capacity.facts.claimants.filter(({ kind }) => kind === 'person').length
  const counts = [...wanted.values()].map((projects) => projects.size)
  const most = Math.max(1, Math.ceil(settings.keyShare * people) - 1)
  const enough = [...new Set(counts)]
    .filter((count) => count >= settings.keyProjects)
    .toSorted((one, other) => one - other)
    .find((count) => counts.filter((of) => of >= count).length <= most)
  if (enough === undefined) return
  for (const [index, projects] of wanted) {
    const claimant = capacity.facts.claimants[index]
    if (claimant === undefined || projects.size < enough) continue
    const parties: Party[] = [
      personParty(claimant, capacity.facts),
      ...[...projects.keys()].map((id) => projectParty(id, 'needs the person', facts)),
    ]
    yield {
      id: conflictId('key-person', claimant.id),
      kind: 'key-person',
      sentence: `${projects.size} active projects need ${claimant.name}, more than almost anybody else: what holds ${claimant.name} up holds up all of them.`,
      action: `Decide which project comes first${ownersOf(parties)}, and have somebody else learn the work.`,
      size: projects.size,
      unit: 'projects',
      evidence: [...projects].map(([project, minutes]) => ({
        source: 'capacity',
        project,
        what: 'work that is left',
        value: hours(minutes),
      })),
      parties,
      assumed: false,
    }
  }
}

/** People and roles of one project that a conflict lists, those with the most work. */
const MOST_LISTED = 20

/** Work of a project that no unit answers for: of people in none, of roles, and of nobody at all. */
export function* detectNoUnit(facts: ConflictFacts): Detected<Conflict> {
  const { capacity } = facts
  if (!capacity.known || capacity.facts.units.length === 0) return
  const { claimants } = capacity.facts
  const byProject = new Map<string, Map<number, number>>()
  for (const { claimant, project, stated, assumed } of workOf(capacity.facts)) {
    if (claimants[claimant]?.unit !== undefined || project === undefined) continue
    const of = byProject.get(project) ?? new Map<number, number>()
    byProject.set(project, of.set(claimant, (of.get(claimant) ?? 0) + stated + assumed))
  }
  for (const [project, of] of byProject) {
    const minutes = [...of.values()].reduce((sum, one) => sum + one, 0)
    if (minutes < 1) continue
    const named = [...of].toSorted(([, one], [, other]) => other - one)
    const party = projectParty(project, 'has the work', facts)
    const listed = named.slice(0, MOST_LISTED)
    const nobody = named.some(([index]) => claimants[index]?.kind === 'nobody')
    const who = named.flatMap(([index]) => {
      const claimant = claimants[index]
      return claimant === undefined || claimant.kind === 'nobody' ? [] : [claimant.name]
    })
    yield {
      id: conflictId('no-unit', project),
      kind: 'no-unit',
      sentence: `${hours(minutes)} of work of ${party.name} belong to no unit: ${[...(nobody ? ['nobody is assigned'] : []), ...shown(who)].join(', ')}.`,
      action: `${nobody ? 'Assign the work that nobody has' : 'Say which unit these people and roles belong to'}${ownersOf([party])}, so that somebody answers for it.`,
      size: Math.round((minutes / 60) * 10) / 10,
      unit: 'hours',
      evidence: named.map(([index, left]): Evidence => ({
        source: 'capacity',
        project,
        what: 'work without a unit',
        value: `${claimants[index]?.kind === 'nobody' ? 'nobody' : (claimants[index]?.name ?? '')}: ${hours(left)}`,
      })),
      parties: [
        party,
        ...listed.flatMap(([index]): Party[] => {
          const claimant = claimants[index]
          if (claimant?.kind !== 'person') return []
          return [{ kind: 'person', id: claimant.id, name: claimant.name, part: 'is in no unit' }]
        }),
      ],
      assumed: false,
    }
  }
}

/** Work by claimant and project, over all months and what is after them. */
function* workOf(facts: CapacityFacts) {
  yield* facts.months.cells
  yield* facts.beyond
}

/** The projects that want each person, with the minutes that are left there. */
function projectsByClaimant(facts: CapacityFacts): Map<number, Map<string, number>> {
  const wanted = new Map<number, Map<string, number>>()
  for (const { claimant, project, stated, assumed } of workOf(facts)) {
    if (project === undefined || facts.claimants[claimant]?.kind !== 'person') continue
    const of = wanted.get(claimant) ?? new Map<string, number>()
    wanted.set(claimant, of.set(project, (of.get(project) ?? 0) + stated + assumed))
  }
  return wanted
}

function personParty({ id, name, unit }: Claimant, { units }: CapacityFacts): Party {
  const head = units.find((one) => one.id === unit)?.head
  return { kind: 'person', id, name, ...(head !== undefined && { owner: head }), part: 'needed by all' }
}

function hours(minutes: number): string {
  return `${Math.round((minutes / 60) * 10) / 10} h`
}

function shown(names: readonly string[]): string[] {
  return names.length <= 3 ? [...names] : [...names.slice(0, 3), `${names.length - 3} more`]
}
