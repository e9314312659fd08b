/** The four kinds of a schedule link. */
export type LinkType = 'FS' | 'SS' | 'FF' | 'SF'

/** What the label of an option says, in the languages of Microsoft Project that most organisations have. */
const STARTS = /^(start|anfang|beginn|début|debut|inicio|início|inizio|begin)/i
const FINISHES = /^(finish|end|ende|fin|final|fim|fine|einde|término|termino)/i

/**
 * Reads the label of a link type: "Finish-to-Start (FS)", "Ende-Anfang (EA)", "FS". Undefined where it does not say
 * which ends are joined; there is no table of values, since tenants differ in them.
 */
export function linkTypeOf(label: string): LinkType | undefined {
  const short = /\b([FS])([FS])\b/.exec(label)
  const words = label
    .replace(/\(.*\)/g, ' ')
    .split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .filter((word) => STARTS.test(word) || FINISHES.test(word))
  const [from, to] = words
  if (from !== undefined && to !== undefined && words.length === 2)
    return `${STARTS.test(from) ? 'S' : 'F'}${STARTS.test(to) ? 'S' : 'F'}`
  // The short form is English; in others the same letters may mean something else.
  return short === null || words.length > 0 ? undefined : (short[0] as LinkType) // matched above
}
