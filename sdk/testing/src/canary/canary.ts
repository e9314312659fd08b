/** A secret that is planted to see where it turns up. */
export interface Canary {
  /** Name of the secret, or of the config field that holds it. */
  readonly name: string
  readonly value: string
}

/** One place where a canary was found. */
export interface Sighting {
  readonly canary: string
  /** Where: "the raw items", "the log". */
  readonly place: string
  /** In which form: "as it is", "in base64". */
  readonly form: string
  /** What stands around it, the canary itself left out. */
  readonly excerpt: string
}

/** A value for a secret: long, and with characters that every encoding treats in a way of its own. */
export function plantable(name: string): string {
  return `canary-${name}-7f3a/+?~never&in output`
}

/** The forms in which a secret travels through programs. */
function formsOf(value: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value)
  const base64 = bytes.toString('base64')
  const forms = new Map([
    [value, 'as it is'],
    [encodeURIComponent(value), 'as part of an address'],
    [new URLSearchParams([['', value]]).toString().slice(1), 'as part of a query'],
    [JSON.stringify(value).slice(1, -1), 'in JSON'],
    [base64.replace(/=+$/, ''), 'in base64'],
    [bytes.toString('base64url'), 'in base64 for addresses'],
    [bytes.toString('hex'), 'in hexadecimal'],
    [Array.from(value).toReversed().join(''), 'backwards'],
  ])
  // Within a longer base64 text (user:password) it begins at one of three offsets; its inside is the same.
  for (const shift of [1, 2]) {
    const inside = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4)
      .replace(/=+$/, '')
    forms.set(inside.slice(0, -1), 'inside a base64 text')
  }
  forms.set(base64.replace(/=+$/, '').slice(0, -1), 'inside a base64 text')
  return forms
}

/** Looks for canaries in everything that was kept or said, by place. */
export function findCanaries(
  canaries: readonly Canary[],
  said: Readonly<Record<string, string>>,
): readonly Sighting[] {
  const found: Sighting[] = []
  for (const { name, value } of canaries) {
    const forms = formsOf(value)
    for (const [place, text] of Object.entries(said)) {
      const hit = [...forms].find(([form]) => text.includes(form))
      if (hit === undefined) continue
      const [form, words] = hit
      const at = text.indexOf(form)
      const excerpt = `${text.slice(Math.max(0, at - 60), at)}<${name}>${text.slice(at + form.length, at + form.length + 20)}`
      found.push({ canary: name, place, form: words, excerpt })
    }
  }
  return found
}
