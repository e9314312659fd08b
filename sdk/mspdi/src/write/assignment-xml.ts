import type { Assignment, Baseline } from '@headless-pmo/sdk'
import type { Sourced } from '../plan.ts'
import { floatText, isoLength } from '../text/amounts.ts'
import { leaf, type Xml } from '../text/xml.ts'
import { baselinesXml } from './baseline-xml.ts'
import type { Writing } from './writing.ts'

/** Unique id of the resource that means "nobody". */
export const NOBODY = -65535
/** Planned work, in hours: the kind and the unit of timephased data that tell of interruptions. */
const PLANNED_WORK = 1
const HOURS = 2

export interface AssignmentParts {
  readonly uid: number
  readonly task: number
  readonly resource: number
  readonly baselines: readonly Baseline[]
  readonly fields: readonly Xml[]
  readonly writing: Writing
}

/** An assignment, its elements in the order of the schema. */
export function assignmentXml(assignment: Sourced<'assignment'>, parts: AssignmentParts): Xml {
  const { record } = assignment
  const { writing } = parts
  const length = (name: string, minutes: number | undefined): Xml | undefined =>
    leaf(name, minutes === undefined ? undefined : isoLength(minutes))
  const [start, finish] = [writing.moment(record.start), writing.moment(record.finish, 'finish')]
  const { percentWorkComplete: percent } = record
  return [
    'Assignment',
    [
      ['UID', parts.uid],
      writing.guid(assignment),
      ['TaskUID', parts.task],
      ['ResourceUID', parts.resource],
      leaf('PercentWorkComplete', percent === undefined ? undefined : Math.round(percent)),
      leaf('ActualCost', writing.cost(record.actualCost, 'Actual cost')),
      leaf('ActualFinish', writing.moment(record.actualFinish, 'finish')),
      leaf('ActualStart', writing.moment(record.actualStart)),
      length('ActualWork', record.actualWork),
      leaf('Cost', writing.cost(record.plannedCost, 'Planned cost')),
      leaf('Finish', finish),
      length('OvertimeWork', record.overtimeWork),
      length('RemainingWork', record.remainingWork),
      leaf('Start', start),
      leaf('Units', record.units === undefined ? undefined : floatText(record.units)),
      length('Work', record.plannedWork),
      ...parts.fields,
      ...baselinesXml(parts.baselines, 'assignment', writing),
      ...splitsXml(record, parts, { start, finish }),
    ],
  ]
}

/** Nobody's, and a person's: an item that a tracker says is somebody's, without hours. */
export function duty(uid: number, task: number, resource: number): Xml {
  return [
    'Assignment',
    [
      ['UID', uid],
      ['TaskUID', task],
      ['ResourceUID', resource],
      ['Units', '1'],
    ],
  ]
}

/**
 * Interruptions: the planned work as spans with a value, and with a stated zero where it pauses. How the work is spread over its spans is
 * not known; it is told evenly by the clock.
 */
function splitsXml(
  { splits = [], plannedWork = 0 }: Assignment,
  { uid, writing }: AssignmentParts,
  ends: { readonly start: string | undefined; readonly finish: string | undefined },
): Xml[] {
  if (splits.length === 0) return []
  const edges: { readonly at: string; readonly works: boolean }[] = []
  for (const { from, until } of splits) {
    const [pause, again] = [writing.moment(from), writing.moment(until)]
    if (pause === undefined || again === undefined) continue
    edges.push({ at: pause, works: false }, { at: again, works: true })
  }
  const first = edges[0]
  const last = edges.at(-1)
  if (first === undefined || last === undefined) return []
  const begun = ends.start !== undefined && ends.start < first.at ? ends.start : hoursBeyond(first.at, -1)
  const ended = ends.finish !== undefined && ends.finish > last.at ? ends.finish : hoursBeyond(last.at, 1)
  const spans = [{ at: begun, works: true }, ...edges].map(({ at, works }, index, all) => ({
    from: at,
    until: all[index + 1]?.at ?? ended,
    works,
  }))
  const working = spans.filter(({ works }) => works).length
  const share = Math.max(1, plannedWork / working)
  return spans.map(({ from, until, works }) => [
    'TimephasedData',
    [
      ['Type', PLANNED_WORK],
      ['UID', uid],
      ['Start', from],
      ['Finish', until],
      ['Unit', HOURS],
      ['Value', isoLength(works ? share : 0)],
    ],
  ])
}

function hoursBeyond(local: string, hours: number): string {
  return Temporal.PlainDateTime.from(local).add({ hours }).toString({ smallestUnit: 'second' })
}
