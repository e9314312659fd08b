import type { Calendar } from '@headless-pmo/sdk'
import type { CalendarDefinition } from '../../config/index.ts'
import {
  allOf,
  ALWAYS,
  anyOf,
  calendarSource,
  compileCalendar,
  isCalendarProblem,
  STANDARD_CALENDAR,
  type CalendarSource,
  type WorkingCalendar,
} from '../../working-time/index.ts'
import type { NetworkProblem } from './network-problem.ts'
import type { RecordIndex } from './record-index.ts'

/** Number of the calendar of elapsed time. */
export const ELAPSED = 0

/** A calendar of a network, and what was put in the place of another one. */
export interface FoundCalendar {
  readonly index: number
  /** Why it is not the one that was asked for. */
  readonly instead?: string
}

/** The calendars that items count in: each is compiled when the first item needs it. */
export class NetworkCalendars {
  readonly #index: RecordIndex
  readonly #definitions: ReadonlyMap<string, Calendar>
  readonly #zones: ReadonlyMap<string, string>
  readonly #default: string | undefined
  readonly #found = new Map<string, FoundCalendar>()
  readonly #all: WorkingCalendar[] = [ALWAYS]
  readonly #problems: NetworkProblem[] = []

  constructor(index: RecordIndex, definitions: readonly CalendarDefinition[], wanted: string | undefined) {
    this.#index = index
    this.#definitions = new Map(definitions.map((definition) => [definition.id, calendarOf(definition)]))
    this.#zones = new Map(definitions.flatMap(({ id, zone }) => (zone === undefined ? [] : [[id, zone]])))
    this.#default = wanted ?? definitions.find(({ isDefault }) => isDefault === true)?.id
  }

  /** In the order of their numbers. */
  get all(): readonly WorkingCalendar[] {
    return this.#all
  }

  get problems(): readonly NetworkProblem[] {
    return this.#problems
  }

  at(index: number): WorkingCalendar {
    return this.#all[index] ?? ALWAYS
  }

  /** The calendar of items that name none, in the zone of their container. */
  standard(zone: string): FoundCalendar {
    const id = this.#default
    const calendar = id === undefined ? undefined : this.#definitions.get(id)
    if (id === undefined) return this.#compiled(`standard\n${zone}`, STANDARD_CALENDAR, zone)
    const place = `defined\n${id}\n${zone}`
    if (calendar === undefined) {
      const sentence = `The settings name the calendar "${id}", which \`calendars\` does not have; add it there, or take its name out of \`settings.scheduling\`.`
      return this.#instead(place, { kind: 'unknown-calendar', sentence, nodes: [], ref: id }, zone)
    }
    const source = calendarSource(calendar, (base) => this.#definitions.get(base), id)
    return this.#compiled(place, source, this.#zones.get(id) ?? zone)
  }

  /** The calendar of a record; where that cannot count, the standard one, with the reason. */
  ofRecord(connection: string, ref: string, zone: string): FoundCalendar {
    const place = `record\n${connection}\n${ref}\n${zone}`
    const known = this.#found.get(place)
    if (known !== undefined) return known
    const find = (name: string): Calendar | undefined => this.#index.get(connection, 'calendar', name)?.record
    const calendar = this.#withRules(find, ref)
    if (calendar === undefined) {
      const sentence = `The calendar "${ref}" of the connection "${connection}" is not synced, so the standard one counts; sync the connection again.`
      return this.#instead(place, { kind: 'unknown-calendar', sentence, nodes: [], connection, ref }, zone)
    }
    const about = { connection, ref: calendar.ref }
    const shared = `record\n${connection}\n${calendar.ref}\n${zone}`
    const source = calendarSource(calendar, find, `${connection}/${calendar.ref}`)
    const found = this.#compiled(shared, source, zone, about)
    this.#found.set(place, found)
    return found
  }

  /** The calendar of somebody of the organisation; where it cannot count, the standard one. */
  ofWorker(source: CalendarSource, zone: string): number {
    return this.#compiled(`worker\n${source.id}\n${zone}`, source, zone).index
  }

  /**
   * The calendar of what several resources do together, within that of their task where it has one; undefined where
   * they never work then.
   */
  together(resources: readonly number[], task: number | undefined): number | undefined {
    const [first, ...more] = [...new Set(resources)].toSorted((a, b) => a - b)
    if (first === undefined) return undefined
    const place = `together\n${[first, ...more].join(' ')}\n${task ?? ''}`
    const known = this.#found.get(place)
    if (known !== undefined) return known.index < 0 ? undefined : known.index
    const found = this.#combined(first, more, task)
    this.#found.set(place, { index: found ?? -1 })
    return found
  }

  #combined(first: number, more: readonly number[], task: number | undefined): number | undefined {
    if (more.length === 0 && (task === undefined || task === first)) return first
    const at = (index: number): WorkingCalendar => this.at(index)
    const name = [first, ...more].map((index) => at(index).name).join(' + ')
    const any = anyOf({ id: name, name }, [at(first), ...more.map(at)])
    if (isCalendarProblem(any) || task === undefined)
      return isCalendarProblem(any) ? undefined : this.#all.push(any) - 1
    const within = `${name} within ${at(task).name}`
    const all = allOf({ id: within, name: within }, [any, at(task)])
    return isCalendarProblem(all) ? undefined : this.#all.push(all) - 1
  }

  /** A calendar without rules of its own is its base: most resources have one of these, and share one table so. */
  #withRules(find: (ref: string) => Calendar | undefined, ref: string): Calendar | undefined {
    let calendar = find(ref)
    const seen = new Set<string>()
    while (calendar?.base !== undefined && !seen.has(calendar.ref) && isWithoutRules(calendar)) {
      seen.add(calendar.ref)
      const base = find(calendar.base)
      if (base === undefined) break
      calendar = base
    }
    return calendar
  }

  #compiled(
    place: string,
    source: ReturnType<typeof calendarSource>,
    zone: string,
    about: { readonly connection?: string; readonly ref?: string } = {},
  ): FoundCalendar {
    const known = this.#found.get(place)
    if (known !== undefined) return known
    const calendar = isSource(source) ? compileCalendar(source, { zone }) : source
    if (isCalendarProblem(calendar)) {
      const kind = calendar.reason === 'zone_unknown' ? 'time-zone' : 'calendar'
      return this.#instead(place, { kind, sentence: calendar.sentence, nodes: [], ...about }, zone)
    }
    const found = { index: this.#all.push(calendar) - 1 }
    this.#found.set(place, found)
    return found
  }

  /** Reports a calendar that cannot count, once, and takes one that can. */
  #instead(place: string, problem: NetworkProblem, zone: string): FoundCalendar {
    const known = this.#found.get(place)
    if (known !== undefined) return known
    this.#problems.push(problem)
    const safe = problem.kind === 'time-zone' ? 'UTC' : zone
    const { index } = this.#compiled(`standard\n${safe}`, STANDARD_CALENDAR, safe)
    const found = { index, instead: problem.sentence }
    this.#found.set(place, found)
    return found
  }
}

function isWithoutRules({ week, workWeeks = [], exceptions = [] }: Calendar): boolean {
  return week.length + workWeeks.length + exceptions.length === 0
}

function isSource(source: ReturnType<typeof calendarSource>): source is CalendarSource {
  return 'chain' in source
}

/** A calendar of the configuration in the form of the model. */
function calendarOf(definition: CalendarDefinition): Calendar {
  const { id, name, base, week, workWeeks, exceptions = [] } = definition
  const standard = STANDARD_CALENDAR.chain[0]?.week ?? []
  return {
    kind: 'calendar',
    ref: id,
    name,
    week: week ?? (base === undefined ? [...standard] : []),
    exceptions: exceptions.map(({ name: title, from, until = from, shifts = [], recurrence }) => ({
      from,
      until,
      shifts,
      ...(title !== undefined && { name: title }),
      ...(recurrence !== undefined && { recurrence }),
    })),
    ...(base !== undefined && { base }),
    ...(workWeeks !== undefined && { workWeeks }),
  }
}
