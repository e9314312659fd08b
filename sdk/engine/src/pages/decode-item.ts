import { asVerbatim, type Stream } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import { contentHash } from '../records/content-hash.ts'

/** One element of a page, named, versioned and fingerprinted. */
export interface DecodedItem {
  readonly ref: string
  readonly version?: string
  readonly hash: string
  readonly text: string
  readonly value: unknown
}

/**
 * Names an element. @throws Error when the stream's own functions cannot tell its ref: then the page is not
 * committed, since an item without a name could be neither kept nor found again.
 */
export function decodeItem(streamName: string, stream: Stream, item: unknown): DecodedItem {
  const { text, value } = asVerbatim(item)
  try {
    const ref = stream.ref(value)
    if (typeof ref !== 'string' || ref === '') throw new Error('it gave no text')
    const version = stream.version?.(value)
    return {
      ref,
      ...(version === undefined || version === null ? {} : { version: String(version) }),
      hash: contentHash(text),
      text,
      value,
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The reply has another shape than expected: an element of ${streamName} has no usable ref or version (${reason}).`,
      { cause: error },
    )
  }
}

/** Decodes a page; of elements with the same ref the one with the highest version, then the last, counts. */
export async function decodeItems(
  streamName: string,
  stream: Stream,
  items: readonly unknown[],
): Promise<DecodedItem[]> {
  const breathe = breather()
  const byRef = new Map<string, DecodedItem>()
  for (const item of items) {
    await breathe()
    const decoded = decodeItem(streamName, stream, item)
    const other = byRef.get(decoded.ref)
    if (other === undefined || !isLower(decoded.version, other.version)) byRef.set(decoded.ref, decoded)
  }
  return [...byRef.values()]
}

/** Law 6: whether `incoming` is an older version than `stored`. Whole numbers compare by size, texts by order. */
export function isLower(incoming: string | undefined, stored: string | undefined): boolean {
  if (incoming === undefined || stored === undefined) return false
  if (/^\d+$/.test(incoming) && /^\d+$/.test(stored)) return BigInt(incoming) < BigInt(stored)
  return incoming < stored
}
