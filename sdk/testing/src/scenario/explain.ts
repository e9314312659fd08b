import type { Stream } from '@headless-pmo/sdk'
import type { StateRecord } from '../host/index.ts'
import type { EditKind } from '../upstream/index.ts'
import { nameOf, type Story, type ToldEdit } from './story.ts'

/** Where two states part. */
export interface Difference {
  readonly stream: string
  readonly item: string
  readonly kind: string
  readonly ref: string
  readonly how: 'missing' | 'surplus' | 'stale'
  readonly found?: string
  readonly expected?: string
}

/** Live records of one state against another; of streams whose items only grow, surplus is no difference. */
export function compareStates(
  found: readonly StateRecord[],
  expected: readonly StateRecord[],
  streams: Readonly<Record<string, Stream>>,
): readonly Difference[] {
  const [have, want] = [byName(found), byName(expected)]
  const differences: Difference[] = []
  for (const [name, record] of want) {
    const other = have.get(name)
    if (other?.text === record.text || (other !== undefined && isHistory(record, streams))) continue
    differences.push({
      ...placeOf(record),
      how: other === undefined ? 'missing' : 'stale',
      expected: record.text,
      ...(other === undefined ? {} : { found: other.text }),
    })
  }
  for (const [name, record] of have) {
    if (want.has(name) || streams[record.stream]?.deletes === 'none') continue
    differences.push({ ...placeOf(record), how: 'surplus', found: record.text })
  }
  return differences
}

/** History is told as it was then: what it speaks of may have moved since, and is found by its former ref. */
const isHistory = ({ kind, stream }: StateRecord, streams: Readonly<Record<string, Stream>>): boolean =>
  kind === 'change' && streams[stream]?.deletes === 'none'

const byName = (state: readonly StateRecord[]): Map<string, StateRecord> =>
  new Map(state.filter(({ gone }) => gone === undefined).map((r) => [`${r.stream} ${r.kind} ${r.ref}`, r]))

const placeOf = ({
  stream,
  item,
  kind,
  ref,
}: StateRecord): Pick<Difference, 'stream' | 'item' | 'kind' | 'ref'> => ({
  stream,
  item,
  kind,
  ref,
})

/** What a difference means for the author: the edit that was overlooked, and why that may be. */
export function explain(difference: Difference, story: Story): string {
  const { stream, item, kind, ref, how } = difference
  const edit = story.lastOf(stream, item) ?? story.lastOf(stream, ref)
  const record = `${kind} ${ref} of ${stream}`
  if (edit === undefined) {
    if (how === 'missing') return `The ${record} is missing.`
    return how === 'surplus'
      ? `There is a ${record} that a fresh sync does not find.`
      : `The ${record} is another one after a fresh sync.`
  }
  const told = `Edit #${edit.number} (${nameOf(edit)})`
  if (how === 'surplus') {
    return TAKING_AWAY.has(edit.edit.kind)
      ? `${told} took it away; your plugin still has the ${record}.`
      : `${told} left it there; a fresh sync from the start does not find the ${record}, the sync before it did.`
  }
  return `${told} ${whereItFell(edit)}; your cursor skipped it.`
}

/** Edits after which an item may not be there any more under its ref. */
const TAKING_AWAY: ReadonlySet<EditKind> = new Set(['archive', 'delete', 'hide', 'move'])

function whereItFell({ tiedTo, during }: ToldEdit): string {
  const tied = tiedTo === undefined ? '' : `fell on the same instant as edit #${tiedTo}`
  const within =
    during === undefined ? '' : `before the answer to request ${during.request} of run ${during.run}`
  if (tied !== '') return within === '' ? tied : `${tied}, ${within}`
  return within === '' ? 'was never read' : `fell ${within}`
}

/** At most so many differences are shown: the first ones say enough. */
const MOST_SHOWN = 5

/** Lines that show where two states part. */
export function showDifferences(differences: readonly Difference[]): readonly string[] {
  const lines = differences.slice(0, MOST_SHOWN).map(({ stream, kind, ref, how, found, expected }) => {
    const name = `${kind} ${ref} of ${stream}`
    if (how === 'missing') return `missing: ${name} ${shortened(expected)}`
    if (how === 'surplus') return `too many: ${name} ${shortened(found)}`
    return `differs: ${name} is ${shortened(found)}, should be ${shortened(expected)}`
  })
  const more = differences.length - MOST_SHOWN
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

const LONGEST = 300
const shortened = (text = ''): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
