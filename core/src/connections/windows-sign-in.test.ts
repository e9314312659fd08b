import { expect, test } from 'vitest'
import { offeredSchemes, windowsSignIn } from './windows-sign-in.ts'

const said = (header: string | undefined, status = 401) =>
  windowsSignIn({
    status,
    headers: new Headers(header === undefined ? {} : { 'www-authenticate': header }),
    url: new URL('https://pwa.example/_api/ProjectData'),
  })

test.each([
  ['NTLM', ['NTLM']],
  ['Negotiate, NTLM', ['Negotiate', 'NTLM']],
  ['Negotiate oYGaMIGXoAMKAQE=, Basic realm="a, Bearer b"', ['Negotiate', 'Basic']],
  ['Bearer realm="x", error="invalid_token", Basic realm="y"', ['Bearer', 'Basic']],
  ['Bearer', ['Bearer']],
  ['', []],
])('%s offers %j', (header, schemes) => {
  expect(offeredSchemes(header)).toEqual(schemes)
})

test('a server that asks for Windows sign-in alone is said to, and what to do', () => {
  expect(said('Negotiate, NTLM')).toBe(
    'https://pwa.example asks for Windows sign-in (Negotiate, NTLM), which is not supported; have Basic over https or OAuth (AD FS, Entra ID) switched on for this address, or put a proxy before it that signs in.',
  )
})

test('where it takes another way too, that one is named', () => {
  expect(said('NTLM, Basic realm="pwa"')).toContain('it also takes Basic: give the connection the secrets')
})

test.each([[undefined], ['Bearer error="invalid_token"'], ['Basic realm="NTLM"']])(
  '%j asks for none',
  (header) => {
    expect(said(header)).toBeUndefined()
  },
)

test('only a refusal to strangers asks for anything', () => {
  expect(said('NTLM', 403)).toBeUndefined()
})
