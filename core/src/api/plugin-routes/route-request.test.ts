import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathBelow, routeRequest } from './route-request.ts'

const { signal } = new AbortController()

test('a route sees the path below its mount', () => {
  const below = (path: string): string => pathBelow(`http://pmo.example:4400${path}`).href
  expect(below('/plugins/badge')).toBe('http://pmo.example:4400/')
  expect(below('/plugins/badge/')).toBe('http://pmo.example:4400/')
  expect(below('/plugins/badge/week/1?n=2&n=3')).toBe('http://pmo.example:4400/week/1?n=2&n=3')
  expect(below('/plugins/b%61dge/week')).toBe('http://pmo.example:4400/week')
})

test('whatever the path, it stays on the server and below the mount', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      const { host, pathname, search } = pathBelow(`http://pmo.example/plugins/badge/${path}?${query}`)
      expect(host).toBe('pmo.example')
      expect(pathname.startsWith('//')).toBe(false)
      expect(search === '' ? query : search.slice(1)).toBe(new URL(`http://x/?${query}`).search.slice(1))
    }),
  )
})

test('a route does not see how the caller proved who they are', async () => {
  const request = new Request('http://pmo.example/plugins/badge/in', {
    method: 'POST',
    headers: {
      authorization: 'Bearer pmo_canary',
      cookie: 'session=canary',
      connection: 'x-hop, close',
      'x-hop': 'canary',
      'x-own': 'kept',
      'content-type': 'text/csv',
    },
    body: 'a,b',
  })
  const asked = await routeRequest(request, signal)
  expect(Object.fromEntries(asked.headers)).toEqual({ 'x-own': 'kept', 'content-type': 'text/csv' })
  expect(await asked.text()).toBe('a,b')
})
