import { describe, expect, test } from 'vitest'
import { optionLines } from './bodies.ts'
import { parseBody } from './check-body.ts'

const ESCALATION = {
  title: 'The launch slips',
  commitment: 'Launch on 2026-05-01, promised to the board',
  evidence: 'The supplier delivers on 2026-05-20 (LOCK-12)',
  impact: 'Spring sales are lost; the app can be tested longer',
  options: 'Launch without locks: half of the sales\nWait: all of the spring is lost',
  duration: 'permanent',
  opened: '2026-03-01',
}

describe('an escalation', () => {
  test('says what is broken, how that is known, what it means and what can be done', () => {
    expect(parseBody('escalation', ESCALATION)).toMatchObject({ body: { state: 'open' } })
    for (const field of ['commitment', 'evidence', 'impact', 'options', 'duration'])
      expect(parseBody('escalation', { ...ESCALATION, [field]: undefined })).toHaveProperty('problems')
  })

  test('names the consequence of each option', () => {
    expect(parseBody('escalation', { ...ESCALATION, options: 'Wait' })).toEqual({
      problems: ['options: has a line without a consequence; write "option: consequence", one a line'],
    })
    expect(optionLines(' a: b \n\n c: d ')).toEqual(['a: b', 'c: d'])
  })
})
