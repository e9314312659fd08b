/** A text or a whole number token of JSON; texts are matched so that digits in them are left alone. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs

/**
 * What `parseJson` does, without recursion: a reviver calls itself once a level, and hostile nesting would overflow
 * the stack. Numbers that a double cannot hold travel through the plain parser as marked texts. Slower: for texts
 * that the reviver cannot take.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseDeep(text: string): unknown {
  const mark = unusedIn(text)
  const marked = text.replaceAll(TOKEN, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  )
  const root = [JSON.parse(marked) as unknown]
  const open: unknown[] = [root]
  while (open.length > 0) {
    const container = open.pop() as object // only containers are put there
    for (const [key, value] of Object.entries(container)) {
      if (typeof value === 'object' && value !== null) open.push(value)
      if (typeof value !== 'string' || !value.startsWith(mark)) continue
      // Defined, not assigned: "__proto__" is a name like any other here.
      Object.defineProperty(container, key, {
        value: BigInt(value.slice(mark.length)),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    }
  }
  return root[0]
}

/** A beginning that no text of this JSON can have, however it spells its letters. */
function unusedIn(text: string): string {
  for (let count = 0; ; count++) {
    const mark = `bigint-${count}:`
    // An escape may spell any letter; the digits and the hyphen are then looked for as what they become.
    if (!text.includes(mark) && !(text.includes('\\u') && decoded(text).includes(mark))) return mark
  }
}

const decoded = (text: string): string =>
  text.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
