import { canonicalJson } from '@headless-pmo/engine'
import type { StoredItem, Trial, TrialRun } from './trial.ts'

/** What is stored, item by item, as text: two equal maps are the same state. */
export type State = ReadonlyMap<string, string>

/** The live items of a trial with their records. */
export async function stateOf(trial: Trial): Promise<State> {
  return new Map([...(await trial.items())].map(([key, item]) => [key, textOf(item)]))
}

export const textOf = (item: StoredItem): string =>
  item.records.map((record) => canonicalJson(record)).join('\n')

/** How a state differs from the one that was to be, in sentences; none when it does not. */
export function differences(
  found: State,
  wanted: State,
  but: (key: string) => boolean = () => false,
): string[] {
  const told: string[] = []
  for (const [key, text] of wanted) {
    if (but(key)) continue
    const other = found.get(key)
    if (other === undefined) told.push(`${key} is missing`)
    else if (other !== text) told.push(`${key} is ${shortened(other)}, and should be ${shortened(text)}`)
  }
  for (const key of found.keys()) if (!wanted.has(key) && !but(key)) told.push(`${key} should not be there`)
  return told
}

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

/** Whether every stream of a run says that all went well. */
export const isAllWell = (run: TrialRun): boolean =>
  run.ended.state === 'done' && run.results.every(({ state }) => state === 'ok')

/** How a run ended, stream by stream, for a transcript. */
export function transcriptOf(run: TrialRun): string[] {
  const ended =
    run.ended.state === 'done'
      ? []
      : [
          run.ended.state === 'hung'
            ? `the run hung: ${run.ended.why}`
            : `the run threw ${String(run.ended.error)}`,
        ]
  return [
    ...run.sent
      .slice(-12)
      .map(
        ({ number, method, url, status, problem }) =>
          `request ${number}: ${method} ${url} → ${status ?? problem ?? 'no reply'}`,
      ),
    ...run.results.map(
      ({ stream, state, items, reasons }) =>
        `${stream}: ${state}, ${items} items${reasons.length === 0 ? '' : `: ${reasons.join(' ')}`}`,
    ),
    ...ended,
  ]
}
