import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostileText, STEERING } from '../../../../test/support/hostile-texts.ts'
import { Output } from './output.ts'
import { readableLog } from './readable-log.ts'

/** An output, and what it wrote. */
function recorded(isTerminal: boolean, json = false) {
  const written = { out: '', err: '' }
  const output = new Output(
    {
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      isTerminal,
      columns: () => 80,
    },
    json,
  )
  return { output, written }
}

const columns = [
  { title: 'name', value: ({ name }: { name: string }) => name, most: 40 },
  { title: 'why', value: ({ name }: { name: string }) => name, sentence: true as const },
]

test('whatever a command tells of others, nothing in it steers the terminal', () => {
  fc.assert(
    fc.property(hostileText, fc.boolean(), fc.boolean(), (text, isTerminal, json) => {
      const { output, written } = recorded(isTerminal, json)
      output.result({ text }, () => `${text}:\n  ${text}`)
      output.list([{ name: text }], columns, text)
      output.list([], columns, text)
      output.note(text)
      output.failure(text)
      output.write(text)
      expect(STEERING.exec(written.out + written.err)).toBe(null)
    }),
  )
})

test('a list in a pipe has a line a row and a tab a column', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), (names) => {
      const { output, written } = recorded(false)
      output.list(
        names.map((name) => ({ name })),
        columns,
        '',
      )
      const lines = written.out.slice(0, -1).split('\n')
      expect(lines.map((line) => line.split('\t').length)).toEqual(names.map(() => 2))
    }),
  )
})

test('JSON gives every text back as it was', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const { output, written } = recorded(true, true)
      output.result({ text }, () => '')
      output.failure(text)
      expect(JSON.parse(written.out)).toEqual({ text })
      expect(JSON.parse(written.err)).toEqual({ error: text })
    }),
  )
})

test('a long text is shown without what steers, and goes to a pipe letter by letter', async () => {
  const pieces = async function* (): AsyncGenerator<string> {
    yield* ['{"a":"\u009b2J', '\u202e"}\r\n']
  }
  const [shown, piped] = [recorded(true), recorded(false)]
  await shown.output.stream(pieces())
  await piped.output.stream(pieces())
  expect(shown.written.out).toBe('{"a":"2J"}\n')
  expect(piped.written.out).toBe('{"a":"\u009b2J\u202e"}\r\n')
})

test('lines that are shown anew hold no escape but those that place them', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 3 }), (lines) => {
      const { output, written } = recorded(true)
      output.block(lines)
      const place = '\r\u001b[0J'
      expect(written.err.startsWith(place)).toBe(true)
      const text = written.err.slice(place.length)
      expect(STEERING.exec(text)).toBe(null)
      expect(text.split('\n')).toHaveLength(lines.length)
    }),
  )
})

test('the log on a terminal tells a text of others without what steers it', () => {
  fc.assert(
    fc.property(hostileText, (msg) => {
      let shown = ''
      const line = { time: '2026-03-02T02:00:00Z', level: 'error', msg, err: { stack: msg } }
      readableLog((text) => (shown += text)).write(JSON.stringify(line))
      expect(STEERING.exec(shown)).toBe(null)
    }),
  )
})
