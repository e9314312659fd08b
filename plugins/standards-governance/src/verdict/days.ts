const DAY_MS = 86_400_000

/** Calendar days from one day, or instant, to another; both as their day in UTC. */
export function daysBetween(from: string, until: string): number {
  return (Date.parse(until.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS
}
