import type { EditKind } from '../upstream/index.ts'
import type { FakeItem } from './fake-item.ts'
import type { SeededRandom } from './seeded-random.ts'

/** How the items of one stream look on the wire. See {@link fakeUpstream}. */
export interface FakeStream {
  /** The vendor's JSON of an item. Integers above 2^53 may be `bigint`. */
  readonly render: (item: FakeItem) => object
  /** The vendor's status words. Default: open, done. */
  readonly statuses?: readonly string[]
  /** What archived items become: `shown` still, or `gone` from every reply. Absent: nothing is archived. */
  readonly archived?: 'shown' | 'gone'
  /** The ref of a new item; must differ by number. Default: the number in digits. */
  readonly ref?: (number: number) => string
  /** More fields, drawn anew with every edit. */
  readonly draw?: (random: SeededRandom) => Readonly<Record<string, unknown>>
  /** The edits that make sense here. Default: all; `archive` where `archived` is given. */
  readonly can?: readonly EditKind[]
}
