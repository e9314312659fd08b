import { expect, test } from 'vitest'
import { changedBody, withKeptSync } from './connection-body.ts'

const written = {
  plugin: 'jira',
  title: 'Our Jira',
  baseUrl: 'https://x.example',
  projects: ['A'],
  secrets: { email: 'env:E' },
  sync: { every: 'never', census: '7d' },
}

test('a change leaves what it does not name', () => {
  expect(changedBody(written, { plugin: 'jira', every: '1h' })).toEqual({
    ...written,
    sync: { every: '1h', census: '7d' },
  })
})

test('a new configuration takes the place of the old one, and settings stay', () => {
  const { projects: _, ...rest } = written
  expect(changedBody(written, { plugin: 'jira', config: { baseUrl: 'https://x.example' } })).toEqual(rest)
})

test('the form changes no setting of the reading that it does not hold', () => {
  expect(withKeptSync({ plugin: 'jira', sync: { every: '5m' } }, written)).toEqual({
    plugin: 'jira',
    sync: { every: '5m', census: '7d' },
  })
  expect(withKeptSync({ plugin: 'jira' }, {})).toEqual({ plugin: 'jira' })
})
