import { itemAddress } from './tracker-address.ts'
import type { Mention, Relation } from './mention.ts'
import { proseOf } from './prose.ts'
import { continues, LOOK_BACK, relationBefore } from './relation-words.ts'
import { sentenceAt } from './sentence.ts'

/** Characters of one text that are looked at; nobody states a dependency beyond them. */
export const MOST_CHARACTERS = 64 * 1024

/** Items that one text may name; a list of hundreds is no statement about each. */
export const MOST_MENTIONS = 100

/**
 * Everything that names an item: an address, `owner/repo#12`, `ABC-123`, `#12` or `GH-12`. Each alternative begins
 * where no word goes on and is bounded in length, so that the time is linear in the text, whatever it holds.
 */
const NAMES = new RegExp(
  [
    String.raw`(?<address>https?:\/\/[^\s<>"'\x60|\\^{}]{3,500})`,
    String.raw`(?<![\w./@-])(?<qualified>[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}#\d{1,9})(?!\w)`,
    String.raw`(?<![\w/#.-])(?<key>[A-Z][A-Z0-9_]{1,31}-[1-9]\d{0,8})(?![\w-])`,
    String.raw`(?<![\w/&#])#(?<number>[1-9]\d{0,8})(?!\w)`,
  ].join('|'),
  'gu',
)

/** The more is said, the more it counts, where a text names an item several times. */
const STRENGTH: readonly Relation[] = ['depends', 'blocks', 'duplicates', 'implements', 'relates']

/**
 * The items that a text names, with what it says of each; every item once, with the most that is said of it. Code,
 * comments and quotations say nothing. Pure, and linear in the length of the text.
 *
 * @param self readable key of the item that the text belongs to: `#12` means one of the same repository, and an item
 * that names itself says nothing
 */
export function findMentions(text: string, self: string | undefined): readonly Mention[] {
  const prose = proseOf(text.slice(0, MOST_CHARACTERS))
  const home = /^(?<scope>.{1,200})#\d+$/u.exec(self ?? '')?.groups?.['scope']
  const found = new Map<string, Mention>()
  let last: { readonly end: number; readonly relation: Relation } | undefined
  for (const match of prose.matchAll(NAMES)) {
    const named = nameOf(match, home)
    if (named === undefined) continue
    const begin = match.index
    const end = begin + named.length
    const relation = relationAt(prose, begin, last)
    last = { end, relation }
    if (named.name === self) continue
    const key = JSON.stringify([named.name, named.address])
    const known = found.get(key)
    if (known !== undefined && STRENGTH.indexOf(known.relation) <= STRENGTH.indexOf(relation)) continue
    if (known === undefined && found.size >= MOST_MENTIONS) break
    const { name, address } = named
    found.set(key, {
      relation,
      name,
      address,
      scope: scopeOf(name),
      sentence: sentenceAt(prose, { begin, end }),
    })
  }
  return [...found.values()]
}

function relationAt(
  prose: string,
  begin: number,
  last: { readonly end: number; readonly relation: Relation } | undefined,
): Relation {
  const from = Math.max(last?.end ?? 0, begin - LOOK_BACK)
  const between = prose.slice(from, begin)
  const said = relationBefore(between)
  if (said !== undefined) return said
  const inList =
    last !== undefined && last.relation !== 'implements' && from === last.end && continues(between)
  return inList ? last.relation : 'relates'
}

interface Named {
  readonly name: string
  readonly address: string
  /** Characters of it in the text. */
  readonly length: number
}

function nameOf(match: RegExpExecArray, home: string | undefined): Named | undefined {
  const { address, qualified, key, number } = match.groups ?? {}
  if (address !== undefined) {
    // A sentence goes on after an address: its marks are not part of it.
    const url = address.replace(/[).,;:!?\]*_]+$/, '')
    const item = itemAddress(url)
    return item && { name: item.key, address: item.address, length: url.length }
  }
  const [whole] = match
  if (qualified !== undefined) return { name: qualified, address: '', length: whole.length }
  const here = number ?? (key?.startsWith('GH-') === true && home !== undefined ? key.slice(3) : undefined)
  if (here !== undefined) {
    return home === undefined ? undefined : { name: `${home}#${here}`, address: '', length: whole.length }
  }
  return key === undefined ? undefined : { name: key, address: '', length: whole.length }
}

/** `ABC` of `ABC-12`, `acme/web` of `acme/web#12`. */
function scopeOf(name: string): string {
  const at = Math.max(name.lastIndexOf('#'), name.lastIndexOf('-'))
  return at < 0 ? name : name.slice(0, name.includes('#') ? name.lastIndexOf('#') : at)
}
