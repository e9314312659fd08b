import type { RecordDifference, ShownRecord, TrialEvent } from './trial-event.ts'

/** Records that are named one by one. */
const MOST_RECORDS = 12
const MOST_CURSOR = 160
const MOST_BODY = 200

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

const things = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

function recordLines(mark: string, records: readonly ShownRecord[]): string[] {
  const lines = records
    .slice(0, MOST_RECORDS)
    .map(({ kind, ref, title }) => `  ${mark} ${kind.padEnd(12)} ${ref}  ${shorten(title, 70)}`)
  const rest = records.length - MOST_RECORDS
  return rest > 0 ? [...lines, `  ${mark} and ${rest} more`] : lines
}

function differenceLines({ counts, fresh, changed, gone }: RecordDifference): string[] {
  const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`)
  const live = kinds.length === 0 ? 'none' : kinds.join(', ')
  const same = fresh.length + changed.length + gone.length === 0
  return [
    `records: ${live}${same ? '; nothing changed' : ''}`,
    ...recordLines('+', fresh),
    ...recordLines('≠', changed),
    ...recordLines('-', gone),
  ]
}

/** What an event looks like in a terminal; `waiting` and laws are shown by whoever knows what comes next. */
export function eventLines(event: TrialEvent): readonly string[] {
  switch (event.type) {
    case 'ready':
      return [`API: ${event.address}  token: ${event.token}`]
    case 'request':
      return [`→ ${event.number} ${event.method} ${event.url}  ${event.status ?? 'no reply'}`]
    case 'page': {
      const { stream, part, items, gone, cursor } = event
      const where = part === '' ? stream : `${stream} (${part})`
      const lost = gone === 0 ? '' : `, ${gone} gone`
      const at = cursor === undefined ? '' : `  cursor ${shorten(cursor, MOST_CURSOR)}`
      return [`  ${where}: page of ${things(items, 'item')}${lost}${at}`]
    }
    case 'run': {
      const { state, requests, streams, problem } = event.run
      return [
        `sync: ${state}, ${things(requests, 'request')}`,
        ...(problem === undefined ? [] : [`  ! ${problem}`]),
        ...streams.flatMap(({ stream, reasons }) => reasons.map((reason) => `  ! ${stream}: ${reason}`)),
      ]
    }
    case 'records':
      return differenceLines(event.difference)
    case 'verdict': {
      const { check, portfolio, verdict, subject, message } = event
      return [
        `${verdict === 'fail' ? '✗' : '·'} ${check} on "${portfolio}", ${subject}: ${verdict}; ${message}`,
      ]
    }
    case 'delivery':
      return [event.problem === undefined ? 'notification: delivered' : `! notification: ${event.problem}`]
    case 'answer':
      return [`← ${event.method} ${event.url}  ${event.status}`, `  ${shorten(event.body, MOST_BODY)}`]
    case 'edit':
      return [`fake tracker: ${event.text}`]
    case 'problem':
      return event.text.split('\n').map((line, index) => (index === 0 ? `! ${line}` : `  ${line}`))
    case 'laws':
    case 'waiting':
      return []
    default:
      return event satisfies never
  }
}
