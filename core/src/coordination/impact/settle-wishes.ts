import type { Desk, Wish } from './desk.ts'
import { moveOwnDates } from './node-moves.ts'
import { addShift, isBackward, isNoShift, NO_SHIFT, shiftSize, type Shift } from './shift.ts'

type Part = Pick<Wish, 'source' | 'shift'>

/**
 * Makes moves out of all wishes at once, so that neither their order nor the way in which they name a leaf matters: what
 * several of them want of one leaf is summed up first, whether it is named itself or as a part of something, and opposite
 * ones cancel. What comes out earlier has its own dates moved; the rest is delayed, which is left to be placed.
 *
 * @returns what each leaf is to move by
 */
export function settleWishes(desk: Desk): ReadonlyMap<number, Shift> {
  const totals = new Map<number, Shift>()
  const delays = new Map<number, Map<number, Shift>>()
  for (const [node, parts] of partsOf(desk.wishes)) {
    const total = parts.reduce((sum, { shift }) => addShift(sum, shift), NO_SHIFT)
    totals.set(node, total)
    if (isNoShift(total)) continue
    if (isBackward(total, desk.calendarOf(node).lengths)) {
      moveOwnDates(desk, node, total)
      continue
    }
    for (const { source, shift } of delaysOf(desk, node, parts, total)) {
      const shifts = delays.get(source) ?? new Map<number, Shift>()
      delays.set(source, shifts.set(node, shift))
    }
  }
  for (const [source, shifts] of delays) desk.delays.push({ source, shifts })
  return totals
}

/** What is wanted of each leaf, by source, the lowest first. */
function partsOf(wishes: readonly Wish[]): Map<number, Part[]> {
  const found = new Map<number, Part[]>()
  for (const { source, nodes, shift } of wishes.toSorted((one, other) => one.source - other.source)) {
    for (const node of nodes) {
      const parts = found.get(node)
      const last = parts?.at(-1)
      if (parts === undefined) found.set(node, [{ source, shift }])
      else if (last?.source !== source) parts.push({ source, shift })
      else parts[parts.length - 1] = { source, shift: addShift(last.shift, shift) }
    }
  }
  return found
}

/** The delays of a leaf by source. Where some pull it back, the sum is left to the one that pushes most. */
function delaysOf(desk: Desk, node: number, parts: readonly Part[], total: Shift): readonly Part[] {
  const { lengths } = desk.calendarOf(node)
  const moving = parts.filter(({ shift }) => !isNoShift(shift))
  if (!moving.some(({ shift }) => isBackward(shift, lengths))) return moving
  const most = moving.reduce((best, part) =>
    shiftSize(part.shift, lengths) > shiftSize(best.shift, lengths) ? part : best,
  )
  return [{ source: most.source, shift: total }]
}
