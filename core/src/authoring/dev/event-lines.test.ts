import { describe, expect, test } from 'vitest'
import { eventLines } from './event-lines.ts'

describe('what happens in a trial is told in lines', () => {
  test('requests, with or without a reply', () => {
    const request = { type: 'request', number: 2, method: 'GET', url: 'https://x.example/a' } as const
    expect(eventLines({ ...request, status: 200 })).toEqual(['→ 2 GET https://x.example/a  200'])
    expect(eventLines(request)).toEqual(['→ 2 GET https://x.example/a  no reply'])
  })

  test('pages, with what went and where the cursor stands', () => {
    const page = { type: 'page', stream: 'issues', part: '', items: 1, gone: 0 } as const
    expect(eventLines(page)).toEqual(['  issues: page of 1 item'])
    expect(eventLines({ ...page, part: 'web', items: 0, gone: 2, cursor: '{"since":"x"}' })).toEqual([
      '  issues (web): page of 0 items, 2 gone  cursor {"since":"x"}',
    ])
  })

  test('records by what became of them, many of them counted', () => {
    const fresh = Array.from({ length: 14 }, (_, index) => ({
      kind: 'workItem',
      ref: `${index}`,
      title: 'T',
    }))
    const lines = eventLines({
      type: 'records',
      difference: { counts: { workItem: 14 }, fresh, changed: [], gone: [] },
    })
    expect(lines[0]).toBe('records: 14 workItem')
    expect(lines).toHaveLength(14)
    expect(lines.at(-1)).toBe('  + and 2 more')
    const same = { counts: {}, fresh: [], changed: [], gone: [] }
    expect(eventLines({ type: 'records', difference: same })).toEqual(['records: none; nothing changed'])
  })

  test('a problem of several lines keeps them', () => {
    expect(eventLines({ type: 'problem', text: 'one\ntwo', fatal: true })).toEqual(['! one', '  two'])
  })
})
