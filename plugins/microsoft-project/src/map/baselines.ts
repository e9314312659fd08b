import type { RecordInput } from '@headless-pmo/sdk'
import { readFormat } from '../mspdi/duration.ts'
import { defined } from './defined.ts'
import type { Entry } from './entry.ts'

type Subject = 'workItem' | 'resource' | 'assignment' | 'container'

/** The baselines, 0 to 10, that an entry holds. That of the project summary belongs to the plan as a whole. */
export function baselines(entry: Entry, subjectKind: Subject, subject = entry.ref): RecordInput[] {
  const taken = new Set<number>()
  return entry.xml.all('Baseline').flatMap((saved): RecordInput[] => {
    const number = saved.number('Number') ?? 0
    if (!Number.isInteger(number) || number < 0 || number > 10 || taken.has(number)) {
      entry.xml.warn(
        `Baseline ${number} is ${taken.has(number) ? 'there twice' : 'not one of 0 to 10'}; left out`,
      )
      return []
    }
    taken.add(number)
    const minutes = saved.minutes('Duration')
    const format = readFormat(saved.number('DurationFormat'))
    const estimated = format.estimated || saved.flag('EstimatedDuration') === true
    return [
      {
        kind: 'baseline',
        ref: `${entry.ref}/baseline/${number}`,
        subject,
        subjectKind,
        number,
        ...defined({
          start: saved.moment('Start'),
          finish: saved.moment('Finish'),
          duration:
            minutes === undefined
              ? undefined
              : { minutes, basis: format.basis, ...(estimated ? { estimated } : {}) },
          work: saved.minutes('Work'),
          cost: entry.cost(saved, 'Cost'),
        }),
      },
    ]
  })
}
