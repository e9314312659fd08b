import type { Baseline } from '@headless-pmo/sdk'
import { isoLength, lengthFormat } from '../text/amounts.ts'
import { leaf, type Xml } from '../text/xml.ts'
import type { Writing } from './writing.ts'

/** What a baseline of each kind of entry may hold by the schema. */
const PARTS: Readonly<Record<'task' | 'resource' | 'assignment', readonly string[]>> = {
  task: ['Number', 'Start', 'Finish', 'Duration', 'DurationFormat', 'EstimatedDuration', 'Work', 'Cost'],
  resource: ['Number', 'Work', 'Cost'],
  assignment: ['Number', 'Start', 'Finish', 'Work', 'Cost'],
}

/** The baselines of an entry, by number. */
export function baselinesXml(
  baselines: readonly Baseline[],
  of: 'task' | 'resource' | 'assignment',
  writing: Writing,
): Xml[] {
  return baselines
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, start, finish, duration, work, cost }) => {
      const parts = [
        leaf('Number', number),
        leaf('Start', writing.moment(start)),
        leaf('Finish', writing.moment(finish, 'finish')),
        leaf('Duration', duration && isoLength(duration.minutes)),
        leaf('DurationFormat', duration && lengthFormat(duration.basis, duration.estimated)),
        leaf('EstimatedDuration', duration && duration.estimated === true),
        leaf('Work', work === undefined ? undefined : isoLength(work)),
        leaf('Cost', writing.cost(cost, `Cost of baseline ${number}`)),
      ]
      return ['Baseline', parts.filter((part) => part !== undefined && PARTS[of].includes(part[0]))]
    })
}
