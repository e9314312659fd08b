import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

/** Names this process in leases: host, process id, and a mark, since ids are used again. */
export const PROCESS_HOLDER = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`

/**
 * Whether the process that a lease names has certainly ended: it ran on this host and is no longer there. Of
 * other hosts nothing is certain. A process of the same id that came later counts as alive: its lease is waited for.
 */
export function isHolderGone(holder: string): boolean {
  const [host, pid, mark] = holder.split(':')
  if (host !== hostname() || mark === undefined || pid === undefined || !/^\d+$/.test(pid)) return false
  if (Number(pid) === process.pid) return holder !== PROCESS_HOLDER
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
