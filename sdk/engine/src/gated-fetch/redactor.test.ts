import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor, REDACTED } from './redactor.ts'

const secret = fc
  .string({ minLength: 8, maxLength: 60, unit: 'grapheme' })
  .filter((text) => text.trim().length >= 8)

describe('the redactor (law 13)', () => {
  test('no form of a secret is left in any text', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (canary, before, after) => {
        const redactor = createRedactor([canary, `user:${canary}`])
        const forms = [
          canary,
          encodeURIComponent(canary),
          new URLSearchParams({ key: canary }).toString().slice(4),
          JSON.stringify(canary).slice(1, -1),
          Buffer.from(canary).toString('base64'),
          Buffer.from(canary).toString('base64url'),
          Buffer.from(`user:${canary}`).toString('base64'),
          Buffer.from(canary).toString('hex'),
        ]
        for (const form of forms) {
          expect(redactor.text(`${before} ${form} ${after}`)).toContain(REDACTED)
          const left = redactor.text(`${before}|${form}|${after}`)
          expect(left.replaceAll(REDACTED, '')).not.toContain(form)
        }
      }),
    )
  })

  test('no form of a secret is left in a stream, however it is cut into pieces', () => {
    const canary = 'canary-7f3a-never-in-output'
    const form = fc.constantFrom(
      canary,
      Buffer.from(`user:${canary}`).toString('base64'),
      encodeURIComponent(canary),
    )
    const filler = fc.string({ maxLength: 200 })
    fc.assert(
      fc.property(
        filler,
        form,
        filler,
        fc.array(fc.integer({ min: 1, max: 40 })),
        (before, echo, after, sizes) => {
          const redactor = createRedactor([canary, `user:${canary}`]).pieces()
          const whole = Buffer.from(`${before}${echo}${after}`)
          const out: Uint8Array[] = []
          let at = 0
          for (const size of [...sizes, whole.length]) {
            out.push(redactor.push(whole.subarray(at, at + size)))
            at += size
          }
          out.push(redactor.end())
          expect(Buffer.concat(out).toString()).toBe(`${before}${REDACTED}${after}`)
        },
      ),
      // Cut within the padding of base64, which a shorter form does without.
      { examples: [['', Buffer.from(`user:${canary}`).toString('base64'), '', [4, 38]]] },
    )
  })

  test('a base64 text that has the secret inside gives it away at no offset', () => {
    const canary = 'canary-7f3a-never-in-output'
    const redactor = createRedactor([canary])
    for (const prefix of ['', 'u', 'us', 'use', 'name:']) {
      const encoded = Buffer.from(`${prefix}${canary}`).toString('base64')
      const left = Buffer.from(redactor.text(encoded).replaceAll(REDACTED, ''), 'base64').toString()
      expect(left).not.toContain('canary')
    }
  })

  test('texts at any depth, keys, errors and causes are cleaned', () => {
    const redactor = createRedactor(['canary-7f3a'])
    const error = new Error('with canary-7f3a', { cause: { deep: ['canary-7f3a'] } })
    const cleaned = JSON.stringify(redactor.value({ error, 'canary-7f3a': 1, n: 5, none: null }))
    expect(cleaned).not.toContain('canary')
    expect(cleaned).toContain('with [redacted]')
  })

  test('a body keeps names and short values, and is the same array without a secret', () => {
    const redactor = createRedactor(['canary-7f3a', 'four'])
    redactor.add('someone@example.com', { inBodies: false })
    const clean = new TextEncoder().encode('{"n":"four","by":"someone@example.com","e":"\u{1F600}"}')
    expect(redactor.bytes(clean)).toBe(clean)
    const dirty = new TextEncoder().encode('{"e":"\u{1F600}","k":"canary-7f3a"}')
    expect(new TextDecoder().decode(redactor.bytes(dirty))).toBe('{"e":"\u{1F600}","k":"[redacted]"}')
    expect(redactor.text('by someone@example.com')).toBe('by [redacted]')
  })

  test('tokens that were exchanged later are hidden from then on, a key line by line', () => {
    const redactor = createRedactor()
    const key = '-----BEGIN KEY-----\nMIIEowIBAAKCAQEAcanary\n-----END KEY-----'
    redactor.add(key)
    expect(redactor.text('saw MIIEowIBAAKCAQEAcanary')).toBe('saw [redacted]')
  })
})
