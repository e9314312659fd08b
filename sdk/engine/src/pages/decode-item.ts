import { asVerbatim, toJson, type Stream } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import { contentHash } from '../records/content-hash.ts'
import { storableText } from '../records/clean-text.ts'
import { isTooDeep, wrapDeep } from '../records/nesting.ts'
import { isLower } from './compare-versions.ts'

/** One element of a page, named, versioned and fingerprinted. */
export interface DecodedItem {
  readonly ref: string
  readonly version?: string
  readonly hash: string
  readonly text: string
  readonly value: unknown
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
      ...versionOf(stream, value),
      ...(isTooDeep(text) ? wrapped(text) : { hash: contentHash(text), text, value }),
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The reply has another shape than expected: an element of ${streamName} has no usable ref or version (${reason}).`,
      { cause: error },
    )
  }
}

function wrapped(text: string): Pick<DecodedItem, 'hash' | 'text' | 'value'> {
  const flat = wrapDeep(text)
  return { ...flat, hash: contentHash(flat.text) }
}

/** The version that a stream gives an element, if any. @throws what the stream's function throws */
export function versionOf(stream: Stream, value: unknown): { readonly version?: string } {
  const version = stream.version?.(value)
  return version === undefined || version === null ? {} : { version: storableText(String(version)) }
}

/** Decodes a page; of elements with the same ref the one with the highest version, then the last, counts. */
export async function decodeItems(
  streamName: string,
  stream: Stream,
  items: readonly unknown[],
  disguise?: Disguise,
): Promise<DecodedItem[]> {
  const breathe = breather()
  const byRef = new Map<string, DecodedItem>()
  for (const item of items) {
    await breathe()
    const decoded = decodeItem(streamName, stream, item, disguise)
    const other = byRef.get(decoded.ref)
    if (other === undefined || !isLower(decoded.version, other.version)) byRef.set(decoded.ref, decoded)
  }
  return [...byRef.values()]
}
