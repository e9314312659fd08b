import type { Container } from '@headless-pmo/sdk'
import type { Plan, Sourced } from '../plan.ts'
import { markdownToPlain, oneLine } from '../text/plain-text.ts'
import { leaf, type Xml } from '../text/xml.ts'
import type { Writing } from './writing.ts'

/** The release that a file says it is saved by. */
const SAVE_VERSIONS = { '2007': 12, '2010': 14 } as const

/** The project's own elements in the order of the schema. What holds for one plan alone is taken from a project's single container. */
export function projectXml(
  plan: Plan,
  parts: {
    readonly container: Sourced<'container'> | undefined
    readonly calendar: number
    readonly currency: string | undefined
    readonly start: string | undefined
    readonly finish: string | undefined
    readonly writing: Writing
  },
): (Xml | undefined)[] {
  const { container, calendar, currency, start, finish, writing } = parts
  const about: Partial<Container> = container?.record ?? {}
  const { description, minutesPerDay, minutesPerWeek, daysPerMonth, scheduledFrom, manager } = about
  return [
    ['SaveVersion', SAVE_VERSIONS[writing.release]],
    container === undefined ? undefined : writing.guid(container),
    ['Name', oneLine(`${plan.id}.xml`, 255)],
    ['Title', oneLine(plan.title)],
    leaf('Subject', description === undefined ? undefined : clipped(markdownToPlain(description))),
    leaf('Manager', manager === undefined ? undefined : oneLine(manager)),
    leaf('CreationDate', writing.moment(about.created)),
    leaf('LastSaved', writing.moment(about.updated)),
    leaf('ScheduleFromStart', scheduledFrom === undefined ? undefined : scheduledFrom === 'start'),
    leaf('StartDate', writing.moment(about.start) ?? start),
    leaf('FinishDate', writing.moment(about.finish, 'finish') ?? finish),
    ['CurrencyCode', currency ?? ''],
    ['CalendarUID', calendar],
    leaf('MinutesPerDay', minutesPerDay === undefined ? 480 : Math.round(minutesPerDay)),
    leaf('MinutesPerWeek', minutesPerWeek === undefined ? 2400 : Math.round(minutesPerWeek)),
    leaf('DaysPerMonth', daysPerMonth === undefined ? 20 : Math.round(daysPerMonth)),
    leaf('StatusDate', writing.moment(about.statusDate, 'finish')),
  ]
}

/** A text of several lines, within the length that the format takes. */
function clipped(text: string): string {
  return text.length <= 512 ? text : `${text.slice(0, 511).replace(/[\uD800-\uDBFF]$/, '')}…`
}
