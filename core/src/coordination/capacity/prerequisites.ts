import type { NetworkNode } from '../network/index.ts'
import type { ClaimantTerms } from './claimants.ts'
import type { OpenItem } from './demand.ts'
import { MISSING_SHOWN, NEEDED, type Prerequisite } from './prerequisite.ts'

/** A project with what is known of its sources. */
export interface ProjectSupply {
  readonly name: string
  /** Any, done or not. */
  readonly hasItems: boolean
  /** Connections that were not read in time, or never. */
  readonly stale: readonly string[]
}

export interface PrerequisitesInput {
  readonly open: readonly OpenItem[]
  readonly nodes: readonly NetworkNode[]
  /** Whoever has work. */
  readonly busy: readonly ClaimantTerms[]
  readonly projects: readonly ProjectSupply[]
  /** Absolute minutes. */
  readonly statusTime: number
}

interface Looked<T> {
  readonly all: readonly T[]
  readonly there: (one: T) => boolean
  readonly name: (one: T) => string
}

/**
 * What capacity planning needs first: reliable plans, accurate progress, work that is allocated, availability and other
 * work that are known, and everybody taking part. Figures are given all the same; what is not there is said beside them.
 */
export function prerequisitesOf(input: PrerequisitesInput): readonly Prerequisite[] {
  const { open, nodes, busy, projects, statusTime } = input
  const itemName = ({ node }: OpenItem): string => nodes[node]?.key ?? nodes[node]?.title ?? ''
  const promised = open.filter((item) => !Number.isNaN(item.promised))
  const people = busy.filter(({ claimant }) => claimant.kind === 'person')
  const personName = ({ claimant }: ClaimantTerms): string => claimant.name
  return [
    prerequisite(
      { all: open, there: (item) => item.effortStated, name: itemName },
      {
        id: 'reliable-plans',
        title: 'The work that is left is estimated.',
        of: 'open items with work, remaining work or an estimate',
        none: 'open items',
        action: (missing) => `Estimate the ${missing} open items that have no estimate.`,
      },
    ),
    prerequisite(
      { all: promised, there: (item) => item.promised >= statusTime, name: itemName },
      {
        id: 'accurate-progress',
        title: 'Progress is recorded.',
        of: 'open items with a date that has not passed',
        none: 'open items with a date',
        action: (missing) =>
          `Finish, or give a new date to, the ${missing} open items whose date has passed.`,
      },
    ),
    prerequisite(
      { all: open, there: (item) => item.allocated, name: itemName },
      {
        id: 'work-allocated',
        title: 'All work is given to a person or a role.',
        of: 'open items with somebody, or a role, to do them',
        none: 'open items',
        action: (missing) => `Assign the ${missing} open items that are nobody’s.`,
      },
    ),
    prerequisite(
      { all: people, there: (who) => who.calendarStated, name: personName },
      {
        id: 'availability-known',
        title: 'It is known when people work.',
        of: 'people with work whose working time is stated',
        none: 'people with work',
        action: (missing) =>
          `State a calendar for ${missing} people: their own, that of their unit, or a default one in \`calendars\`.`,
      },
    ),
    prerequisite(
      { all: people, there: (who) => who.otherWorkStated, name: personName },
      {
        id: 'other-work-known',
        title: 'It is known how much other work people have.',
        of: 'people with work whose other work is stated',
        none: 'people with work',
        action: (missing) =>
          `State \`otherWork\` for ${missing} people in \`people\`; 0 says that there is none.`,
      },
    ),
    prerequisite(
      {
        all: projects,
        there: ({ hasItems, stale }) => hasItems && stale.length === 0,
        name: ({ name }) => name,
      },
      {
        id: 'everyone-takes-part',
        title: 'All projects tell of their work.',
        of: 'projects with items whose sources were all read in time',
        none: 'projects',
        action: (missing) => `Look at the sources of ${missing} projects: pmo status.`,
      },
    ),
  ]
}

function prerequisite<T>(
  { all, there, name }: Looked<T>,
  {
    id,
    title,
    of,
    none,
    action,
  }: Pick<Prerequisite, 'id' | 'title'> & {
    readonly of: string
    /** What there has to be some of, that it can be measured. */
    readonly none: string
    readonly action: (missing: number) => string
  },
): Prerequisite {
  const missing = all.filter((one) => !there(one))
  const known = all.length - missing.length
  const share = known / all.length
  const state = all.length === 0 ? 'unknown' : share >= NEEDED ? 'met' : 'unmet'
  return {
    id,
    title,
    state,
    coverage: { known, needed: all.length, of, ...(all.length > 0 && { share }) },
    missing: missing.slice(0, MISSING_SHOWN).map(name),
    missingTotal: missing.length,
    ...(state === 'unmet' && { action: action(missing.length) }),
    ...(state === 'unknown' && { action: `There are no ${none} that it could be measured on.` }),
  }
}
