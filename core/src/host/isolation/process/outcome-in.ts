import { isTooDeep, type RawOutcome } from '@headless-pmo/engine'

/** Records of one item that are read at all. */
const MOST_RECORD_BYTES = 16 * 1024 * 1024

/**
 * The records of an item as they came: read when somebody looks at them, which for an unchanged item nobody does. What cannot be read
 * is a failed mapping of this one item.
 */
export function outcomeIn(bytes: Buffer): RawOutcome {
  return {
    ok: true,
    get records(): readonly unknown[] {
      if (bytes.byteLength > MOST_RECORD_BYTES) throw new Error('it gives more than 16 MiB of records')
      const text = bytes.toString('utf8')
      if (isTooDeep(text)) throw new Error('its records nest too deep')
      const records: unknown = JSON.parse(text)
      if (!Array.isArray(records)) throw new Error('it gives no list of records')
      return records
    },
  }
}
