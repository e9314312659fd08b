import type { ScheduledLink } from '@headless-pmo/sdk'
import { LAG_UNITS, LINK_COLUMNS, LINK_ORIGINS, LINK_TYPES, type PackedLinks } from './packed-schedule.ts'
import { unpackTexts } from './packed-text.ts'

/** Where each column stands in the row of a link. */
const AT = Object.fromEntries(LINK_COLUMNS.map((name, at) => [name, at])) as Readonly<
  Record<(typeof LINK_COLUMNS)[number], number>
>

/**
 * The links of a schedule as checks see them, from what `packLinks` wrote.
 *
 * @param items keys of the items of the project, by place
 */
export function unpackLinks(packed: PackedLinks, items: readonly ScheduledLink['from'][]): ScheduledLink[] {
  const { count, columns, ends, connections } = packed
  const refs = unpackTexts(packed.refs).values()
  const dated = new Map(packed.dated)
  const links: ScheduledLink[] = []
  for (let link = 0; link < count; link++) {
    const value = (column: keyof typeof AT): number => columns[link * LINK_COLUMNS.length + AT[column]] ?? NaN
    const [from, to] = [endAt(value('from')), endAt(value('to'))]
    const lag = value('lag')
    const connection = connections[value('record')]
    const ref = connection === undefined ? undefined : refs.next().value
    // Each end was given a place when it was packed.
    if (from === undefined || to === undefined) continue
    links.push({
      from,
      to,
      type: LINK_TYPES[value('type')] ?? 'FS',
      origin: LINK_ORIGINS[value('origin')] ?? 'tracker',
      external: value('external') === 1,
      ...(lag !== 0 && { lag: { amount: lag, unit: LAG_UNITS[value('lagUnit')] ?? 'working' } }),
      ...(connection !== undefined &&
        ref !== undefined && { record: { connection, kind: 'dependency', ref } }),
      ...dated.get(link),
    })
  }
  return links

  function endAt(place: number): ScheduledLink['from'] | undefined {
    return place >= 0 ? items[place] : ends[-1 - place]
  }
}
