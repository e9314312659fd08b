import type { Page } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLower } from '../pages/compare-versions.ts'
import type { DecodedItem } from '../pages/decode-item.ts'
import { contentHash } from '../records/content-hash.ts'
import { SnapshotSpool } from './snapshot-spool.ts'

function item(ref: string, version: string | undefined, size: number): DecodedItem {
  const value = { ref, big: 2 ** 40, text: 'é😀"\\'.repeat(size) }
  const text = JSON.stringify(value)
  return { ref, hash: contentHash(text), text, value, ...(version !== undefined && { version }) }
}

/** An item as the spool gives it back: the value is made of the text again by whoever wants it. */
function held({ value: _value, ...rest }: DecodedItem): DecodedItem {
  return rest
}

const page = (more: Partial<Page> = {}): Page => ({ items: [], ...more })

/** What counts by the rule: of one ref the highest version, then the last. */
function expected(items: readonly DecodedItem[]): DecodedItem[] {
  const last = new Map<string, DecodedItem>()
  for (const one of items) {
    const other = last.get(one.ref)
    if (other === undefined || !isLower(one.version, other.version)) last.set(one.ref, one)
  }
  return items.filter((one) => last.get(one.ref) === one)
}

describe('a snapshot that waits for its last page', () => {
  test('gives back what counts, small or large, as often as it is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.option(fc.constantFrom('1', '2', '3')))),
        fc.boolean(),
        (names, large) => {
          const filling = large
            ? Array.from({ length: 2500 }, (_, at) => item(`f${at}`, undefined, 1000))
            : []
          const items = [
            ...filling,
            ...names.map(([ref, version]) => item(`${ref}`, version ?? undefined, 1)),
          ]
          const spool = new SnapshotSpool()
          for (let at = 0; at < items.length; at += 500) spool.add(page(), items.slice(at, at + 500))
          expect(spool.isLarge).toBe(large)
          for (const _ of [1, 2]) expect([...spool.batches()].flat()).toEqual(expected(items).map(held))
          expect(spool.size).toBe(expected(items).length)
        },
      ),
      { numRuns: 6 },
    )
  })

  test('keeps the text of a long number, and what another process mapped', () => {
    const spool = new SnapshotSpool()
    spool.add(
      page(),
      Array.from({ length: 3000 }, (_, at) => item(`f${at}`, undefined, 1000)),
    )
    const prepared: DecodedItem = {
      ref: 'far',
      hash: 'h',
      text: '{}',
      prepared: { outcome: { ok: true, records: [] } },
    }
    const text = '{"id":9007199254740993}'
    spool.add(page({ cursor: 'c', gone: [{ ref: 'x', reason: 'deleted' }] }), [
      prepared,
      { ref: 'long', hash: 'h2', text, value: { id: 9007199254740993n } },
    ])
    const all = [...spool.batches()].flat()
    expect(all.at(-2)).toEqual(prepared)
    expect(all.at(-1)).toEqual({ ref: 'long', hash: 'h2', text })
    expect({ cursor: spool.cursor, gone: spool.gone, pages: spool.pages }).toEqual({
      cursor: 'c',
      gone: [{ ref: 'x', reason: 'deleted' }],
      pages: 2,
    })
  })
})
