import { createHmac } from 'node:crypto'

/** Somebody who is to be forgotten, without their names. */
export interface Pseudonym {
  /** Ref of the account. */
  readonly account: string
  readonly pseudonym: string
  readonly salt: string
  /** Of login, name and e-mail; see {@link digestOf}. */
  readonly digests: readonly string[]
}

/** By which a name is known again and from which it cannot be read. Case and blanks around it do not count. */
export function digestOf(salt: string, name: string): string {
  return createHmac('sha256', salt).update(name.trim().normalize('NFC').toLowerCase()).digest('base64url')
}

/** Fields whose text is somebody, whatever else the word may mean elsewhere. */
const PERSON_FIELD =
  /login|user|mail|display|author|actor|assignee|reporter|creator|owner|manager|resource|member|person|lead|nt_?account/i
/** Fields by which an object shows that it is somebody. */
const IDENTITY_FIELD = /^(?:login|user_?name|display_?name|full_?name|e_?mail(?:_?address)?|nt_?account)$/i
const NAME_FIELD = /^(?:name|key|initials)$|name$/i
const REF_FIELD = /^(?:id|node_?id|uid|account_?id|ref)$/i

/** Longer texts are nobody's name. */
const LONGEST_NAME = 320

interface Person {
  readonly pseudonym: string
  /** Names that the object itself gives, perhaps newer ones than those known. */
  readonly names: ReadonlySet<string>
}

/**
 * Makes the function that takes people's names out of anything that a tracker sent or that was mapped from it:
 *
 * - in fields that hold people, and everywhere in an object that is the account itself, also under a new name;
 * - the steps of addresses, mentions (`@login`) and e-mail addresses in any text.
 *
 * Refs stay, so that facts go on pointing to the same account; a ref that is itself a name stays as well. Gives
 * the very same value where nobody is named. Pure.
 */
export function createDisguise(people: readonly Pseudonym[]): (value: unknown) => unknown {
  const salt = people[0]?.salt ?? ''
  const byDigest = new Map(
    people.flatMap(({ digests, pseudonym }) => digests.map((d) => [d, pseudonym] as const)),
  )
  const byRef = new Map(people.map(({ account, pseudonym }) => [account, pseudonym]))
  const known = new Map<string, string | undefined>()

  const whoIs = (text: string): string | undefined => {
    if (text.length === 0 || text.length > LONGEST_NAME) return undefined
    if (!known.has(text)) {
      if (known.size > 100_000) known.clear()
      known.set(text, byDigest.get(digestOf(salt, text)))
    }
    return known.get(text)
  }

  const name = (text: string, pseudonym: string): string =>
    text.includes('@') ? `${pseudonym}@pseudonym.invalid` : pseudonym

  const somebody = (text: string, person: Person | undefined): string | undefined => {
    const pseudonym = person?.names.has(text) === true ? person.pseudonym : whoIs(text)
    return pseudonym === undefined ? undefined : name(text, pseudonym)
  }

  const string = (text: string, field: string, person: Person | undefined): string => {
    const isName =
      PERSON_FIELD.test(field) || (NAME_FIELD.test(field) && (person !== undefined || /\S\s+\S/.test(text)))
    const whole = isName && !REF_FIELD.test(field) ? somebody(text, person) : undefined
    if (whole !== undefined) return whole
    if (/^https?:/.test(text)) {
      return text.replaceAll(/[^/?#&={}:]+/g, (step) => somebody(decoded(step), person) ?? step)
    }
    if (!text.includes('@')) return text
    return text
      .replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (mail) => somebody(mail, person) ?? mail)
      .replaceAll(/@([\w-]+)/g, (mention, login: string) => {
        const pseudonym = somebody(login, person)
        return pseudonym === undefined ? mention : `@${pseudonym}`
      })
  }

  const personIn = (entries: readonly (readonly [string, unknown])[]): Person | undefined => {
    const names = entries.flatMap(([field, value]) =>
      IDENTITY_FIELD.test(field) && typeof value === 'string' ? [value] : [],
    )
    if (names.length === 0) return undefined
    for (const [field, value] of entries) {
      if (!REF_FIELD.test(field) || (typeof value !== 'string' && typeof value !== 'number')) continue
      const pseudonym = byRef.get(String(value))
      if (pseudonym === undefined) continue
      const more = entries.flatMap(([f, v]) => (NAME_FIELD.test(f) && typeof v === 'string' ? [v] : []))
      return { pseudonym, names: new Set([...names, ...more].filter((one) => !byRef.has(one))) }
    }
    return undefined
  }

  const visit = (value: unknown, field: string, person: Person | undefined): unknown => {
    if (typeof value === 'string') return string(value, field, person)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) {
      // A pair of texts is a field as well: elements of XML are kept like that.
      const [first, second] = value as readonly unknown[]
      if (
        value.length === 2 &&
        typeof first === 'string' &&
        typeof second === 'string' &&
        !PERSON_FIELD.test(field)
      ) {
        const anew = string(second, first, person)
        return anew === second ? value : [first, anew]
      }
      const all = value.map((one: unknown) => visit(one, field, person))
      return all.every((one, index) => one === value[index]) ? value : all
    }
    const entries = Object.entries(value)
    const here = personIn(entries)
    let changed = false
    const anew = entries.map(([key, inner]) => {
      const one = visit(inner, key, here)
      changed ||= one !== inner
      return [key, one] as const
    })
    return changed ? Object.fromEntries(anew) : value
  }

  return (value) => visit(value, '', undefined)
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
