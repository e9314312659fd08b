import { expect, test } from 'vitest'
import { toFieldDefinition } from './field-definition.ts'

const field = (id: string, name: string, schema: object) => ({ id, name, schema })

test('a field that plays a part says which field of the model its values are read into', () => {
  const points = field('customfield_1', 'Story Points', { type: 'number' })
  expect(toFieldDefinition(points)).toMatchObject({
    ref: 'field:customfield_1',
    key: 'customfield_1',
    feeds: 'points',
  })
  expect(toFieldDefinition(points, { points: ['Effort'] })).not.toHaveProperty('feeds')
  expect(
    toFieldDefinition(field('customfield_2', 'Effort', { type: 'number' }), { points: ['effort'] }),
  ).toMatchObject({
    feeds: 'points',
  })
})

test('a part of the site’s own is the key under which items hold the value', () => {
  const squad = field('customfield_3', 'Squad', { type: 'array', items: 'option' })
  expect(toFieldDefinition(squad, { team: 'Squad' })).toEqual({
    kind: 'fieldDefinition',
    ref: 'field:customfield_3',
    key: 'team',
    name: 'Squad',
    type: 'array of option',
  })
  expect(toFieldDefinition(squad)).toMatchObject({ key: 'customfield_3' })
})
