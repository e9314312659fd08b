import type { Sourced } from '../plan.ts'
import { isoLength } from '../text/amounts.ts'
import { markdownToPlain, oneLine } from '../text/plain-text.ts'
import { leaf, type Xml } from '../text/xml.ts'
import type { Writing } from './writing.ts'

const FINISH_TO_START = 1
const FINISH_NO_EARLIER_THAN = 6

/** A milestone or version of a tracker: a task without length that its members precede. */
export function milestoneXml(
  milestone: Sourced<'milestone'>,
  parts: {
    readonly uid: number
    readonly id: number
    /** Its number in the outline, on top. */
    readonly number: number
    /** Unique ids of the tasks that are planned for it. */
    readonly members: readonly number[]
    readonly writing: Writing
  },
): Xml {
  const { record } = milestone
  const { writing } = parts
  const due = writing.moment(record.due, 'finish', 'due date')
  const at = writing.moment(record.released, 'finish', 'release') ?? due
  const reached = record.state !== 'open'
  const description = record.description === undefined ? '' : markdownToPlain(record.description)
  const notes = [description, ...writing.notes.map((note) => `[Headless PMO] ${note}`)].filter(
    (text) => text !== '',
  )
  return [
    'Task',
    [
      ['UID', parts.uid],
      writing.guid(milestone),
      ['ID', parts.id],
      ['Name', oneLine(record.name)],
      ['IsNull', false],
      leaf('CreateDate', writing.moment(record.created)),
      ['OutlineNumber', String(parts.number)],
      ['OutlineLevel', 1],
      leaf('Start', at),
      leaf('Finish', at),
      ['Duration', isoLength(0)],
      ['DurationFormat', 7],
      ['Milestone', true],
      ['Summary', false],
      ['PercentComplete', reached ? 100 : 0],
      leaf('ActualStart', reached ? at : undefined),
      leaf('ActualFinish', reached ? at : undefined),
      leaf('ConstraintType', due === undefined || reached ? undefined : FINISH_NO_EARLIER_THAN),
      leaf('ConstraintDate', reached ? undefined : due),
      leaf('Deadline', due),
      leaf('HyperlinkAddress', record.url === undefined ? undefined : oneLine(record.url)),
      leaf('Notes', notes.length === 0 ? undefined : notes.join('\n\n')),
      ...parts.members.map((member): Xml => [
        'PredecessorLink',
        [
          ['PredecessorUID', member],
          ['Type', FINISH_TO_START],
          ['CrossProject', false],
          ['LinkLag', 0],
          ['LagFormat', 7],
        ],
      ]),
    ],
  ]
}
