import { expect, test } from 'vitest'
import { toMessage } from './message.ts'

test('a message begins with what happened and links to more', () => {
  const message = toMessage({
    id: 'n1',
    type: 'notifier.test',
    at: '2027-03-01T09:00:00Z',
    title: 'A test',
    text: 'Nothing to do.',
    url: 'https://pmo.example/notifiers',
    data: {},
  })
  expect(message).toEqual({ id: 'n1', text: 'A test\nNothing to do.', link: 'https://pmo.example/notifiers' })
})
