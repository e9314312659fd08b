import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { readFormat } from '../mspdi/duration.ts'
import type { ElementReader } from '../mspdi/element-reader.ts'
import { wholeNumber } from '../mspdi/entry-numbering.ts'
import { refOf } from '../mspdi/plan-item.ts'
import type { Entry } from './entry.ts'
import { minutesOfTenths } from './native-fields.ts'

const LINK_TYPES = ['FF', 'FS', 'SF', 'SS'] as const

/**
 * The links to the predecessors of a task. A link has no id of its own; the pair of tasks names it, which
 * Microsoft Project allows only once. `to` is the task, or what an external task stands for.
 */
export function dependencies(task: Entry, to: Reference, external: boolean): RecordInput[] {
  const taken = new Map<string, number>()
  return task.xml.all('PredecessorLink').flatMap((link): RecordInput[] => {
    const predecessor = wholeNumber(link.word('PredecessorUID'))
    const elsewhere = link.flag('CrossProject') === true
    const name = link.text('CrossProjectName')
    if (predecessor === undefined && name === undefined) {
      task.xml.warn('A link without predecessor is left out')
      return []
    }
    const pair = `${predecessor ?? name}-${task.item.uid}${task.item.copy === undefined ? '' : `~${task.item.copy}`}`
    const copy = (taken.get(pair) ?? 0) + 1
    taken.set(pair, copy)
    const lag = lagOf(link)
    return [
      {
        kind: 'dependency',
        ref: refOf(task.item.plan, 'link', pair, copy),
        from:
          elsewhere || predecessor === undefined
            ? { key: name ?? task.refTo('task', predecessor ?? '') }
            : task.refTo('task', predecessor),
        to,
        type: typeOf(link, task),
        ...(lag === undefined ? {} : { lag }),
        ...(elsewhere || external ? { external: true } : {}),
      },
    ]
  })
}

function typeOf(link: ElementReader, task: Entry): (typeof LINK_TYPES)[number] {
  const number = link.number('Type')
  const type = number === undefined ? 'FS' : LINK_TYPES[number]
  if (type !== undefined) return type
  task.xml.warn(`Link type ${number} is unknown; taken as finish to start`)
  return 'FS'
}

/** A lag in percent is stated as it is, one in time in tenths of a minute. No lag is no lag. */
function lagOf(
  link: ElementReader,
):
  | { minutes: number; basis: 'working' | 'elapsed' }
  | { percent: number; basis: 'working' | 'elapsed' }
  | undefined {
  const lag = link.number('LinkLag')
  if (lag === undefined || lag === 0) return undefined
  const { basis, percent } = readFormat(link.number('LagFormat'))
  return percent ? { percent: lag, basis } : { minutes: minutesOfTenths(lag) ?? 0, basis }
}
