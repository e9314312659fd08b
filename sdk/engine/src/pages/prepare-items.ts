import { asVerbatim, parseJson, type Stream } from '@headless-pmo/sdk'
import { mapConfig } from '../records/map-config.ts'
import { mapRaw, type RawOutcome } from '../records/map-raw.ts'
import type { ItemToMap, MappedElsewhere, PreparedItem } from './remote-stream.ts'

/** Gives way now and then, so that a process with much to map still answers. */
export type Breath = () => Promise<void> | undefined

/**
 * What the process of a plugin does with the elements of a page before it sends them: names, versions and maps each.
 * @param part of the page; what came along has none of its own yet
 * @throws Error when the stream's own functions cannot tell an element's ref or version
 */
export async function prepareItems(
  named: { readonly name: string; readonly stream: Stream; readonly config: unknown },
  items: readonly unknown[],
  part: string,
  breathe: Breath,
): Promise<PreparedItem[]> {
  const { name, stream, config } = named
  const context = partWatch(mapConfig(stream, config))
  const prepared: PreparedItem[] = []
  for (const item of items) {
    await breathe()
    const { text, value } = asVerbatim(item)
    prepared.push({ text, ...nameItem(name, stream, value), ...context.map(stream, value, part) })
  }
  return prepared
}

/** Maps stored or disguised items again, in the process of their plugin. */
export async function mapBatch(
  stream: Stream,
  items: readonly ItemToMap[],
  config: unknown,
  breathe: Breath,
): Promise<MappedElsewhere[]> {
  const read = mapConfig(stream, config)
  const mapped: MappedElsewhere[] = []
  for (const { text, part } of items) {
    await breathe()
    const value = parseJson(text)
    mapped.push({ outcome: mapRaw(stream, value, { config: read, part }), ...versionAnew(stream, value) })
  }
  return mapped
}

function versionAnew(stream: Stream, value: unknown): { readonly version?: string } {
  try {
    return versionOf(stream, value)
  } catch {
    return {}
  }
}

function nameItem(name: string, stream: Stream, value: unknown): Pick<PreparedItem, 'ref' | 'version'> {
  try {
    const ref = stream.ref(value)
    if (typeof ref !== 'string' || ref === '') throw new Error('it gave no text')
    return { ref, ...versionOf(stream, value) }
  } catch (error) {
    throw unnamedItem(name, error)
  }
}

/**
 * The version that a stream gives an element, if any. An empty one is none: it would count as older than all others,
 * and the element would never be read again. @throws what the stream's function throws
 */
export function versionOf(stream: Stream, value: unknown): { readonly version?: string } {
  const version = stream.version?.(value)
  return version === undefined || version === null || version === '' ? {} : { version: String(version) }
}

/** Says why a page cannot be committed: an item without a name could be neither kept nor found again. */
export function unnamedItem(streamName: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error)
  return new Error(
    `The reply has another shape than expected: an element of ${streamName} has no usable ref or version (${reason}).`,
    { cause: error },
  )
}

interface PartWatch {
  map(stream: Stream, value: unknown, part: string): { readonly outcome: RawOutcome; readonly part?: string }
}

/** Notes whether a mapping looks at the part at all: if not, its outcome holds wherever the item belongs. */
function partWatch(config: Record<string, unknown>): PartWatch {
  let looked = false
  let current = ''
  const context = {
    config,
    get part(): string {
      looked = true
      return current
    },
  }
  return {
    map(stream, value, part) {
      looked = false
      current = part
      const outcome = mapRaw(stream, value, context)
      return looked ? { outcome, part } : { outcome }
    },
  }
}
