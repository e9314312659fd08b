import { didYouMean, PmoError } from '../../config/index.ts'

/**
 * Nothing where each of the projects that are asked for is there, or was once.
 *
 * @throws PmoError `not-found` with the first that never was: an empty answer would look as if all were well there
 */
export async function assertProjects(
  asked: readonly string[],
  known: ReadonlySet<string>,
  /** Which of some there were. */
  formerly: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<void> {
  const strange = asked.filter((id) => !known.has(id))
  if (strange.length === 0) return
  const former = await formerly(strange)
  const stray = strange.find((id) => !former.has(id))
  if (stray === undefined) return
  const names = [...known]
  // A question has its mark already.
  const rest = names.length === 0 ? 'there is none yet.' : didYouMean(stray, names).replace(/(?<!\?)$/, '.')
  throw new PmoError('not-found', `There is no project "${stray.slice(0, 60)}"; ${rest}`)
}
