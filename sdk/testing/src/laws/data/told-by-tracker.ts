import { parseJson } from '@headless-pmo/sdk'
import type { StateRecord } from '../../host/index.ts'
import { edit, items, Stage } from '../../scenario/index.ts'
import type { AppliedEdit } from '../../upstream/index.ts'
import type { LawSubject } from '../subject.ts'

/** A number that a double cannot hold. */
export const LONG = 9007199254740993n

/** Enough for each of a tracker's words. */
const ITEMS = 6

/** What a stage has stored: each live record, and the raw item that it was made of. */
async function storedPairs({ host }: Stage): Promise<readonly { record: StateRecord; raw: string }[]> {
  const pairs: { record: StateRecord; raw: string }[] = []
  for (const record of await host.state()) {
    if (record.gone !== undefined) continue
    const key = { connection: host.connection, stream: record.stream }
    const texts = await host.store.rawText(key, [record.item])
    pairs.push({ record, raw: texts.get(record.item)?.json ?? '' })
  }
  return pairs
}

/** Words that the plugin knows stay verbatim, too: what the tracker sent is in the raw item. */
export async function keepsStatusWords(subject: LawSubject): Promise<void> {
  await using stage = await Stage.open(subject)
  await stage.applyAll(items(ITEMS))
  await stage.sync()
  for (const { record, raw } of await storedPairs(stage)) {
    const { data, stream, item } = record
    if (!('status' in data) || typeof data.status !== 'string' || hasText(parseJson(raw), data.status))
      continue
    stage.broken(
      `The tracker does not say "${data.status}" of ${stream} ${item}. Give its own word as status, and what it means as statusCategory.`,
      [`is: ${record.text}`, `raw: ${raw}`],
    )
  }
}

/** A raw item is what the tracker sent, to the last digit. */
export async function keepsLongNumbers(subject: LawSubject): Promise<void> {
  await using stage = await Stage.open(subject)
  if (!(await stage.apply(edit('create', { content: { extra: { brand_new: LONG } } })))) return
  await stage.sync()
  const { applied } = stage.story.edits.at(-1) as { readonly applied: AppliedEdit }
  const key = { connection: stage.host.connection, stream: applied.stream }
  const raw = (await stage.host.store.rawText(key, [applied.ref])).get(applied.ref)?.json ?? ''
  // A plugin may keep only the fields that it knows; JSON.parse makes …992 of it.
  if (raw.includes(String(LONG).slice(0, -1)) && !raw.includes(String(LONG)))
    stage.broken(
      `The raw item of ${applied.stream} ${applied.ref} has lost digits of ${LONG}. Parse replies with parseJson or verbatim, not with JSON.parse.`,
      [`raw: ${raw}`],
    )
}

/** An instant of a record is one that the tracker told; where its raw item has them without a zone, nobody can say. */
export async function keepsInstants(subject: LawSubject): Promise<void> {
  await using stage = await Stage.open(subject)
  // Neither midnight nor a whole minute.
  stage.clock.tick(3_723_000)
  await stage.applyAll(items(ITEMS))
  await stage.sync()
  for (const { record, raw } of await storedPairs(stage)) {
    const told = instantsIn(raw)
    if (told === undefined) continue
    for (const field of ['created', 'updated'] as const) {
      const value: unknown = field in record.data ? Reflect.get(record.data, field) : undefined
      if (typeof value !== 'string' || told.has(seconds(value))) continue
      stage.broken(
        `${record.kind} ${record.ref} of ${record.stream} was ${field} at ${value}, which the tracker does not say. Give its instant whole, with its zone.`,
        [`raw: ${raw}`],
      )
    }
  }
}

/** Whole seconds of the instants in a raw item; undefined where some have no zone, or there are none. */
function instantsIn(raw: string): ReadonlySet<number> | undefined {
  const texts = raw.match(/\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?/g) ?? []
  if (texts.length === 0 || texts.some((text) => !/(Z|[+-]\d\d:?\d\d)$/.test(text))) return undefined
  const numbers = (raw.match(/\d{9,13}/g) ?? []).map(Number)
  return new Set([...texts.map(seconds), ...numbers, ...numbers.map((one) => Math.floor(one / 1000))])
}

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000)

/** Whether any text in a record is this one. */
export function hasText(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => hasText(inner, text))
}
