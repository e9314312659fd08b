import { asVerbatim, parseJson, toJson, type Stream } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import { contentHash } from '../records/content-hash.ts'
import { storableText } from '../records/clean-text.ts'
import { isTooDeep, wrapDeep } from '../records/nesting.ts'
import { TOO_DEEP } from '../records/map-raw.ts'
import { isLower } from './compare-versions.ts'
import type { Mapped, Mapper, Prepared } from './mapper.ts'
import { unnamedItem, versionOf } from './prepare-items.ts'
import type { PreparedItem } from './remote-stream.ts'

/** One element of a page, named, versioned and fingerprinted. */
export interface DecodedItem {
  readonly ref: string
  readonly version?: string
  readonly hash: string
  readonly text: string
  /** What the text says. Absent where only the text is held, and for a plugin that runs elsewhere: nothing of it is read here. */
  readonly value?: unknown
  readonly prepared?: Prepared
  /** What it was mapped to while the page before it was written. */
  readonly mapped?: Mapped
}

/** Gives an element without the names of certain people; the very same where it names none of them. Pure. */
export type Disguise = (element: unknown) => unknown

/**
 * Names an element. @throws Error when the stream's own functions cannot tell its ref: then the page is not
 * committed, since an item without a name could be neither kept nor found again.
 */
export function decodeItem(
  streamName: string,
  stream: Stream,
  item: unknown,
  disguise?: Disguise,
): DecodedItem {
  const told = asVerbatim(item)
  // Its name and version are the tracker's own; what is kept of it is not.
  const value = disguise === undefined ? told.value : disguise(told.value)
  const text = value === told.value ? told.text : toJson(value)
  try {
    const ref = stream.ref(told.value)
    if (typeof ref !== 'string' || ref === '') throw new Error('it gave no text')
    return {
      ref: storableText(ref),
      ...storableVersion(stream, value),
      ...(isTooDeep(text) ? wrapped(text) : { hash: contentHash(text), text, value }),
    }
  } catch (error) {
    throw unnamedItem(streamName, error)
  }
}

function wrapped(text: string): Pick<DecodedItem, 'hash' | 'text' | 'value'> {
  const flat = wrapDeep(text)
  return { ...flat, hash: contentHash(flat.text) }
}

/** The version that a stream gives an element, as every store keeps it. @throws what the stream's function throws */
export function storableVersion(stream: Stream, value: unknown): { readonly version?: string } {
  const { version } = versionOf(stream, value)
  return version === undefined ? {} : { version: storableText(version) }
}

/** Who names the items of a page. */
export interface Decoder {
  readonly name: string
  readonly stream: Stream
  readonly mapper: Mapper
  readonly disguise?: Disguise | undefined
}

/** Decodes a page; of elements with the same ref the one with the highest version, then the last, counts. */
export async function decodeItems(decoder: Decoder, items: readonly unknown[]): Promise<DecodedItem[]> {
  const { name, stream, mapper, disguise } = decoder
  const breathe = breather()
  const byRef = new Map<string, DecodedItem>()
  // The host made these of what the plugin's process sent.
  const prepared = mapper.elsewhere ? await disguised(items as readonly PreparedItem[], decoder) : undefined
  for (const item of prepared ?? items) {
    await breathe()
    const decoded =
      prepared === undefined ? decodeItem(name, stream, item, disguise) : decodePrepared(item as PreparedItem)
    const other = byRef.get(decoded.ref)
    if (other === undefined || !isLower(decoded.version, other.version)) byRef.set(decoded.ref, decoded)
  }
  return [...byRef.values()]
}

function decodePrepared({ text, ref, version, part, outcome }: PreparedItem): DecodedItem {
  const deep = isTooDeep(text)
  const kept = deep ? wrapDeep(text).text : text
  return {
    ref: storableText(ref),
    ...(version === undefined ? {} : { version: storableText(version) }),
    hash: contentHash(kept),
    text: kept,
    prepared: deep ? { outcome: TOO_DEEP } : { outcome, ...(part === undefined ? {} : { part }) },
  }
}

/** Items without the names of people who are to be forgotten: what their plugin made of the names is made anew. */
async function disguised(
  items: readonly PreparedItem[],
  { mapper, disguise }: Decoder,
): Promise<readonly PreparedItem[]> {
  if (disguise === undefined) return items
  const breathe = breather()
  const anew: { readonly index: number; readonly text: string; readonly part: string }[] = []
  for (const [index, { text, part = '' }] of items.entries()) {
    await breathe()
    const value = parseJson(text)
    const hidden = disguise(value)
    if (hidden !== value) anew.push({ index, text: toJson(hidden), part })
  }
  const told = await mapper.told(anew)
  const hidden = new Map(anew.map(({ index, text }, asked) => [index, { text, mapped: told[asked] }]))
  return items.map((item, index) => {
    const instead = hidden.get(index)
    if (instead === undefined) return item
    const { text, mapped } = instead
    if (mapped === undefined)
      throw new Error('The process of the plugin left out an item that it was to map.')
    const { version: _version, ...rest } = item
    const version = mapped.version === undefined ? {} : { version: mapped.version }
    return { ...rest, ...version, text, outcome: mapped.outcome }
  })
}
