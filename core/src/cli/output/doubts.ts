import type { Api } from '../session.ts'

type Told = Pick<Awaited<ReturnType<Api['forecast']['doubts']['query']>>, 'doubts' | 'peopleUnknown'>

/** Most doubts that are told one by one. */
const MOST = 6

/** Lines under dates that people will hardly keep. */
export function doubtLines({ doubts, peopleUnknown }: Told, where: 'schedule' | 'forecast'): string[] {
  const lines: string[] = []
  if (doubts.length > 0) {
    lines.push(
      `! These dates may be too early: ${where === 'schedule' ? 'a schedule' : 'a forecast of the schedule'} does not level people, everybody does any number of items at once.`,
      ...doubts.slice(0, MOST).map(({ sentence }) => `  ${sentence}`),
    )
    if (doubts.length > MOST) lines.push(`  ${doubts.length - MOST} more: --json, or one project at a time.`)
    const commands = [
      ...(doubts.some(({ overloads }) => overloads.length > 0) ? ['`pmo capacity overloads` tells who'] : []),
      ...(doubts.some(({ pace }) => pace !== undefined)
        ? ['`pmo forecast throughput PROJECT` counts on the pace']
        : []),
    ]
    lines.push(`  ${commands.join(', ')}.`)
  }
  if (peopleUnknown !== undefined)
    lines.push(`Whether people have time for it is not known: ${peopleUnknown}`)
  return lines
}
