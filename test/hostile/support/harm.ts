import type { Answer, Harm } from './middleman.ts'

/** JSON of a tracker, looked into without ceremony: what is done to it here is wrong on purpose. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any

/** Replies to addresses that match become this one. @param times how often; afterwards all is well */
export function instead(where: RegExp, answer: Answer, times = Infinity): Harm {
  let left = times
  return ({ target }, right) => (where.test(target) && left-- > 0 ? answer : right())
}

/** Changes the text of good replies from addresses that match. */
export const rewritten =
  (where: RegExp, rewrite: (text: string) => string): Harm =>
  async ({ target }, right) => {
    const answer = await right()
    if (!where.test(target) || answer.status !== 200) return answer
    return { ...answer, body: rewrite(answer.body) }
  }

/** Changes the JSON of good replies in place. */
export const tampered = (where: RegExp, tamper: (body: Loose) => void): Harm =>
  rewritten(where, (text) => {
    const body: Loose = JSON.parse(text)
    tamper(body)
    return JSON.stringify(body)
  })

/** A token that ends after so many requests; who signs in again gets a good one unless `forGood`. */
export function expiring(after: number, forGood: boolean): Harm {
  let asked = 0
  return ({ target }, right) => {
    if (!forGood && target.includes('/oauth2/')) return right()
    const ends = forGood ? ++asked > after : ++asked === after + 1
    return ends ? { status: 401, headers: {}, body: '' } : right()
  }
}

/** What no text should hold and every text may. */
export const NASTY = '\u0000 \ud800 \u{1F600} <script>alert(1)</script> __proto__ ${x} \u202e'
/** The same as it can be stored. */
export const NASTY_STORED = NASTY.replace('\u0000', '\ufffd').replace('\ud800', '\ufffd')

/** A list in a list in a list. */
export const deepList = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
