import type { CalendarDefinition } from '../../config/index.ts'
import type { Calendar } from '@headless-pmo/sdk'
import {
  calendarSource,
  STANDARD_CALENDAR,
  type CalendarRules,
  type CalendarSource,
} from '../../working-time/index.ts'
import type { Organisation } from './organisation.ts'

/** A share of the calendar's hours for a period; days, both included. */
export interface CapacityShare {
  readonly from?: string
  readonly until?: string
  /** 1 = all hours. */
  readonly share: number
}

/** What a plan says of somebody who is a resource in it. */
export interface PlanTerms {
  /** Name of the plan, for people. */
  readonly plan: string
  readonly calendar?: CalendarSource
  readonly zone?: string
  /** Units over time; 1 = one full person. */
  readonly shares?: readonly CapacityShare[]
}

/** When somebody works, and how much of that projects get. */
export interface WorkingTerms {
  /** Absences are in it. */
  readonly calendar: CalendarSource
  /** IANA zone of the calendar's hours. */
  readonly zone: string
  /** The first that holds on a day counts; on a day that none names, all hours do. */
  readonly shares: readonly CapacityShare[]
  /** Share of the time that no project gets, 0 to 1. */
  readonly otherWork: number
  /** First and last day here. */
  readonly from?: string
  readonly until?: string
  /** Who states the calendar: the person, a plan, team or unit, the organisation's default; or nobody. */
  readonly calendarFrom: 'person' | 'plan' | 'team' | 'unit' | 'default' | 'nobody'
  /** Whether somebody states how much of it projects get. */
  readonly otherWorkStated: boolean
  /** What was taken for granted, each a sentence. */
  readonly assumptions: readonly string[]
}

const ALL: readonly CapacityShare[] = [{ share: 1 }]

/**
 * When somebody works: by their own calendar, else that of a plan in which they are a resource, else that of their team,
 * unit, or the organisation's default; and what had to be assumed. Somebody whom the organisation does not know has the
 * plan's terms, or the default.
 *
 * @param zone IANA zone of calendars that state none
 */
export function workingTerms(
  organisation: Organisation,
  id: string | undefined,
  { zone, plan }: { readonly zone: string; readonly plan?: PlanTerms },
): WorkingTerms {
  const member = id === undefined ? undefined : organisation.people.get(id)
  const assumptions: string[] = []
  const stated = statedCalendar(organisation, id, plan)
  const found = stated.source ?? STANDARD_CALENDAR
  if (stated.problem !== undefined) assumptions.push(stated.problem)
  if (stated.source === undefined)
    assumptions.push('Works Monday to Friday, 8 hours: nobody states a calendar.')
  const { absences = [], from, until, otherWork } = member?.definition ?? {}
  const calendar =
    absences.length === 0
      ? found
      : {
          id: `person:${id}`,
          name: `${found.name} of ${member?.definition.name}`,
          chain: [away(absences), ...found.chain],
        }
  const shares = statedShares(member?.definition.capacity) ?? plan?.shares ?? ALL
  if (otherWork === undefined)
    assumptions.push('Has all working time for projects: nobody states how much other work there is.')
  return {
    calendar,
    zone: stated.zone ?? zone,
    shares,
    otherWork: (otherWork ?? 0) / 100,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    calendarFrom: stated.source === undefined ? 'nobody' : stated.from,
    otherWorkStated: otherWork !== undefined,
    assumptions,
  }
}

/** A calendar of the organisation with its bases, as working time is counted with; a sentence where that cannot be. */
export function calendarOf(organisation: Organisation, id: string): CalendarSource | string {
  const definition = organisation.calendars.get(id)
  if (definition === undefined) return `The calendar "${id}" does not exist.`
  const find = (base: string): Calendar | undefined => {
    const one = organisation.calendars.get(base)
    return one === undefined ? undefined : recordOf(one)
  }
  const source = calendarSource(recordOf(definition), find, `organisation:${id}`)
  return 'kind' in source ? source.sentence : source
}

interface Stated {
  readonly from: WorkingTerms['calendarFrom']
  readonly source?: CalendarSource
  readonly zone?: string
  readonly problem?: string
}

function statedCalendar(organisation: Organisation, id: string | undefined, plan?: PlanTerms): Stated {
  const { people, teams, units, calendars, defaultCalendar } = organisation
  const member = id === undefined ? undefined : people.get(id)
  const known = (calendar: string | undefined): string | undefined =>
    calendar !== undefined && calendars.has(calendar) ? calendar : undefined
  const own = known(member?.definition.calendar)
  if (own !== undefined) return named(organisation, own, 'person')
  if (plan?.calendar !== undefined)
    return { from: 'plan', source: plan.calendar, ...(plan.zone !== undefined && { zone: plan.zone }) }
  const team = member?.teams.map((one) => known(teams.get(one)?.calendar)).find((one) => one !== undefined)
  if (team !== undefined) return named(organisation, team, 'team')
  const unit = member?.unit === undefined ? undefined : units.get(member.unit)?.calendar
  if (unit !== undefined) return named(organisation, unit, 'unit')
  return defaultCalendar === undefined
    ? { from: 'nobody' }
    : named(organisation, defaultCalendar.id, 'default')
}

function named(organisation: Organisation, id: string, from: Stated['from']): Stated {
  const source = calendarOf(organisation, id)
  if (typeof source === 'string') return { from, problem: source }
  const zone = zoneOf(organisation, id)
  return { from, source, ...(zone !== undefined && { zone }) }
}

/** The zone of a calendar, else of the nearest base that states one. */
function zoneOf({ calendars }: Organisation, id: string): string | undefined {
  const seen = new Set<string>()
  for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = calendars.get(at)?.base) {
    seen.add(at)
    const zone = calendars.get(at)?.zone
    if (zone !== undefined) return zone
  }
  return undefined
}

function recordOf({ id, name, base, week, workWeeks, exceptions = [] }: CalendarDefinition): Calendar {
  return {
    kind: 'calendar',
    ref: id,
    name,
    week: week ?? (base === undefined ? [...(STANDARD_CALENDAR.chain[0]?.week ?? [])] : []),
    ...(base !== undefined && { base }),
    ...(workWeeks !== undefined && { workWeeks }),
    exceptions: exceptions.map(({ from, until, shifts, ...rest }) => ({
      ...rest,
      from,
      until: until ?? from,
      shifts: shifts ?? [],
    })),
  }
}

function away(
  absences: readonly { readonly from: string; readonly until?: string | undefined }[],
): CalendarRules {
  return {
    week: [],
    exceptions: absences.map(({ from, until }) => ({ from, until: until ?? from, shifts: [] })),
  }
}

function statedShares(
  capacity:
    | number
    | readonly {
        readonly from?: string | undefined
        readonly until?: string | undefined
        readonly percent: number
      }[]
    | undefined,
): readonly CapacityShare[] | undefined {
  if (capacity === undefined) return undefined
  if (typeof capacity === 'number') return [{ share: capacity / 100 }]
  return capacity.map(({ from, until, percent }) => ({
    share: percent / 100,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }))
}
