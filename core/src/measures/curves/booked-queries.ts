import { breather } from '@headless-pmo/engine'
import type { Handle } from '../../database/index.ts'
import { recordsPointingAt } from '../../records/index.ts'
import { itemPages } from '../project-items.ts'
import { MS_A_DAY, timeOf } from '../time.ts'
import type { BookedDays } from './value-curves.ts'

/** Time booked on items up to a time, as their trackers tell it. @param until milliseconds since 1970 */
export async function bookedDays(handle: Handle, ids: readonly number[], until: number): Promise<BookedDays> {
  const booked = new Map<string, { day: number; minutes: number }[]>()
  const breathe = breather()
  for await (const items of itemPages(handle, ids)) {
    const logs = await recordsPointingAt(handle, { kind: 'worklog', by: 'subject' }, items)
    for (const item of items) {
      await breathe()
      const entries = (logs.get(item.id) ?? []).flatMap(({ data: { started, minutes } }) => {
        const at = timeOf(started)
        return at === undefined || at > until ? [] : [{ day: Math.floor(at / MS_A_DAY), minutes }]
      })
      if (entries.length > 0) booked.set(`${item.connection}\n${item.ref}`, entries)
    }
  }
  return booked
}
