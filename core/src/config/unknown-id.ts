import { type Mistake, pathText } from './mistake.ts'
import { didYouMean } from './suggest.ts'

/** An id that nothing has, with what was probably meant. */
export function unknownId(
  path: readonly PropertyKey[],
  id: string,
  noun: string,
  known: readonly string[],
): Mistake {
  const fix = known.length === 0 ? `add it to ${noun}s` : didYouMean(id, known)
  return { path: pathText(path), problem: `names the ${noun} "${id}", which does not exist; ${fix}` }
}
