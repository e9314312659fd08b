import type { Edit } from '../upstream/index.ts'
import type { Turn } from './turn.ts'

/**
 * Turns in which nothing that was hidden is shown again before a census has noticed that it was gone: the turns without
 * such edits, and with the census of the run after a hiding.
 *
 * An item may be changed, hidden before a run has read the change, and shown again after the cursor has passed it. Trackers do
 * not count showing as a change, and a census is a list of refs: where it lists the item both times, nothing tells that it is
 * another one by now. No reader can be asked to see that.
 */
export function noticedHides(turns: readonly Turn[]): readonly Turn[] {
  let unnoticed = false
  return turns.map((turn) => {
    const edits = turn.edits.filter(({ kind }) => {
      unnoticed ||= kind === 'hide'
      return kind !== 'show' || !unnoticed
    })
    const hides = turn.during.some(({ edit }) => edit.kind === 'hide')
    const shown = (edit: Edit): boolean => edit.kind === 'show' && (unnoticed || hides)
    const during = turn.during.filter(({ edit }) => !shown(edit))
    const census = turn.census || unnoticed
    // What is hidden while the run lists may be in the list.
    unnoticed = hides
    return { ...turn, edits, during, census }
  })
}
