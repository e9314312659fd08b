import { expect, test } from 'vitest'
import { accountText, statusText } from './item-facts.ts'

const account = { found: true, kind: 'account', connection: 'code', ref: '10005' } as const

test('an account is told by its name, and by its number only where it has none', () => {
  expect(accountText({ ...account, title: 'Yuki Tanaka' })).toBe('Yuki Tanaka')
  expect(accountText({ ...account, key: 'yuki' })).toBe('yuki')
  expect(accountText(account)).toBe('10005')
  expect(accountText({ found: false, kind: 'account' })).toBe('somebody')
})

test('a state is told in the word of the tracker, with ours where that is another', () => {
  expect(statusText({ status: 'To Do', statusCategory: 'todo' }, {})).toBe('To Do')
  const open = { status: 'open', statusCategory: 'in_progress' } as const
  expect(statusText(open, {})).toBe('open (in progress)')
  const board = { boardStatus: { value: 'Doing', from: { kind: 'placement', ref: '1' } } }
  expect(statusText(open, board)).toBe('Doing (in progress)')
})
