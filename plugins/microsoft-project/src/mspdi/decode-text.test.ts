import fc from 'fast-check'
import { expect, test } from 'vitest'
import { XmlDecoder } from './decode-text.ts'

const TEXT = '<?xml version="1.0" encoding="NAME"?><a>Zeitplan für Łódź — 計画 🚧</a>'
const LATIN = "<?xml version='1.0' encoding='windows-1252'?><a>Pläne à 5 €</a>"

function decode(bytes: Uint8Array, cuts: readonly number[] = []): string {
  const decoder = new XmlDecoder('plan.xml')
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((a, b) => a - b)
  let text = ''
  let from = 0
  for (const end of [...ends, bytes.length]) {
    text += decoder.write(bytes.subarray(from, end))
    from = end
  }
  return text + decoder.end()
}

function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const units = (mark ? '\uFEFF' : '') + text
  const view = new DataView(new ArrayBuffer(units.length * 2))
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), littleEndian)
  return new Uint8Array(view.buffer)
}

function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => (c === '€' ? 0x80 : c.charCodeAt(0)))
}

const ENCODED: readonly (readonly [string, Uint8Array, string])[] = [
  ['utf-8', new TextEncoder().encode(TEXT.replace('NAME', 'UTF-8')), TEXT.replace('NAME', 'UTF-8')],
  ['utf-8 with mark', new TextEncoder().encode(`\uFEFF${TEXT}`), TEXT],
  ['utf-8 undeclared', new TextEncoder().encode('<a>ü</a>'), '<a>ü</a>'],
  ['utf-16 little with mark', utf16(TEXT, true, true), TEXT],
  ['utf-16 big with mark', utf16(TEXT, false, true), TEXT],
  ['utf-16 little without mark', utf16(TEXT, true, false), TEXT],
  ['utf-16 big without mark', utf16(TEXT, false, false), TEXT],
  ['windows-1252', windows1252(LATIN), LATIN],
]

test.each(ENCODED)('%s is decoded, wherever chunks end', (_name, bytes, text) => {
  expect(decode(bytes)).toBe(text)
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 12 }), (cuts) => {
      expect(decode(bytes, cuts)).toBe(text)
    }),
  )
})

test('an unknown encoding is named', () => {
  const bytes = new TextEncoder().encode('<?xml version="1.0" encoding="klingon"?><a/>')
  expect(() => decode(bytes)).toThrow(
    'declares the encoding "klingon", which is not known; save it as UTF-8.',
  )
})

test('bytes that are not what the file declares are refused, not replaced', () => {
  const bytes = windows1252('<?xml version="1.0" encoding="UTF-8"?><a>Pläne</a>')
  expect(() => decode(bytes)).toThrow('holds bytes that are not UTF-8 although it says so')
})

test('a binary plan under the name of an XML file is recognised', () => {
  const bytes = new Uint8Array([
    0xd0,
    0xcf,
    0x11,
    0xe0,
    0xa1,
    0xb1,
    0x1a,
    0xe1,
    ...Array.from({ length: 600 }, () => 0),
  ])
  expect(() => decode(bytes)).toThrow('is a binary Microsoft Project file under the name of an XML file')
})
