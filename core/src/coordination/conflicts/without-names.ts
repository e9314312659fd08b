import type { Conflict } from './conflict.ts'

/**
 * A conflict as it is remembered once it is over: people by their ids, which lead to them as long as they want to be
 * found, and no sentence of a tracker's text. What is still there is told anew at each look, and needs no such care
 * (law 17). Pure.
 */
export function withoutNames(conflict: Conflict): Conflict {
  const people = conflict.parties
    .filter(({ kind, name }) => kind === 'person' && name !== '')
    // A longer name may hold a shorter one.
    .toSorted((one, other) => other.name.length - one.name.length)
  const hide = (text: string): string =>
    people.reduce((left, { name, id }) => left.replaceAll(name, id), text)
  const quoted = conflict.evidence.filter(({ what }) => what === 'sentence').map(({ value }) => value)
  const unquote = (text: string): string => quoted.reduce((left, quote) => left.replaceAll(quote, '…'), text)
  const clean = (text: string): string => hide(unquote(text))
  return {
    ...conflict,
    sentence: clean(conflict.sentence),
    action: clean(conflict.action),
    evidence: conflict.evidence.map((row) => ({ ...row, value: clean(row.value) })),
    parties: conflict.parties.map((party) => ({
      ...party,
      name: hide(party.name),
      ...(party.owner !== undefined && { owner: hide(party.owner) }),
    })),
  }
}
