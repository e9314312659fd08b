import { createClient } from '@headless-pmo/client'
import { expect, test } from 'vitest'
import { refusalText } from './refusal-text.ts'

test('what is too long to be sent is said in one sentence, as the client really refuses it', async () => {
  const { api } = createClient({ url: 'http://127.0.0.1:9', token: 'pmo_none' })
  const error: unknown = await api.projects.get.query({ id: 'x'.repeat(10_000) }).catch((one: unknown) => one)
  expect(refusalText(error)).toBe(
    'What is asked for is too long to be sent. Choose or write less, and try again.',
  )
})

test('a server that answers is quoted, and one that does not is said to be out of reach', () => {
  expect(refusalText(Object.assign(new Error('There is no project.'), { data: { httpStatus: 404 } }))).toBe(
    'There is no project.',
  )
  expect(refusalText(new Error('fetch failed'))).toBe('The server was not reached: fetch failed')
})
